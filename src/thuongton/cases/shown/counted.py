"""A clock of a case as the clocks of the house count it: term, pauses, extensions, end; for explaining it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from thuongton.calendars.terms.counting import TermEnd, counted, end_of, spans_of
from thuongton.calendars.terms.silent import TermReadings
from thuongton.calendars.terms.spec import Measure, More, Stop, Term
from thuongton.calendars.terms.status import TermLeft, left_of
from thuongton.cases.engine.clocks import CaseClock
from thuongton.cases.engine.timing import Timekeeper, readings_of_clock, term_of


@dataclass(frozen=True, slots=True)
class CountedClock:
    """A clock with what it is counted from. ``end`` is counted now; ``due`` is the day it is judged by."""

    clock: CaseClock
    spec: Term
    stops: tuple[Stop, ...]
    extensions: tuple[More, ...]
    readings: TermReadings
    end: TermEnd
    due: dt.date | None

    @property
    def measure(self) -> Measure:
        """The unit in which used and left time is told: working days, days, hours."""
        last = self.end.parts[-1].measure if self.end.parts else self.spec.measure
        if last is Measure.HOUR or self.spec.measure is Measure.HOUR:
            return Measure.HOUR
        working = last in (Measure.WORKING_DAY, Measure.SAME_DAY)
        return Measure.WORKING_DAY if working and self.clock.agreed is None else Measure.CALENDAR_DAY

    def between(self, after: dt.date, upto: dt.date, time: Timekeeper) -> int:
        """How many days of the clock lie after a day up to and including another; none where it is before it."""
        if upto <= after:
            return 0
        return counted(self.measure, after, upto, time.calendar, spans_of(self.stops, self.readings))

    def left(self, as_of: dt.datetime, time: Timekeeper) -> TermLeft | None:
        """What is left at a moment; None where nothing can be said."""
        if self.clock.agreed is not None:
            days = (self.clock.agreed - as_of.date()).days
            return TermLeft(days, Measure.CALENDAR_DAY)
        return left_of(
            self.spec, self.clock.start, self.end, time.calendar, as_of, stops=self.stops, readings=self.readings
        )

    def paused_days(self, upto: dt.date) -> int:
        """How many days it stood still up to and including a day."""
        spans = spans_of(self.stops, self.readings)
        return sum(max(0, min(last, upto.toordinal()) - first + 1) for first, last in spans)


def counted_clock(clock: CaseClock, time: Timekeeper) -> CountedClock:
    """Count a clock for a page."""
    stopped = clock.stopped.date() if clock.stopped else None
    stops = tuple(Stop(first, last or (max(first, stopped) if stopped else None)) for first, last in clock.pauses)
    more = tuple(More(n, Measure(unit), mode == "total") for n, unit, mode in clock.extensions)
    spec, readings = term_of(clock.rule), readings_of_clock(clock.clock)
    end = end_of(spec, clock.start, time.calendar, stops=stops, extensions=more, readings=readings)
    return CountedClock(clock, spec, stops, more, readings, end, clock.due_day(time).due)
