"""Counting days over Tết against a naive count, and the laws of shifting."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuongton.calendars.clock import Calendar, Shift, add_working_days, shift, working_days_between
from thuongton.calendars.services.seeding import days_of

D = dt.date


def real(*years: int) -> Calendar:
    """The calendar of real years, without a database."""
    rows = [row for year in years for row in days_of(year)]
    return Calendar(
        off=frozenset(row.day for row in rows if row.kind != "swapped_on"),
        worked=frozenset(row.day for row in rows if row.kind == "swapped_on"),
    )


YEARS = real(2025, 2026, 2027)


def naive(start: dt.date, number: int) -> dt.date:
    """The n-th working day after a day, by writing every day of the calendar down and crossing out."""
    written = [D(2025, 1, 1) + dt.timedelta(days=n) for n in range(1095)]
    working = [
        day for day in written if day in YEARS.worked or not (day in YEARS.off or day.strftime("%a") in ("Sat", "Sun"))
    ]
    return [day for day in working if day > start][number - 1]


@pytest.mark.parametrize(
    ("start", "number", "due"),
    [
        (D(2026, 2, 13), 1, D(2026, 2, 23)),  # the Friday before Tết: 16–20/2 are off
        (D(2026, 2, 10), 5, D(2026, 2, 24)),
        (D(2026, 2, 17), 3, D(2026, 2, 25)),  # from a day off
        (D(2026, 8, 21), 1, D(2026, 8, 22)),  # a Saturday worked for Monday 31/8
        (D(2026, 8, 28), 1, D(2026, 9, 3)),
        (D(2025, 8, 13), 15, D(2025, 9, 5)),
        (D(2026, 2, 23), -1, D(2026, 2, 13)),
        (D(2026, 2, 13), 0, D(2026, 2, 13)),
        (D(2025, 12, 31), 6, D(2026, 1, 10)),  # Friday 2/1 is off, Saturday 10/1 worked for it
        (D(2025, 12, 30), 3, D(2026, 1, 6)),
    ],
)
def test_over_tet_and_the_national_day(start: dt.date, number: int, due: dt.date) -> None:
    assert add_working_days(start, number, YEARS) == due


@given(st.dates(D(2025, 12, 1), D(2026, 10, 31)), st.integers(1, 120))
def test_against_the_naive_count(start: dt.date, number: int) -> None:
    due = add_working_days(start, number, YEARS)
    assert due == naive(start, number)
    assert working_days_between(start, due, YEARS) == number


@given(st.dates(D(2025, 12, 1), D(2026, 12, 31)), st.integers(-60, 60))
def test_going_and_coming_back(start: dt.date, number: int) -> None:
    begin = shift(start, Shift.NEXT, YEARS)
    assert add_working_days(add_working_days(begin, number, YEARS), -number, YEARS) == begin


@given(st.dates(D(2025, 6, 1), D(2027, 6, 1)))
def test_a_shift_finds_the_nearest_working_day(day: dt.date) -> None:
    for direction, step in ((Shift.PREVIOUS, -1), (Shift.NEXT, 1)):
        moved = shift(day, direction, YEARS)
        assert YEARS.is_working(moved)
        between = range(0, abs((moved - day).days))
        assert not any(YEARS.is_working(day + dt.timedelta(days=step * n)) for n in between)
    assert shift(day, Shift.NONE, YEARS) == day


@pytest.mark.parametrize(
    ("day", "direction", "due"),
    [
        (D(2026, 9, 20), Shift.PREVIOUS, D(2026, 9, 18)),  # quarterly programme, day 20 on a Sunday
        (D(2026, 2, 20), Shift.PREVIOUS, D(2026, 2, 13)),  # within Tết
        (D(2026, 2, 20), Shift.NEXT, D(2026, 2, 23)),
        (D(2026, 8, 22), Shift.NEXT, D(2026, 8, 22)),  # a worked Saturday stays
    ],
)
def test_programmes_go_back_and_statistics_go_on(day: dt.date, direction: Shift, due: dt.date) -> None:
    assert shift(day, direction, YEARS) == due


@given(st.frozensets(st.dates(D(2026, 1, 1), D(2026, 3, 1))), st.frozensets(st.dates(D(2026, 1, 1), D(2026, 3, 1))))
def test_ranks_number_the_working_days(off: frozenset[dt.date], worked: frozenset[dt.date]) -> None:
    days = Calendar(off, worked)
    written = [D(2025, 12, 25) + dt.timedelta(days=n) for n in range(90)]
    rank = days.ranks.rank(D(2025, 12, 24).toordinal())
    for day in written:
        rank += days.is_working(day)
        assert days.ranks.rank(day.toordinal()) == rank
        assert not days.is_working(day) or days.ranks.day(rank) == day.toordinal()


def test_a_calendar_without_working_days_is_refused() -> None:
    never = Calendar(off=frozenset(D(2026, 1, 1) + dt.timedelta(days=n) for n in range(70_000)))
    with pytest.raises(ValueError, match="không có ngày làm việc"):
        add_working_days(D(2026, 1, 1), 1, never)
