"""Which reminders (nhắc việc) fall due: 7, 3 and 1 days before, and once a week when overdue; at office hours only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

THRESHOLDS = (1, 3, 7)


@dataclass(frozen=True, slots=True)
class Open:
    """Something still to be done by a day: ``key`` names it, ``people`` are the ids of those who answer for it."""

    key: str
    due: dt.date
    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder to send now: ``kind`` is «7», «3», «1» or «overdue»; ``key`` is never sent twice."""

    item: Open
    person: int
    kind: str
    days_left: int
    key: str


def kind_for(due: dt.date, today: dt.date) -> str | None:
    """The reminder that stands at ``today`` for a due day, or None when it is too early.

    A day on which nobody could be reminded is made up for: the nearest threshold already passed counts.

    >>> kind_for(dt.date(2026, 3, 31), dt.date(2026, 3, 25))
    '7'
    >>> kind_for(dt.date(2026, 3, 31), dt.date(2026, 4, 1))
    'overdue'
    """
    left = (due - today).days
    if left < 0:
        return "overdue"
    return next((str(days) for days in THRESHOLDS if left <= days), None)


def reminders_due(items: Iterable[Open], today: dt.date, sent: Collection[str]) -> list[Due]:
    """The reminders to send today, one per item and person, leaving out those already ``sent`` (by key)."""
    found = []
    for item in items:
        kind = kind_for(item.due, today)
        if kind is None:
            continue
        year, week, _day = today.isocalendar()
        mark = f"overdue-{year}-{week:02d}" if kind == "overdue" else kind
        for person in item.people:
            key = f"{item.key}:{item.due.isoformat()}:{mark}:{person}"
            if key not in sent:
                found.append(Due(item, person, kind, (item.due - today).days, key))
    return found
