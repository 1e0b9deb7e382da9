"""The seam to the clocks of the house: due days by rule, start, pauses and extensions, each counted once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from thuongton.calendars.clock import Calendar, Shift, add_working_days, working_days_between
from thuongton.calendars.terms.counting import end_of
from thuongton.calendars.terms.silent import READ_AS_USUAL, TermReadings
from thuongton.calendars.terms.spec import Measure, More, Stop, Term
from thuongton.cases.definition.model import ClockRule, KindClock

Pauses = tuple[tuple[dt.date, dt.date | None], ...]
Extensions = tuple[tuple[int, str, str], ...]
_KEPT = 200_000


@dataclass(frozen=True, slots=True)
class ClockEnd:
    """When a clock ends: the day, the moment (hours only), whether it rests on a year not announced.

    All None while a pause is open.
    """

    due: dt.date | None
    due_at: dt.datetime | None = None
    provisional: bool = False


def term_of(rule: ClockRule) -> Term:
    """A rule as the clocks of the house take it."""
    shift = Shift.NONE if rule.shift == "none" else Shift(rule.shift)
    return Term(rule.n, Measure(rule.unit), rule.direction == "before", shift, rule.cutoff)


def readings_of_clock(clock: KindClock) -> TermReadings:
    """How a clock of a kind is read where the law is silent."""
    return TermReadings(resume_counts=True) if clock.pauses and clock.pauses.resume_day_counts else READ_AS_USUAL


class Timekeeper:
    """Counts with one calendar, and remembers what it counted."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self._dues: dict[object, ClockEnd] = {}
        self._soon: dict[tuple[dt.date, int], dt.date] = {}
        self._days: dict[tuple[dt.date, dt.date], int] = {}

    def due(
        self,
        rule: ClockRule,
        start: dt.datetime,
        pauses: Pauses = (),
        extensions: Extensions = (),
        readings: TermReadings = READ_AS_USUAL,
    ) -> ClockEnd:
        """The end of a clock by its rule."""
        since = start if rule.unit in ("hour", "same_day") else start.date()
        key = (rule.n, rule.unit, rule.direction, rule.shift, rule.cutoff, since, pauses, extensions, readings)
        found = self._dues.get(key)
        if found is None:
            if len(self._dues) > _KEPT:
                self._dues.clear()
            stops = [Stop(first, last) for first, last in pauses]
            more = [More(n, Measure(unit), mode == "total") for n, unit, mode in extensions]
            end = end_of(term_of(rule), start, self.calendar, stops=stops, extensions=more, readings=readings)
            found = self._dues[key] = ClockEnd(end.due, end.due_at, end.provisional)
        return found

    def soon_from(self, due: dt.date, warn: int) -> dt.date:
        """The first day on which at most ``warn`` working days lie after it up to and including the due day."""
        key = (due, warn)
        if key not in self._soon:
            self._soon[key] = add_working_days(due + dt.timedelta(days=1), -(warn + 1), self.calendar)
        return self._soon[key]

    def working_days_after(self, day: dt.date, later: dt.date) -> int:
        """How many working days lie after a day up to and including a later one."""
        key = (day, later)
        if key not in self._days:
            if len(self._days) > _KEPT:
                self._days.clear()
            self._days[key] = working_days_between(day, later, self.calendar)
        return self._days[key]
