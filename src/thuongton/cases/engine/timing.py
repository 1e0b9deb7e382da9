"""The seam to the clocks of the house: due days by rule, start, pauses and extensions, each counted once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

from thuongton.calendars.clock import Calendar, Shift, Special, add_working_days, working_days_between
from thuongton.calendars.notices import ANNOUNCED, SWAPPED_ON, written_years, year_of
from thuongton.calendars.terms import Measure, More, Stop, Term, end_of
from thuongton.cases.definition.model import ClockRule

Pauses = tuple[tuple[dt.date, dt.date | None], ...]
Extensions = tuple[tuple[int, str, str], ...]
_KEPT = 200_000


@dataclass(frozen=True, slots=True)
class DueDay:
    """When a clock ends: the day, the moment (hours only), whether it rests on a year not announced.

    All None while a pause is open.
    """

    due: dt.date | None
    due_at: dt.datetime | None = None
    provisional: bool = False


class Timekeeper:
    """Counts with one calendar, and remembers what it counted."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self._dues: dict[object, DueDay] = {}
        self._soon: dict[tuple[dt.date, int], dt.date] = {}
        self._days: dict[tuple[dt.date, dt.date], int] = {}

    def due(self, rule: ClockRule, start: dt.datetime, pauses: Pauses = (), extensions: Extensions = ()) -> DueDay:
        """The end of a clock by its rule."""
        since = start if rule.unit in ("hour", "same_day") else start.date()
        key = (rule.n, rule.unit, rule.direction, rule.shift, rule.cutoff, since, pauses, extensions)
        found = self._dues.get(key)
        if found is None:
            if len(self._dues) > _KEPT:
                self._dues.clear()
            found = self._dues[key] = self._counted(rule, start, pauses, extensions)
        return found

    def _counted(self, rule: ClockRule, start: dt.datetime, pauses: Pauses, extensions: Extensions) -> DueDay:
        shift = Shift.NONE if rule.shift == "none" else Shift(rule.shift)
        term = Term(rule.n, Measure(rule.unit), rule.direction == "before", shift, rule.cutoff)
        stops = [Stop(first, last) for first, last in pauses]
        more = [More(n, Measure(unit), mode == "total") for n, unit, mode in extensions]
        end = end_of(term, start, self.calendar, stops=stops, extensions=more)
        return DueDay(end.due, end.due_at, end.provisional)

    def soon_from(self, due: dt.date, warn: int) -> dt.date:
        """The first day on which at most ``warn`` working days lie after it up to and including the due day."""
        key = (due, warn)
        if key not in self._soon:
            first = add_working_days(due + dt.timedelta(days=1), -(warn + 1), self.calendar)
            self._soon[key] = first
        return self._soon[key]

    def working_days_after(self, day: dt.date, later: dt.date) -> int:
        """How many working days lie after a day up to and including a later one."""
        key = (day, later)
        if key not in self._days:
            if len(self._days) > _KEPT:
                self._days.clear()
            self._days[key] = working_days_between(day, later, self.calendar)
        return self._days[key]


@cache
def official_calendar() -> Calendar:
    """The calendar of everybody as the product ships it, without the days of units."""
    entries = [entry for year in written_years() for entry in year_of(year).entries]
    return Calendar(
        frozenset(entry.day for entry in entries if entry.kind != SWAPPED_ON),
        frozenset(entry.day for entry in entries if entry.kind == SWAPPED_ON),
        {entry.day: Special(entry.day, entry.name, entry.source) for entry in entries},
        frozenset(year for year in written_years() if year_of(year).status == ANNOUNCED),
    )
