"""The rows of a register as asked for: one query for page, Excel and print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from thuongton.documents.models import Document
from thuongton.documents.queries import in_registers, writing_unit
from thuongton.documents.registers import FOLLOWED, UNIT, Column, Register
from thuongton.documents.search import words_of
from thuongton.people.models import Unit, User
from thuongton.people.queries import units_in_scope
from thuongton.web.dates import parse_day
from vanban.text import fold

ALL = "tat-ca"
WAITING = "chua-xong"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asks of a register. ``unit`` is None for all units of the scope."""

    unit: Unit | None = None
    words: str = ""
    kind: str = ""
    year: int | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    issuer: str = ""
    waiting: bool = False
    sort: str = ""
    descending: bool = False
    as_of: dt.date | None = None
    problem: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether any filter besides the unit is set."""
        return bool(self.words or self.kind or self.year or self.since or self.until or self.issuer or self.waiting)


def ask(user: User, given: Mapping[str, str], as_of: dt.date | None = None) -> Asked:
    """Read the parameters of an address; what cannot be understood is left out and said in ``problem``.

    Without a unit the register of one's own unit is meant, for those who write in one; others see their whole scope.
    """
    chosen = given.get("don-vi", "")
    problems: list[str] = []
    unit = writing_unit(user)
    if chosen == ALL:
        unit = None
    elif chosen:
        found = units_in_scope(user).filter(pk=int(chosen[:18])).first() if chosen.isdecimal() else None
        unit, problems = (found, []) if found else (unit, [_("đơn vị được chọn không có trong phạm vi")])
    asked = Asked(
        unit=unit,
        words=given.get("q", "").strip()[:200],
        kind=given.get("loai", "").strip()[:60],
        issuer=given.get("tac-gia", "").strip()[:200],
        waiting=given.get("tinh-trang") == WAITING,
        sort=given.get("xep", "").lstrip("-"),
        descending=given.get("xep", "").startswith("-"),
        as_of=as_of,
    )
    year = given.get("nam", "").strip()
    if year:
        if year.isdecimal() and 1945 <= int(year[:9]) <= 2200:
            asked = replace(asked, year=int(year))
        else:
            problems.append(_("«%(year)s» không phải là năm") % {"year": year[:20]})
    days: dict[str, dt.date | None] = {}
    for name in ("tu", "den"):
        text = given.get(name, "").strip()
        day = parse_day(text) if text else None
        if text and day is None:
            problems.append(_("«%(day)s» không phải là ngày") % {"day": text[:20]})
        days[name] = day
    return replace(asked, since=days["tu"], until=days["den"], problem="; ".join(problems))


def rows_of(user: User, register: Register, asked: Asked) -> QuerySet[Document]:
    """The papers of a register as asked for, in order; bounded queries whatever the size of the page."""
    rows = in_registers(user).filter(direction=register.direction)
    if register is FOLLOWED:
        rows = rows.filter(Q(answer_due__isnull=False) | Q(answer__isnull=False) | ~Q(progress="")).filter(secrecy="")
    if asked.unit is not None:
        rows = rows.filter(unit=asked.unit)
    if asked.as_of is not None:
        rows = rows.filter(registered_on__lte=asked.as_of)
    for word in words_of(asked.words):
        rows = rows.filter(search__contains=word)
    for word in fold(asked.issuer).split():
        rows = rows.filter(search__contains=word)
    if asked.issuer:
        rows = rows.exclude(issuer="")
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.year:
        rows = rows.filter(registered_on__year=asked.year)
    if asked.since:
        rows = rows.filter(registered_on__gte=asked.since)
    if asked.until:
        rows = rows.filter(registered_on__lte=asked.until)
    if asked.waiting:
        rows = rows.filter(answer__isnull=True)
    return rows.order_by(*_order(register, asked))


def _order(register: Register, asked: Asked) -> list[Any]:
    column = next((one for one in columns_for(register, asked) if one.key == asked.sort and one.sort), None)
    if column is None:
        return [
            F(name.lstrip("-")).desc(nulls_last=True) if name[0] == "-" else F(name).asc(nulls_last=True)
            for name in register.order
        ]
    fields = [
        F(name).desc(nulls_last=True) if asked.descending else F(name).asc(nulls_last=True) for name in column.sort
    ]
    return [*fields, "-id"]


def columns_for(register: Register, asked: Asked) -> tuple[Column, ...]:
    """The columns of the decree; with the unit in front when several units are shown together."""
    return register.columns if asked.unit is not None else (UNIT, *register.columns)


def kinds_in(user: User, register: Register) -> list[str]:
    """Kinds of document that stand in the register, for the filter."""
    found = in_registers(user).filter(direction=register.direction).exclude(kind="")
    return list(found.order_by("kind").values_list("kind", flat=True).distinct()[:60])


def units_with_papers(user: User) -> list[Unit]:
    """Units of one's scope that have a paper in the register, for the filter (at most 300)."""
    papers = Document.objects.filter(unit=OuterRef("pk"))
    return list(units_in_scope(user).filter(Exists(papers)).order_by("path")[:300])


def address_of(asked: Asked) -> str:
    """The parameters that give the same rows again."""
    given = {
        "don-vi": asked.unit.pk if asked.unit else ALL,
        "q": asked.words,
        "loai": asked.kind,
        "nam": asked.year or "",
        "tu": asked.since.isoformat() if asked.since else "",
        "den": asked.until.isoformat() if asked.until else "",
        "tac-gia": asked.issuer,
        "tinh-trang": WAITING if asked.waiting else "",
        "xep": ("-" if asked.descending else "") + asked.sort if asked.sort else "",
    }
    return urlencode({key: value for key, value in given.items() if value != ""})
