"""Random clocks of 2020–2035 in closed form against the same counted day by day: no difference.

A part of the sweep runs here, the same cases every time; `THUONGTON_SWEEP=1000000` makes it whole, as CI does.
"""

from __future__ import annotations

import datetime as dt
import os
from random import Random

import pytest

from calendars.naive_terms import NaiveCalendar, NaiveTerm, naive_due, random_calendar, random_cases
from thuongton.calendars.clock import Calendar, Shift
from thuongton.calendars.terms.counting import TermEnd, due_day, end_of
from thuongton.calendars.terms.explaining import days_of_term
from thuongton.calendars.terms.silent import TermReadings
from thuongton.calendars.terms.spec import Measure, More, Stop, Term

CASES = int(os.environ.get("THUONGTON_SWEEP", "40000"))
PARTS = 20
EXPLAINED = 10  # one in so many is explained day by day too


def asked(case: NaiveTerm) -> tuple[Term, list[Stop], list[More], TermReadings]:
    """The case in the words of ``clocks``."""
    day = dt.date.fromordinal
    return (
        Term(case.number, Measure(case.unit), case.back, Shift(case.shift), case.cutoff),
        [Stop(day(first), None if last is None else day(last)) for first, last in case.pauses],
        [More(number, Measure(unit), whole) for number, unit, whole in case.extensions],
        TermReadings(case.resume_counts, case.extends_shifted),
    )


def real_calendar(naive: NaiveCalendar) -> Calendar:
    """The same calendar as a value."""
    day = dt.date.fromordinal
    return Calendar(frozenset(map(day, naive.off)), frozenset(map(day, naive.worked)))


def explained(case: NaiveTerm, end: TermEnd, calendar: Calendar) -> None:
    """The table of days ends on the due day and counts as many as the parts have; nothing paused is counted."""
    spec, stops, _extensions, readings = asked(case)
    rows = days_of_term(spec, case.start, end, calendar, stops, readings)
    if end.due is None:
        assert rows and rows[-1].paused
        return
    assert rows[-1].due or end.due == case.start.date(), rows
    counted = [row for row in rows if row.number is not None and not row.due]
    for row in counted:
        assert not any(p.holds(row.day) for p in stops) or readings.resume_counts
    days = [part for part in end.parts if part.measure is not Measure.HOUR]
    if len(days) == len(end.parts):
        assert sum(row.number is not None for row in rows) == sum(part.days or 0 for part in days)


@pytest.mark.parametrize("part", range(PARTS))
def test_the_closed_form_is_the_count(part: int) -> None:
    dice = Random(f"clocks {part}")
    naive = random_calendar(dice)
    calendar = real_calendar(naive)
    for number, case in enumerate(random_cases(dice, CASES // PARTS)):
        spec, stops, extensions, readings = asked(case)
        end = end_of(spec, case.start, calendar, stops=stops, extensions=extensions, readings=readings)
        due, moment = naive_due(case, naive)
        assert (end.due and end.due.toordinal(), end.due_at) == (due, moment), case
        assert due_day(spec, case.start, calendar, stops, extensions, readings) == end.due, case
        if number % EXPLAINED == 0:
            explained(case, end, calendar)
