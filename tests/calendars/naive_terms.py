"""Clocks counted the long way, one day (or ten minutes) after the other: what the closed form is held against.

It shares nothing with ``calendars.terms`` but the meaning of the words; days are ordinals, a case is plain values.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from random import Random
from typing import Any, NamedTuple

SLICE = dt.timedelta(minutes=10)
FIRST, LAST = dt.date(2020, 1, 1).toordinal(), dt.date(2035, 12, 31).toordinal()


class NaiveTerm(NamedTuple):
    """A case: ``pauses`` as (first, last or None), ``extensions`` as (number, unit, whole)."""

    number: int
    unit: str
    back: bool
    shift: str
    cutoff: dt.time | None
    start: dt.datetime
    pauses: tuple[tuple[int, int | None], ...]
    extensions: tuple[tuple[int, str, bool], ...]
    resume_counts: bool
    extends_shifted: bool


class NaiveCalendar(NamedTuple):
    """Ordinals of days off and of days worked."""

    off: frozenset[int]
    worked: frozenset[int]

    def works(self, day: int) -> bool:
        """Whether offices work."""
        return day in self.worked or ((day - 1) % 7 < 5 and day not in self.off)


def naive_due(case: NaiveTerm, calendar: NaiveCalendar) -> tuple[int | None, dt.datetime | None]:
    """The due day, and the moment where hours decide; None where a pause without end keeps it open."""
    paused = [(first, last if last is None else last - case.resume_counts) for first, last in case.pauses]
    todo = [(case.number, case.unit)]
    for number, unit, whole in case.extensions:
        todo = [(number, unit)] if whole else [*todo, (number, unit)]
    day: int | None = case.start.toordinal()
    moment = case.start if todo[0][1] == "hour" else None
    for at, (number, unit) in enumerate(todo):
        assert day is not None
        if at and case.extends_shifted and todo[at - 1][1] not in ("hour", "same_day"):
            day = _shift(day, case.shift, calendar)
        if unit == "hour":
            moment = _hours(day, moment, number, case.back, paused)
            if moment is None:
                return None, None
            continue_day = moment.toordinal()
            if at and todo[at - 1][1] != "hour" and not case.back and moment.time() == dt.time():
                continue_day -= 1
            day = continue_day
        else:
            moment = None
            day = (
                _same_day(case, day, calendar, paused)
                if unit == "same_day"
                else _days(day, number, unit, case.back, calendar, paused)
            )
            if day is None:
                return None, None
    assert day is not None
    if todo[-1][1] in ("hour", "same_day"):
        return day, moment
    return _shift(day, case.shift, calendar), None


def _held(day: int, paused: list[tuple[int, int | None]]) -> tuple[bool, bool]:
    """Whether a day lies in a pause, and whether in one without end."""
    inside = [last for first, last in paused if first <= day and (last is None or day <= last)]
    return bool(inside), None in inside


def _days(
    day: int, number: int, unit: str, back: bool, calendar: NaiveCalendar, paused: list[tuple[int, int | None]]
) -> int | None:
    if unit in ("month", "year"):
        number = abs(_months(day, number * (12 if unit == "year" else 1), back) - day)
    step = -1 if back else 1
    while number:
        day += step
        if paused:
            inside, open_ended = _held(day, paused)
            if open_ended:
                return None
            if inside:
                continue
        if unit == "working_day" and not calendar.works(day):
            continue
        number -= 1
    return day


def _months(day: int, number: int, back: bool) -> int:
    at = dt.date.fromordinal(day)
    year, month = at.year, at.month
    for _turn in range(number):
        month += -1 if back else 1
        if month in (0, 13):
            year, month = (year - 1, 12) if back else (year + 1, 1)
    for number_of_day in range(at.day, 0, -1):
        try:
            return dt.date(year, month, number_of_day).toordinal()
        except ValueError:
            continue
    raise AssertionError


def _same_day(case: NaiveTerm, day: int, calendar: NaiveCalendar, paused: list[tuple[int, int | None]]) -> int | None:
    if case.cutoff is not None and case.start.time() > case.cutoff:
        day += 1
    while True:
        inside, open_ended = _held(day, paused)
        if open_ended:
            return None
        if calendar.works(day) and not inside:
            return day
        day += 1


def _hours(
    day: int, moment: dt.datetime | None, number: int, back: bool, paused: list[tuple[int, int | None]]
) -> dt.datetime | None:
    at = moment or dt.datetime.combine(dt.date.fromordinal(day if back else day + 1), dt.time())
    slices = number * 6
    while slices:
        began = at - SLICE if back else at
        inside, open_ended = _held(began.toordinal(), paused)
        if open_ended:
            return None
        slices -= not inside
        at = began if back else at + SLICE
    return at


def _shift(day: int, way: str, calendar: NaiveCalendar) -> int:
    while way and not calendar.works(day):
        day += -1 if way == "previous" else 1
    return day


def random_calendar(dice: Random) -> NaiveCalendar:
    """Days off and swapped days of sixteen years, made up: up to thirty off in a year, up to four worked."""
    off: set[int] = set()
    worked: set[int] = set()
    for year in range(2019, 2038):
        first = dt.date(year, 1, 1).toordinal()
        long = first + dice.randrange(15, 55)
        off.update(range(long, long + dice.randrange(5, 10)))
        off.update(first + dice.randrange(365) for _turn in range(dice.randrange(2, 20)))
        worked.update(first + dice.randrange(365) for _turn in range(dice.randrange(5)))
    return NaiveCalendar(frozenset(off - worked), frozenset(worked))


def random_cases(dice: Random, number: int) -> Iterator[NaiveTerm]:
    """Cases of every unit, both directions, with pauses and extensions; starts between 2020 and 2035."""
    units = ("working_day",) * 4 + ("calendar_day",) * 4 + ("month",) * 2 + ("year", "same_day", "hour")
    for _turn in range(number):
        unit = dice.choice(units)
        start = dt.datetime.combine(
            dt.date.fromordinal(dice.randrange(FIRST, LAST)), dt.time(dice.randrange(24), 10 * dice.randrange(6))
        )
        yield NaiveTerm(
            _number(unit, dice),
            unit,
            unit != "same_day" and dice.random() < 0.2,
            dice.choice(("", "next", "previous")),
            _cutoff(unit, dice),
            start,
            tuple(_pause(start.toordinal(), dice) for _one in range(dice.choice((0, 0, 0, 1, 1, 2, 3)))),
            tuple(_extension(unit, dice) for _one in range(dice.choice((0, 0, 0, 0, 1, 1, 2)))),
            dice.random() < 0.2,
            dice.random() < 0.2,
        )


def _cutoff(unit: str, dice: Random) -> dt.time | None:
    return dt.time(dice.randrange(14, 18), dice.choice((0, 30))) if unit == "same_day" and dice.random() < 0.8 else None


def _number(unit: str, dice: Random) -> int:
    most: dict[str, int] = {"working_day": 60, "calendar_day": 90, "month": 7, "year": 2, "hour": 100}
    return dice.randrange(1, most[unit]) if unit != "same_day" else 0


def _pause(start: int, dice: Random) -> tuple[int, int | None]:
    first = start + dice.randrange(-40, 60)
    return first, None if dice.random() < 0.15 else first + dice.choice((0, 0, 1, 5, 12, 30))


def _extension(unit: str, dice: Random) -> tuple[int, str, bool]:
    other: Any = dice.choice(("working_day", "calendar_day", "month", "hour", unit))
    other = "calendar_day" if other == "same_day" else other
    return _number(other, dice), other, dice.random() < 0.3
