"""The working calendar as a value, counting working days on it, shifts off days off, and the steps that say why.

Pure: a :class:`Calendar` says which days differ from their weekday; nothing here reads a table. Terms with pauses and
extensions stand in ``terms``, on the same ranks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from thuongton.calendars.ranks import Ranks
from thuongton.web.dates import day_words

_FARTHEST = dt.date(2200, 12, 31).toordinal()


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
    _ranks: Ranks | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def ranks(self) -> Ranks:
        """The working days numbered; made when first asked for."""
        if self._ranks is None:
            object.__setattr__(self, "_ranks", Ranks(self.off, self.worked))
        return self._ranks  # type: ignore[return-value]

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


def is_working(day: dt.date, calendar: Calendar) -> bool:
    """Whether offices work on a day."""
    return calendar.is_working(day)


def add_working_days(start: dt.date, number: int, calendar: Calendar) -> dt.date:
    """The ``number``-th working day after ``start``, which itself does not count (Bộ luật Dân sự, Điều 147).

    Negative numbers count backwards; 0 gives ``start``. Raises ValueError when the day lies beyond the year 2200.

    >>> add_working_days(dt.date(2026, 11, 20), 1, Calendar())
    datetime.date(2026, 11, 23)
    """
    if not number:
        return start
    ranks, day = calendar.ranks, start.toordinal()
    return _dated(ranks.day(ranks.rank(day) + number if number > 0 else ranks.rank(day - 1) + number + 1))


def _dated(day: int) -> dt.date:
    if not 0 < day <= _FARTHEST:
        raise ValueError("lịch không có ngày làm việc")
    return dt.date.fromordinal(day)


def working_days_between(first: dt.date, last: dt.date, calendar: Calendar) -> int:
    """How many working days there are after ``first`` up to and including ``last``; negative when it is before."""
    return calendar.ranks.rank(last.toordinal()) - calendar.ranks.rank(first.toordinal())


def shift(day: dt.date, direction: Shift | str, calendar: Calendar) -> dt.date:
    """The day itself, or the nearest working day in the direction when it is off."""
    if direction == Shift.NONE or calendar.is_working(day):
        return day
    ranks = calendar.ranks
    rank = ranks.rank(day.toordinal())
    return _dated(ranks.day(rank if direction == Shift.PREVIOUS else rank + 1))


def specials_between(first: dt.date, last: dt.date, calendar: Calendar) -> list[Special]:
    """Days off and days worked that differ from their weekday, after ``first`` up to and including ``last``."""
    return [calendar.special[day] for day in sorted(calendar.special) if first < day <= last]


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
