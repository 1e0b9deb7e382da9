"""What is known beforehand about a plan that is about to be tracked: from the register, else from the reading."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from thuongton.calendars.periods import Period, period_of
from thuongton.documents.models import Intake
from thuongton.documents.proposal import UNREAD
from thuongton.people.models import Unit, User
from thuongton.people.queries import aliases_for, today
from thuongton.plans.queries.proposals import reading_of, units_to_adopt_for
from thuongton.plans.taking_in.parties import KnownUnit, UnitNames
from vanban.model import Citation, Reading

RETELLING = frozenset({"công văn", "báo cáo", "tờ trình", "thông báo", "giấy mời", "biên bản"})
"""Kinds of paper that speak of another paper's tasks instead of giving their own."""


@dataclass(frozen=True, slots=True)
class Defaults:
    """The first filling of the form. ``own`` tells that the paper is the plan itself and does not retell another."""

    own: bool
    unit_id: int
    number: str
    issued_on: dt.date | None
    title: str
    tracked_from: dt.date
    progress: int
    period: Period | None


def known_units(unit: Unit) -> UnitNames:
    """The units of one's own province by which printed names are resolved, seen from ``unit``."""
    fields = ("id", "kind", "name", "short_name", "path")
    rows = Unit.objects.filter(path__startswith=f"/{unit.root_id}/", valid_to__isnull=True).values_list(*fields)
    home = KnownUnit(*(getattr(unit, field) for field in fields))
    told = aliases_for(unit).values_list("name", "unit")
    return UnitNames((KnownUnit(*row) for row in rows), home, told)


def retold_plan(reading: Reading) -> Citation | None:
    """The citation of the plan that a report speaks of most often, None when there is none."""
    cited = [one for one in reading.citations if one.kind == "Kế hoạch" and one.number]
    if not cited:
        return None
    number, _times = Counter(one.number for one in cited).most_common(1)[0]
    same = [one for one in cited if one.number == number]
    return next((one for one in same if one.date), same[0])


def report_period(reading: Reading) -> Period | None:
    """The period a report is about: from its title, else from its first page."""
    return period_of([reading.header.title, reading.text[:3000]])


def defaults_for(user: User, intake: Intake) -> Defaults:
    """What the form of adoption starts from; nothing is invented, what is not known stays empty."""
    reading = reading_of(intake) or UNREAD
    head = intake.head if intake.header else reading.header
    paper = intake.document
    kind = (paper.kind if paper else head.kind) or ""
    own = kind.lower() not in RETELLING
    progress = sum(task.progress is not None for task in reading.tasks)
    if own:
        number = (paper.number if paper else head.number) or ""
        issued = paper.issued_on if paper else head.date
        title = (paper.title if paper else head.title) or ""
        issuer = (paper.issuer if paper else head.issuer) or ""
    else:
        cited = retold_plan(reading)
        number, issued = (cited.number or "", cited.date) if cited else ("", None)
        title = (cited.title or "") if cited else ""
        issuer = (cited.issuer or "") if cited else ""
    meant = known_units(intake.unit).resolve(issuer).unit_id if issuer else None
    return Defaults(
        own=own,
        unit_id=meant or intake.unit_id,
        number=number,
        issued_on=issued,
        title=title,
        tracked_from=issued or today(),
        progress=progress,
        period=report_period(reading) if progress else None,
    )


def _issuer_of(intake: Intake) -> str:
    """Who issued the plan that an intake holds or retells, as printed (its reading is fetched only when it retells)."""
    paper, head = intake.document, intake.head
    kind = (paper.kind if paper else head.kind) or ""
    if kind.lower() in RETELLING:
        cited = retold_plan(reading_of(intake) or UNREAD)
        return (cited.issuer or "") if cited else ""
    return (paper.issuer if paper else head.issuer) or ""


def register_for(user: User, intake: Intake) -> tuple[Unit, UnitNames]:
    """The unit whose plan an intake seems to hold (if one may adopt for it; else its own), and the names seen there."""
    register, issuer = known_units(intake.unit), _issuer_of(intake)
    meant = register.resolve(issuer).unit_id if issuer else None
    if meant in (None, intake.unit_id):
        return intake.unit, register
    home = units_to_adopt_for(user).filter(pk=meant).first()
    return (home, known_units(home)) if home is not None else (intake.unit, register)
