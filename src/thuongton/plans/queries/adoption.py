"""What is known beforehand about a plan that is about to be tracked: from the register, else from the reading."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from thuongton.documents.models import Intake
from thuongton.people.models import Unit, User
from thuongton.people.queries import today
from thuongton.plans.parties import KnownUnit, Register
from thuongton.plans.queries.proposals import reading_of
from thuongton.plans.reporting_period import Period, period_of

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


def known_units(unit: Unit) -> Register:
    """The units of one's own province by which printed names are resolved, seen from ``unit``."""
    fields = ("id", "kind", "name", "short_name", "path")
    rows = Unit.objects.filter(path__startswith=f"/{unit.root_id}/", valid_to__isnull=True).values_list(*fields)
    home = KnownUnit(*(getattr(unit, field) for field in fields))
    return Register((KnownUnit(*row) for row in rows), home)


def _day(raw: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(raw) if raw else None
    except (TypeError, ValueError):
        return None


def retold_plan(reading: dict[str, Any]) -> dict[str, Any]:
    """The citation of the plan that a report speaks of most often, {} when there is none."""
    cited = [
        one for one in reading.get("citations") or () if (one.get("kind") or "") == "Kế hoạch" and one.get("number")
    ]
    if not cited:
        return {}
    number, _times = Counter(one["number"] for one in cited).most_common(1)[0]
    same = [one for one in cited if one["number"] == number]
    return next((one for one in same if one.get("date")), same[0])


def report_period(reading: dict[str, Any]) -> Period | None:
    """The period a report is about: from its title, else from its first page."""
    header = reading.get("header") or {}
    return period_of([header.get("title"), (reading.get("text") or "")[:3000]])


def defaults_for(user: User, intake: Intake) -> Defaults:
    """What the form of adoption starts from; nothing is invented, what is not known stays empty."""
    reading = reading_of(intake)
    header = {**(reading.get("header") or {}), **(intake.header or {})}
    paper = intake.document
    kind = (paper.kind if paper else header.get("kind")) or ""
    own = kind.lower() not in RETELLING
    progress = sum(bool(task.get("progress")) for task in reading.get("tasks") or ())
    if own:
        number = (paper.number if paper else header.get("number")) or ""
        issued = paper.issued_on if paper else _day(header.get("date"))
        title = (paper.title if paper else header.get("title")) or ""
        issuer = (paper.issuer if paper else header.get("issuer")) or ""
    else:
        cited = retold_plan(reading)
        number, issued = cited.get("number") or "", _day(cited.get("date"))
        title = cited.get("title") or ""
        issuer = cited.get("issuer") or ""
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
