"""The columns of a list of cases, from the file of the kind alone; masked and closed fields have none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from thuongton.cases.definition.model import CaseKind, KindField
from thuongton.cases.queries.case_list import by_due, by_field
from thuongton.cases.queries.case_rows import CaseRow
from thuongton.cases.queries.cases import LOCKED, MASKED
from thuongton.cases.queries.naming import register_called, state_called
from thuongton.cases.sealed_fields import ERASED, is_masked, is_personal
from thuongton.cases.shown.clock_words import clock_words
from thuongton.cases.shown.field_words import Cell, field_value, initials
from thuongton.cases.words import KindWords, said_label
from thuongton.web.dates import day_words
from thuongton.web.lists.columns import Column, Kind

ROOM = 400
"""Pixels of a page 1366 wide that columns of fields have beside the others: about as much as two of them need."""
LEAST_WIDE = 220
"""Pixels that the widest column wants."""
OVER_TIME = gettext_noop("Thời hạn")
SORTED = ("choice", "yes_no", "number", "money", "day", "moment")
WIDTHS = {"choice": 34, "yes_no": 18, "number": 18, "money": 26, "day": 24, "moment": 30, "clause": 34, "rows": 34}
_KINDS = {"number": Kind.NUMBER, "money": Kind.NUMBER, "day": Kind.DAY, "moment": Kind.MOMENT}


def readable_fields(kind: CaseKind) -> list[KindField]:
    """The fields that a list may show: neither masked nor closed, and no reference to another case."""
    return [
        field
        for name, field in kind.fields.items()
        if (name not in kind.closed or name in kind.closed_when) and not is_masked(kind, name) and field.kind != "case"
    ]


def _given_at_opening(kind: CaseKind) -> set[str]:
    return {name for act in kind.leaving(None).values() for name in act.given}


def _given_at_end(kind: CaseKind) -> set[str]:
    ends = [act for act in kind.transitions.values() if act.to is not None and kind.states[act.to].final]
    return {name for act in ends for name in act.given}


def widest_field(kind: CaseKind) -> str:
    """The field that says what a case is about: the first long text that opens it, else the first text; "" for none."""
    at_opening = _given_at_opening(kind)
    texts = [one for one in readable_fields(kind) if one.kind in ("long_text", "text") and one.name in at_opening]
    texts.sort(key=lambda one: (one.kind != "long_text", is_personal(kind, one.name)))
    return texts[0].name if texts else ""


def usual_fields(kind: CaseKind, room: int = ROOM) -> list[str]:
    """The fields that stand in the table without being asked for, as far as there is room: what the case is about, whom
    it is about, what else opens it, how it ended."""
    widest, at_opening, at_end = widest_field(kind), _given_at_opening(kind), _given_at_end(kind)
    fields = [one for one in readable_fields(kind) if one.name != widest]
    opening = [one for one in fields if one.name in at_opening and one.kind != "long_text"]
    opening.sort(key=lambda one: not (is_personal(kind, one.name) and one.kind in ("text", "rows")))
    ending = [one for one in fields if one.name in at_end - at_opening and one.kind == "choice"]
    left = room - (LEAST_WIDE if widest else 0)
    found = [widest] if widest else []
    for one in [*opening[:1], *ending[:1], *opening[1:]]:
        left -= int(_width(one) * 4)
        if left < 0:
            break
        found.append(one.name)
    return found


def _width(field: KindField) -> float:
    return WIDTHS.get(field.kind, 40)


def _value(name: str) -> Callable[[CaseRow], Cell]:
    def value(row: CaseRow) -> Cell:
        field = row.kind.fields.get(name) if row.kind is not None else None
        kept = row.fields.get(name)
        if field is None or (isinstance(kept, str) and kept in (MASKED, LOCKED, ERASED)):
            return kept if isinstance(kept, str) else None
        return field_value(field, kept)

    return value


def _person(name: str) -> Callable[[CaseRow], Cell]:
    """A person whole for who works on the register, by initials for who only reads it."""
    whole, short = _value(name), _masked_person(name)
    return lambda row: whole(row) if row.whole_names else short(row)


def _masked_person(name: str) -> Callable[[CaseRow], Cell]:
    """A person by initials: what leaves by paper or file cannot be erased when its time is over."""
    whole = _value(name)

    def value(row: CaseRow) -> Cell:
        found = whole(row)
        if found is None or found in (MASKED, LOCKED, ERASED):
            return found
        text_like = row.kind is not None and row.kind.fields[name].kind in ("text", "rows")
        return initials(str(found)) if text_like else MASKED

    return value


def _field_column(kind: CaseKind, field: KindField, *, widest: bool, shown: bool) -> Column:
    personal = is_personal(kind, field.name)
    return Column(
        field_key(field.name),
        KindWords(field.label),
        _person(field.name) if personal else _value(field.name),
        90 if widest else _width(field),
        Kind.TEXT if personal else _KINDS.get(field.kind, Kind.TEXT),
        sort=by_field(field.name) if field.kind in SORTED and not personal else (),
        shown=shown,
        full=_masked_person(field.name) if personal else None,
        phone="title" if widest else "3" if personal else "",
        beside=widest,
        vi=field.kind not in ("choice", "yes_no"),
    )


def field_key(name: str) -> str:
    """The key of a column or filter of a field: no other key has an underscore before it."""
    return f"_{name}"


def state_words(row: CaseRow) -> str:
    """The state of a case on the day of the list."""
    return state_called(row.case)


def clock_label(row: CaseRow) -> str:
    """What is due next, as the kind calls it; with the body that owes it."""
    clock = row.clock
    found = row.kind.clocks.get(clock.name) if row.kind is not None and clock is not None else None
    if clock is None or found is None:
        return ""
    body = clock.key.partition(":")[2]
    return f"{said_label(found.label)} ({body})" if body else said_label(found.label)


def left_words(row: CaseRow) -> str:
    """How long is left of the nearest clock."""
    return clock_words(row.clock, row.lens.when) if row.clock is not None else ""


def _due(row: CaseRow) -> dt.date | None:
    return row.clock.due if row.clock is not None else None


def _due_words(row: CaseRow) -> str:
    """The day of what has time; how late, or how much is left, of what presses."""
    clock = row.clock
    if clock is None:
        return ""
    return day_words(clock.due) if clock.status == "running" and not clock.provisional else left_words(row)


def _sign_words(row: CaseRow) -> str:
    return "; ".join(words for _mark, words in row.signs)


def _handler(row: CaseRow) -> str:
    return str(row.case.handler) if row.case.handler is not None else _("Chưa giao")


NUMBER = Column(
    "so",
    gettext_noop("Số"),
    lambda row: str(row.case),
    22,
    sort=("year", "number"),
    template="cases/parts/number_cell.html",
    fixed=True,
    phone="1",
)
RECEIVED = Column(
    "ngay",
    gettext_noop("Tiếp nhận"),
    lambda row: row.case.opened_on,
    24,
    Kind.DAY,
    sort=("opened_on", "pk"),
    beside=False,
)
STATE = Column(
    "trang-thai",
    gettext_noop("Trạng thái"),
    state_words,
    40,
    sort=("state",),
    template="cases/parts/state_cell.html",
    phone="2",
)
DUE = Column(
    "han",
    gettext_noop("Hạn"),
    _due_words,
    34,
    head=OVER_TIME,
    sort=by_due,
    full=_due,
    phone="4",
    template="cases/parts/due_cell.html",
)
LEFT = Column("con-lai", gettext_noop("Tình trạng hạn"), left_words, 44, head=OVER_TIME, shown=False, beside=False)
WHAT_IS_DUE = Column(
    "viec-den-han",
    gettext_noop("Việc đến hạn"),
    clock_label,
    44,
    head=OVER_TIME,
    shown=False,
    beside=False,
)
HANDLER = Column(
    "nguoi",
    gettext_noop("Người xử lý"),
    _handler,
    34,
    sort=("handler__full_name",),
    beside=False,
    vi=lambda row: row.case.handler is not None,
)
UNIT = Column(
    "don-vi",
    gettext_noop("Đơn vị"),
    lambda row: row.case.unit.name,
    34,
    sort=("unit__path",),
    beside=False,
    vi=True,
)
SIGNS = Column(
    "luu-y", gettext_noop("Lưu ý"), _sign_words, 30, template="cases/parts/signs_cell.html", beside=False,
)  # fmt: skip


def columns_of_kind(kind: CaseKind, *, units: bool) -> Sequence[Column]:
    """The columns of the list of a register; ``units`` where it holds those of several units."""
    return list(_columns(kind, units))


def _columns(kind: CaseKind, units: bool) -> Iterator[Column]:
    widest = widest_field(kind)
    first = usual_fields(kind, ROOM + (0 if kind.clocks else 136) - (136 if units else 0))
    fields = {one.name: one for one in readable_fields(kind)}
    yield NUMBER
    yield RECEIVED
    if units:
        yield UNIT
    for name in [*first, *(name for name in fields if name not in first)]:
        yield _field_column(kind, fields[name], widest=name == widest, shown=name in first)
    yield STATE
    if kind.clocks:
        yield WHAT_IS_DUE
        yield DUE
        yield LEFT
    yield HANDLER
    yield SIGNS


def kind_words(row: CaseRow) -> str:
    """The register a case stands in."""
    return register_called(row.case)


def case_name(one: Any) -> str:
    """What a row, or the case itself, is called: by its number, never by what stands in it."""
    return str(getattr(one, "case", one))
