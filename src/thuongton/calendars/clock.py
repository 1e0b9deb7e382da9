"""Counting days the way the law does (tính thời hạn): working days, shifts off days off, pauses, and why.

Pure: a :class:`Calendar` says which days differ from their weekday; nothing here reads a table.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from thuongton.web.dates import day_words

_ONE = dt.timedelta(days=1)
_LONGEST = 20_000  # days; a walk that goes on longer has a calendar without working days


def _(msgid: str) -> str:
    """Marks a text for the catalogues; it is translated where it is shown."""
    return msgid


@dataclass(frozen=True, slots=True)
class Special:
    """A day that differs from its weekday, with its name and the paper that makes it so."""

    day: dt.date
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days ``off`` though on a weekday, days ``worked`` though on a weekend; Saturday and Sunday are off.

    ``announced`` are the years whose days off were announced; a count that rests on another year is provisional
    (dự kiến). None: nothing is said about years.
    """

    off: frozenset[dt.date] = frozenset()
    worked: frozenset[dt.date] = frozenset()
    special: Mapping[dt.date, Special] = field(default_factory=dict, compare=False)
    announced: frozenset[int] | None = None

    def is_working(self, day: dt.date) -> bool:
        """Whether offices work on a day (ngày làm việc)."""
        return day in self.worked or (day.weekday() < 5 and day not in self.off)

    def open_years(self, first: dt.date, last: dt.date) -> tuple[int, ...]:
        """The years between two days (whichever comes first) whose days off are not announced yet."""
        if self.announced is None:
            return ()
        years = range(min(first, last).year, max(first, last).year + 1)
        return tuple(year for year in years if year not in self.announced)


class Shift(StrEnum):
    """Where a deadline goes that falls on a day off.

    Programmes of work go to the working day before (Nghị định 315/2025/NĐ-CP), statistics to the one after; a deadline
    that no rule shifts stays.
    """

    NONE = ""
    PREVIOUS = "previous"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class ClockStep:
    """One step of an explanation: on ``day``, ``what`` (msgid, filled with ``values``), and the paper it rests on."""

    what: str
    values: Mapping[str, Any] = field(default_factory=dict)
    day: dt.date | None = None
    source: str = ""

    def __str__(self) -> str:
        return self.what % self.values if self.values else self.what


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that do not count (tạm dừng), both ends included."""

    first: dt.date
    last: dt.date
    why: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Extension:
    """Days added to a deadline (gia hạn) by a paper."""

    days: int
    why: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A due day and the steps that lead to it, in order; ``provisional`` when it rests on a year not announced."""

    due: dt.date
    steps: tuple[ClockStep, ...]
    provisional: bool = False


def is_working(day: dt.date, calendar: Calendar) -> bool:
    """Whether offices work on a day."""
    return calendar.is_working(day)


def add_working_days(start: dt.date, number: int, calendar: Calendar) -> dt.date:
    """The ``number``-th working day after ``start``, which itself does not count (Bộ luật Dân sự, Điều 147).

    Negative numbers count backwards; 0 gives ``start``. Raises ValueError when the calendar has no working days.

    >>> add_working_days(dt.date(2026, 11, 20), 1, Calendar())
    datetime.date(2026, 11, 23)
    """
    step = _ONE if number >= 0 else -_ONE
    day, left = start, abs(number)
    for _turn in range(_LONGEST):
        if not left:
            return day
        day += step
        left -= calendar.is_working(day)
    raise ValueError("lịch không có ngày làm việc")


def working_days_between(first: dt.date, last: dt.date, calendar: Calendar) -> int:
    """How many working days there are after ``first`` up to and including ``last``; negative when it is before."""
    if last < first:
        return -working_days_between(last, first, calendar)
    return sum(calendar.is_working(first + dt.timedelta(days=n)) for n in range(1, (last - first).days + 1))


def shift(day: dt.date, direction: Shift | str, calendar: Calendar) -> dt.date:
    """The day itself, or the nearest working day in the direction when it is off."""
    if direction == Shift.NONE:
        return day
    step = -_ONE if direction == Shift.PREVIOUS else _ONE
    for _turn in range(_LONGEST):
        if calendar.is_working(day):
            return day
        day += step
    raise ValueError("lịch không có ngày làm việc")


def specials_between(first: dt.date, last: dt.date, calendar: Calendar) -> list[Special]:
    """Days off and days worked that differ from their weekday, after ``first`` up to and including ``last``."""
    return [calendar.special[day] for day in sorted(calendar.special) if first < day <= last]


def walk(
    start: dt.date,
    days: int,
    calendar: Calendar,
    *,
    working: bool = True,
    pauses: Sequence[Pause] = (),
    extensions: Iterable[Extension] = (),
    direction: Shift | str = Shift.NONE,
) -> Explanation:
    """Walk from a start over pauses and extensions to the due day, keeping each step (vì sao có hạn này).

    ``days`` and the days of extensions are working days, or calendar days when ``working`` is false; the start does not
    count. Days inside a pause do not count. A due day that is off is shifted in ``direction``.
    """
    extensions = tuple(extensions)
    steps = [ClockStep(_("Bắt đầu tính từ ngày hôm sau của ngày này."), day=start)]
    unit = _("ngày làm việc") if working else _("ngày")
    total = days + sum(extension.days for extension in extensions)
    due = _count(start, total, calendar, working, pauses)
    steps.append(ClockStep(_("Cộng %(days)d %(unit)s."), {"days": days, "unit": unit}))
    steps += [
        ClockStep(
            _("Tạm dừng từ %(first)s đến %(last)s: %(why)s."),
            {"first": day_words(pause.first), "last": day_words(pause.last), "why": pause.why},
            pause.first,
            pause.source,
        )
        for pause in pauses
        if pause.last > start and pause.first <= due
    ]
    steps += [
        ClockStep(
            _("Gia hạn thêm %(days)d %(unit)s: %(why)s."),
            {"days": extension.days, "unit": unit, "why": extension.why},
            source=extension.source,
        )
        for extension in extensions
    ]
    if working:
        steps += off_steps(start, due, calendar)
    moved = shift(due, direction, calendar)
    steps += moved_steps(due, moved)
    # Counting days that are all counted asks the calendar nothing; where a count may be shifted its end is asked.
    first = start + _ONE if working else min(due, moved)
    rests = working or direction != Shift.NONE
    open_years = calendar.open_years(first, max(due, moved)) if rests else ()
    steps += provisional_steps(open_years)
    steps.append(ClockStep(_("Ngày hạn."), day=moved))
    return Explanation(moved, tuple(steps), bool(open_years))


def moved_steps(due: dt.date, moved: dt.date, source: str = "") -> list[ClockStep]:
    """The step that says that a due day fell on a day off and where it went; none when it stayed."""
    if moved == due:
        return []
    text = (
        _("Hạn rơi vào ngày nghỉ %(day)s nên chuyển về ngày làm việc liền trước.")
        if moved < due
        else _("Hạn rơi vào ngày nghỉ %(day)s nên chuyển sang ngày làm việc tiếp theo.")
    )
    return [ClockStep(text, {"day": day_words(due)}, moved, source)]


def provisional_steps(years: Iterable[int]) -> list[ClockStep]:
    """One step for each year that a due day rests on and that is not announced (dự kiến)."""
    text = _("Dự kiến: lịch nghỉ năm %(year)s chưa có thông báo, nên hạn còn có thể thay đổi.")
    return [ClockStep(text, {"year": str(year)}) for year in years]


def off_steps(first: dt.date, last: dt.date, calendar: Calendar) -> list[ClockStep]:
    """One step for each weekday off and each weekend worked between two days."""
    return [
        ClockStep(
            _("Không tính ngày nghỉ: %(name)s.") if special.day in calendar.off else _("Tính ngày làm bù: %(name)s."),
            {"name": special.name},
            special.day,
            special.source,
        )
        for special in specials_between(min(first, last), max(first, last), calendar)
        if special.day in calendar.worked or special.day.weekday() < 5
    ]


def _count(start: dt.date, number: int, calendar: Calendar, working: bool, pauses: Sequence[Pause]) -> dt.date:
    day, left = start, number
    for _turn in range(_LONGEST):
        if left <= 0:
            return day
        day += _ONE
        counts = not working or calendar.is_working(day)
        left -= counts and not any(pause.first <= day <= pause.last for pause in pauses)
    raise ValueError("lịch không có ngày làm việc")
