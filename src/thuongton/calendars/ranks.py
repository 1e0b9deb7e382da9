"""How many working days lie before a day, and which working day has a number: counting without walking.

Weekdays are counted by arithmetic; the days that differ from their weekday carry prefix sums. Both ways cost the
logarithm of how many such days there are, whatever the span. Days are ordinals (``date.toordinal``), pure integers.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate

WEEK, WEEKDAYS = 7, 5


class Ranks:
    """The working days of a calendar, numbered without end in both directions.

    ``off`` are days off though on a weekday, ``worked`` days worked though on a weekend; one that is both is worked.

    >>> days = Ranks(off=[dt.date(2026, 1, 2)], worked=[dt.date(2026, 1, 10)])
    >>> start = days.rank(dt.date(2025, 12, 31).toordinal())
    >>> [dt.date.fromordinal(days.day(start + n)).isoformat() for n in (1, 2, 7, 8)]
    ['2026-01-01', '2026-01-05', '2026-01-10', '2026-01-12']
    """

    __slots__ = ("_days", "_moved", "_ranks", "_worked")

    def __init__(self, off: Iterable[dt.date], worked: Iterable[dt.date]) -> None:
        kept = {day.toordinal() for day in worked}
        weekend = {day for day in kept if (day - 1) % WEEK >= WEEKDAYS}
        weekday = {day.toordinal() for day in off if day.weekday() < WEEKDAYS} - kept
        self._worked = weekend
        self._days = sorted(weekday | weekend)
        self._moved = [0, *accumulate(1 if day in weekend else -1 for day in self._days)]
        self._ranks = [_weekdays(day) + moved for day, moved in zip(self._days, self._moved[1:], strict=True)]

    def rank(self, day: int) -> int:
        """How many working days there are up to and including a day."""
        weeks, at = divmod(day, WEEK)  # ordinal 1 is a Monday
        return weeks * WEEKDAYS + (at if at < WEEKDAYS else WEEKDAYS) + self._moved[bisect_right(self._days, day)]

    def day(self, rank: int) -> int:
        """The working day with a number: the first on which ``rank`` is reached."""
        at = bisect_left(self._ranks, rank)
        if at < len(self._ranks) and self._ranks[at] == rank and self._days[at] in self._worked:
            return self._days[at]
        weeks, over = divmod(rank - self._moved[at] - 1, WEEKDAYS)
        return weeks * WEEK + over + 1


def _weekdays(day: int) -> int:
    weeks, at = divmod(day, WEEK)
    return weeks * WEEKDAYS + min(at, WEEKDAYS)
