"""The leader's heat table: agencies × states, worst first; and the trend of what is overdue. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from thuongton.plans.status import State


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One lead agency: ``counts`` by state; ``query`` opens its rows in the task list."""

    name: str
    counts: Mapping[State, int]
    query: str
    unit_id: int | None = None

    @property
    def total(self) -> int:
        """All its tasks."""
        return sum(self.counts.values())

    @property
    def badness(self) -> tuple[int, int, int, str]:
        """For sorting worst first: overdue, due soon, then size, then name."""
        return (-self.counts[State.OVERDUE], -self.counts[State.DUE_SOON], -self.total, self.name)


def worst_first(rows: Iterable[HeatRow]) -> list[HeatRow]:
    """The rows with most overdue tasks on top."""
    return sorted(rows, key=lambda row: row.badness)


def shade(value: int, largest: int) -> int:
    """The strength of a cell's colour, 0 (empty) to 4 (the largest of its column).

    >>> [shade(value, 8) for value in (0, 1, 4, 8)]
    [0, 1, 2, 4]
    """
    return 0 if value <= 0 or largest <= 0 else max(1, round(4 * value / largest))


def month_ends(last: dt.date, months: int = 12) -> list[dt.date]:
    """The last days of the ``months - 1`` months before ``last``, and ``last`` itself, oldest first.

    >>> month_ends(dt.date(2026, 3, 31), 3)
    [datetime.date(2026, 1, 31), datetime.date(2026, 2, 28), datetime.date(2026, 3, 31)]
    """
    found = [last]
    first = last.replace(day=1)
    while len(found) < months:
        before = first - dt.timedelta(days=1)
        found.append(before)
        first = before.replace(day=1)
    return found[::-1]
