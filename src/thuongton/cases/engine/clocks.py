"""A clock of one case (thời hạn đang chạy) and its status on a day, from one table that Python and SQL share."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from thuongton.cases.definition.model import ClockRule, KindClock
from thuongton.cases.engine.timing import ClockEnd, Extensions, Timekeeper, readings_of_clock
from thuongton.rules.conditions import AtMost, Before, Fact, Given, Known, Not, Table
from thuongton.rules.python import compile_function

LIVE = ("running", "due_soon", "overdue", "paused")
"""Statuses of a clock that is not over."""
_AS_OF = Given("as_of")
STATUS: Table = (
    (Before(_AS_OF, Fact("started_on")), "not_started"),
    (AtMost(Fact("cancelled_on"), _AS_OF), "cancelled"),
    (AtMost(Fact("replaced_on"), _AS_OF), "replaced"),
    (
        AtMost(Fact("stopped_on"), _AS_OF),
        (
            (AtMost(Fact("stopped_on"), Fact("due")), "done_on_time"),
            (Known(Fact("due")), "done_late"),
            (None, "done_on_time"),
        ),
    ),
    (Not(Known(Fact("due"))), "paused"),
    (Before(Fact("due"), _AS_OF), "overdue"),
    (AtMost(Fact("soon_from"), _AS_OF), "due_soon"),
    (None, "running"),
)
"""Status of a clock on ``as_of``: days for clocks in days; for clocks in hours the same columns are moments.

A stopped clock keeps its judgement for ever; one without a due day is paused.
"""
_status = compile_function({}, STATUS, ("as_of",))


@dataclass(slots=True)
class ClockFacts:
    """The columns of STATUS, all days or all moments."""

    started_on: dt.date
    due: dt.date | None
    soon_from: dt.date | None
    stopped_on: dt.date | None
    cancelled_on: dt.date | None
    replaced_on: dt.date | None


@dataclass(slots=True)
class CaseClock:
    """A clock that began in a case; ``body`` is the asked body of a clock that exists once for each."""

    clock: KindClock
    rule: ClockRule
    start: dt.datetime
    body: str = ""
    pauses: list[tuple[dt.date, dt.date | None]] = field(default_factory=list)
    extensions: Extensions = ()
    agreed: dt.date | None = None
    stopped: dt.datetime | None = None
    cancelled: dt.datetime | None = None
    replaced: dt.datetime | None = None
    _due: ClockEnd | None = None

    @property
    def key(self) -> str:
        """Its name in snapshots: ``cooperation_reply:so-tai-chinh``."""
        return f"{self.clock.name}:{self.body}" if self.body else self.clock.name

    @property
    def by_moment(self) -> bool:
        """Whether it is judged by the moment: clocks in hours."""
        return self.rule.unit == "hour"

    @property
    def over(self) -> bool:
        """Whether it stopped, was cancelled or replaced."""
        return self.stopped is not None or self.cancelled is not None or self.replaced is not None

    def keep(self, due: ClockEnd) -> None:
        """It was judged by this day when it ended, and keeps it."""
        self._due = due

    def changed(self) -> None:
        """Its due day must be counted anew."""
        self._due = None

    def due_day(self, time: Timekeeper) -> ClockEnd:
        """When it ends; an agreed day stands as it is."""
        if self._due is None:
            if self.agreed is not None:
                self._due = ClockEnd(self.agreed)
            else:
                stop = self.stopped.date() if self.stopped else None  # what stops a paused clock ends its pause
                pauses = tuple((first, last or (stop and max(first, stop))) for first, last in self.pauses)
                readings = readings_of_clock(self.clock)
                self._due = time.due(self.rule, self.start, pauses, self.extensions, readings)
        return self._due

    def facts(self, time: Timekeeper) -> ClockFacts:
        """The columns that its status is decided from."""
        end = self.due_day(time)
        if self.by_moment:
            soon = end.due_at - (end.due_at - self.start) / 4 if end.due_at else None
            return ClockFacts(self.start, end.due_at, soon, self.stopped, self.cancelled, self.replaced)
        soon_day = time.soon_from(end.due, self.clock.warn) if end.due else None
        return ClockFacts(
            self.start.date(), end.due, soon_day, _day(self.stopped), _day(self.cancelled), _day(self.replaced)
        )

    def status(self, as_of: dt.datetime, timed: bool, time: Timekeeper) -> str:
        """Its status on a day or, ``timed``, at a moment.

        Asked for a day, a clock in hours is judged by the day's first moment: the day is not over. What ended that day
        has ended.
        """
        facts = self.facts(time)
        if not self.by_moment:
            return _status(facts, as_of.date())
        if not timed:
            ended = [
                when for when in (self.stopped, self.cancelled, self.replaced) if when and when.date() == as_of.date()
            ]
            as_of = max([as_of, *ended, *([self.start] if self.start.date() == as_of.date() else [])])
        return _status(facts, as_of)


def _day(when: dt.datetime | None) -> dt.date | None:
    return None if when is None else when.date()
