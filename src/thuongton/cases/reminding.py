"""Which reminders of cases fall due: when a clock is due soon, on its day, and once a week when it is late. Pure."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UrgentClock:
    """A clock of the office that is due soon or late; ``people`` are the ids of those who answer for its case."""

    case: int
    clock: str
    due: dt.date
    overdue: bool
    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CaseReminderDue:
    """A reminder to send now; ``key`` is never sent twice."""

    item: UrgentClock
    person: int
    key: str


def mark_of_day(item: UrgentClock, today: dt.date) -> str:
    """The reminder that stands for a clock on a day.

    >>> day = dt.date(2026, 3, 31)
    >>> mark_of_day(UrgentClock(1, "answer", day, False, ()), dt.date(2026, 3, 30))
    'soon'
    >>> mark_of_day(UrgentClock(1, "answer", day, False, ()), day)
    'today'
    >>> mark_of_day(UrgentClock(1, "answer", day, True, ()), dt.date(2026, 4, 1))
    'late-2026-14'
    """
    if item.overdue:
        year, week, _day = today.isocalendar()
        return f"late-{year}-{week:02d}"
    return "today" if item.due == today else "soon"


def case_reminders_due(items: Iterable[UrgentClock], today: dt.date) -> list[CaseReminderDue]:
    """The reminders of a day, one for each clock and person."""
    return [
        CaseReminderDue(item, person, f"{_name(item)}:{item.due.isoformat()}:{mark_of_day(item, today)}:{person}")
        for item in items
        for person in item.people
    ]


def _name(item: UrgentClock) -> str:
    """A clock by a short name: its own may hold the name of a body."""
    return f"{item.case}-{hashlib.sha256(item.clock.encode()).hexdigest()[:12]}"
