"""Clocks: a due day in closed form against the walk day by day; a sweep of a million random clocks."""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from figure import Figure

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from calendars.naive_terms import naive_due, random_calendar, random_cases
from calendars.test_term_sweep import asked, real_calendar
from thuongton.calendars.clock import Calendar, ClockStep, Shift, moved_steps, off_steps, provisional_steps
from thuongton.calendars.terms.counting import due_day, end_of
from thuongton.calendars.terms.files import shipped_calendar
from thuongton.calendars.terms.spec import Measure, Stop, Term
from thuongton.web.dates import day_words

SWEPT, PARTS = 1_000_000, 50
TURNS = 20_000
_ONE = dt.timedelta(days=1)


def walked(
    start: dt.date, number: int, calendar: Calendar, stops: list[Stop], way: Shift, *, working: bool
) -> tuple[dt.date, tuple[ClockStep, ...]]:
    """The walk that stood here before: one day after the other, with the steps that explain it."""
    steps = [ClockStep("Bắt đầu tính từ ngày hôm sau của ngày này.", day=start)]
    due, left = start, number
    while left > 0:
        due += _ONE
        counts = not working or calendar.is_working(due)
        left -= counts and not any(pause.holds(due) for pause in stops)
    steps.append(ClockStep("Cộng %(days)d %(unit)s.", {"days": number, "unit": "ngày"}))
    steps += [
        ClockStep(
            "Tạm dừng từ %(first)s đến %(last)s.",
            {"first": day_words(pause.first), "last": day_words(pause.last)},
            pause.first,
        )
        for pause in stops
        if pause.last and pause.last > start and pause.first <= due
    ]
    if working:
        steps += off_steps(start, due, calendar)
    moved = due
    while way is not Shift.NONE and not calendar.is_working(moved):
        moved += _ONE
    steps += moved_steps(due, moved)
    rests = working or way is not Shift.NONE
    years = calendar.open_years(start + _ONE if working else due, max(due, moved)) if rests else ()
    steps += provisional_steps(years)
    steps.append(ClockStep("Ngày hạn.", day=moved))
    return moved, tuple(steps)


def starts(number: int) -> list[dt.datetime]:
    """Mornings of working days and days off of four years, always the same."""
    dice = Random("starts")
    first = dt.datetime(2023, 1, 2, 9)  # noqa: DTZ001 (clocks are counted in local time)
    return [first + dt.timedelta(days=dice.randrange(1400)) for _turn in range(number)]


def seconds(act: Callable[[dt.datetime], object]) -> float:
    """Seconds of processor for one act on each of many starts, the better of three rounds, for one start."""
    days = starts(TURNS)
    rounds = []
    for _round in range(3):
        began = time.process_time()
        for day in days:
            act(day)
        rounds.append(time.process_time() - began)
    return min(rounds) / TURNS


def swept() -> tuple[int, int, float]:
    """Cases, differences, seconds of processor."""
    differences = 0
    began = time.process_time()
    for part in range(PARTS):
        dice = Random(f"bench {part}")
        naive = random_calendar(dice)
        calendar = real_calendar(naive)
        for case in random_cases(dice, SWEPT // PARTS):
            spec, stops, extensions, readings = asked(case)
            end = end_of(spec, case.start, calendar, stops=stops, extensions=extensions, readings=readings)
            differences += (end.due and end.due.toordinal(), end.due_at) != naive_due(case, naive)
    return SWEPT, differences, time.process_time() - began


def measure() -> list[Figure]:
    """Each length both ways, then the sweep."""
    calendar = shipped_calendar().calendar
    figures = []
    two = [
        Stop(dt.date(2024, 3, 4), dt.date(2024, 3, 22)),
        Stop(dt.date(2025, 8, 4), dt.date(2025, 8, 15)),
    ]
    for name, number, measure, way, stops in (
        ("7 working days", 7, Measure.WORKING_DAY, Shift.NONE, []),
        ("15 working days", 15, Measure.WORKING_DAY, Shift.NONE, []),
        ("30 days, shifted", 30, Measure.CALENDAR_DAY, Shift.NEXT, []),
        ("30 working days, two pauses known", 30, Measure.WORKING_DAY, Shift.NONE, two),
        ("60 days, shifted, two pauses known", 60, Measure.CALENDAR_DAY, Shift.NEXT, two),
    ):
        spec = Term(number, measure, False, way)
        working = measure is Measure.WORKING_DAY
        for day in starts(500):
            assert (
                due_day(spec, day, calendar, stops)
                == walked(day.date(), number, calendar, stops, way, working=working)[0]
            )
        new = seconds(lambda day, spec=spec, stops=stops: due_day(spec, day, calendar, stops))  # type: ignore[misc]
        old = seconds(
            lambda day, n=number, stops=stops, way=way, working=working: walked(  # type: ignore[misc]
                day.date(), n, calendar, stops, way, working=working
            )
        )
        figures.append(
            Figure(f"{name}: walked {old * 1e6:.1f} µs, closed form {new * 1e6:.1f} µs", f"× {old / new:.1f}", "× 10")
        )
    cases, differences, taken = swept()
    return [
        *figures,
        Figure(
            f"{cases:,} random clocks of 2020–2035 against the count day by day: differences", str(differences), "0"
        ),
        Figure("processor for the sweep", f"{taken:.0f} s"),
    ]
