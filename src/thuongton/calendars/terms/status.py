"""How a clock stands on a day (tình trạng thời hạn), and what is left of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from thuongton.calendars.clock import Calendar, working_days_between
from thuongton.calendars.terms.counting import Span, TermEnd, counted, hours_between, spans_of
from thuongton.calendars.terms.silent import READ_AS_USUAL, TermReadings
from thuongton.calendars.terms.spec import Measure, Stop, Term

SOON_DAYS = 2
"""So many working days before its due day, or fewer, a clock is due soon."""
SOON_PART = 4
"""Of a clock in hours the last quarter."""


class TermStatus(StrEnum):
    """Where a clock stands."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    PAUSED = "paused"
    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    REPLACED = "replaced"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class TermLeft:
    """What is left: ``number`` of a unit (negative: so much over), and ``more`` in other units after it."""

    number: float
    measure: Measure
    more: tuple[tuple[int, Measure], ...] = ()


def status_of(
    spec: Term,
    start: dt.datetime,
    end: TermEnd,
    calendar: Calendar,
    as_of: dt.datetime | None,
    *,
    stops: Sequence[Stop] = (),
    readings: TermReadings = READ_AS_USUAL,
    done: dt.datetime | None = None,
    replaced: bool = False,
    cancelled: bool = False,
) -> TermStatus:
    """Where a clock stands at a moment (None: whatever the day, of a clock that no day changes).

    A clock that was stopped is on time or late for ever; one that was replaced or fell away keeps its due day. The day
    after the due day is late; due today is not.
    """
    if cancelled:
        return TermStatus.CANCELLED
    if replaced:
        return TermStatus.REPLACED
    if done is not None and (as_of is None or done <= as_of):
        return TermStatus.DONE_LATE if _late(end, done) else TermStatus.DONE_ON_TIME
    if as_of is None:
        return TermStatus.PAUSED if end.due is None else TermStatus.RUNNING
    if not spec.back and as_of.date() < start.date():
        return TermStatus.NOT_STARTED
    if _late(end, as_of):
        return TermStatus.OVERDUE
    if any(pause.holds(as_of.date()) for pause in stops):
        return TermStatus.PAUSED
    if end.due is None:
        return TermStatus.RUNNING
    return TermStatus.DUE_SOON if _soon(end, as_of, calendar, stops, readings) else TermStatus.RUNNING


def left_of(
    spec: Term,
    start: dt.datetime,
    end: TermEnd,
    calendar: Calendar,
    as_of: dt.datetime,
    *,
    stops: Sequence[Stop] = (),
    readings: TermReadings = READ_AS_USUAL,
) -> TermLeft:
    """What of a clock is left at a moment; of one that a pause keeps open, what had not run when it began.

    Working days where it counts working days, days for days, months and years, hours for hours.
    """
    spans = spans_of(stops, readings)
    if end.due is None:
        return _left_open(end, calendar, spans)
    if end.due_at is not None:
        if as_of > end.due_at:
            return TermLeft(-_in_hours(as_of - end.due_at), Measure.HOUR)
        return TermLeft(
            _in_hours(hours_between(as_of if spec.back else max(as_of, start), end.due_at, spans)), Measure.HOUR
        )
    measure = _counted_in(end.parts[-1].measure)
    today = as_of.date() if spec.back else max(as_of.date(), start.date())
    if today > end.due:
        return TermLeft(-counted(measure, end.due, today, calendar, ()), measure)
    return TermLeft(counted(measure, today, end.due, calendar, spans), measure)


def _late(end: TermEnd, moment: dt.datetime) -> bool:
    if end.due is None:
        return False
    return moment > end.due_at if end.due_at is not None else moment.date() > end.due


def _soon(end: TermEnd, as_of: dt.datetime, calendar: Calendar, stops: Sequence[Stop], readings: TermReadings) -> bool:
    if end.due is None:
        return False
    if end.due_at is not None and all(part.measure is Measure.HOUR for part in end.parts):
        left = hours_between(as_of, end.due_at, spans_of(stops, readings))
        return left * SOON_PART <= dt.timedelta(hours=sum(part.number for part in end.parts))
    return working_days_between(as_of.date(), end.due, calendar) <= SOON_DAYS


def _left_open(end: TermEnd, calendar: Calendar, spans: Sequence[Span]) -> TermLeft:
    """Of the part that is open what had not run when its pause began, and what would be counted after it."""
    part = end.parts[-1]
    stopped = dt.date.fromordinal(spans[-1][0])
    measure = _counted_in(part.measure)
    left: float
    if part.measure is Measure.HOUR and part.begins is not None:
        ran = hours_between(part.begins, max(part.begins, dt.datetime.combine(stopped, dt.time())), spans)
        left = _in_hours(dt.timedelta(hours=part.number) - ran)
    else:
        ran_days = counted(measure, part.start, stopped - dt.timedelta(days=1), calendar, spans)
        left = (part.days or 0) - ran_days
    return TermLeft(left, measure, end.rest)


def _counted_in(measure: Measure) -> Measure:
    """The unit in which what is left of a part is told."""
    if measure is Measure.HOUR:
        return measure
    return Measure.WORKING_DAY if measure in (Measure.WORKING_DAY, Measure.SAME_DAY) else Measure.CALENDAR_DAY


def _in_hours(span: dt.timedelta) -> float:
    hours = round(span / dt.timedelta(hours=1), 2)
    return int(hours) if hours == int(hours) else hours
