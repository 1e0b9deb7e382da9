"""Reading the working calendar; it is the same for everybody."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from thuongton.calendars.clock import Calendar, Special
from thuongton.calendars.models import CalendarDay, DayKind


def days() -> QuerySet[CalendarDay]:
    """Every day that differs from its weekday, in order."""
    return CalendarDay.objects.all()


def calendar(first: dt.date | None = None, last: dt.date | None = None) -> Calendar:
    """The calendar between two days (all of it unless told), for the pure functions of ``clock``; one query."""
    rows = CalendarDay.objects.all()
    if first is not None:
        rows = rows.filter(day__gte=first)
    if last is not None:
        rows = rows.filter(day__lte=last)
    special = {row.day: (row.kind, Special(row.day, row.name, row.source)) for row in rows}
    return Calendar(
        off=frozenset(day for day, (kind, _s) in special.items() if kind != DayKind.SWAPPED_ON),
        worked=frozenset(day for day, (kind, _s) in special.items() if kind == DayKind.SWAPPED_ON),
        special={day: one for day, (_kind, one) in special.items()},
    )
