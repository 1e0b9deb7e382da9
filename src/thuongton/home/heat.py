"""The leader's heat table: agencies × states, worst first; and the trend of what is overdue. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from thuongton.plans.status import DONE, State
from vanban.text import fold

STATES = (State.OVERDUE, State.DUE_SOON, State.RUNNING, State.WAITING, State.NOT_DUE, State.REGULAR)
"""The states that have a column of their own; finished and cancelled tasks have one each."""

SORTS = ("overdue", "turns", "due_soon", "longest", "running", "waiting", "not_due", "regular", "done", "total", "name")
PAGE = 50


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One lead agency or area: ``counts`` of tasks by state and, beside them, overdue turns, the day of what is overdue
    for longest and how many tasks a product proves; ``opens`` is what opens its rows in the lists, told as ``query``.

    ``group`` is "" for an agency, «shared» for tasks of several leads, «nobody» for tasks without one.
    """

    name: str
    counts: Mapping[State, int]
    opens: str | Callable[[], str]
    unit_id: int | None = None
    late_turns: int = 0
    longest: dt.date | None = None
    proven: int = 0
    group: str = ""

    @property
    def query(self) -> str:
        """The query of the list of its rows; put together for the rows of a page only, of thousands."""
        return self.opens if isinstance(self.opens, str) else self.opens()

    @property
    def total(self) -> int:
        """All its tasks."""
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        """The tasks counted as finished."""
        return sum(self.counts[state] for state in DONE)

    @property
    def late(self) -> int:
        """Overdue work: tasks and turns."""
        return self.counts[State.OVERDUE] + self.late_turns

    @property
    def badness(self) -> tuple[int, int, int, str]:
        """For sorting worst first: overdue work (tasks and turns), due soon, then size, then name."""
        return (-self.late, -self.counts[State.DUE_SOON], -self.total, self.name)

    def key(self, sort: str) -> tuple[object, ...]:
        """For sorting by a column, the largest (or longest overdue) first, by name where it is asked."""
        if sort == "name":
            return (fold(self.name), self.badness)
        if sort == "longest":
            return (self.longest or dt.date.max, self.badness)
        beside = {"turns": self.late_turns, "done": self.done, "total": self.total}
        return (-(beside[sort] if sort in beside else self.counts[State(sort)]), self.badness)


def worst_first(rows: Iterable[HeatRow]) -> list[HeatRow]:
    """The rows with most overdue tasks on top."""
    return sorted(rows, key=lambda row: row.badness)


def ordered(rows: Iterable[HeatRow], sort: str) -> list[HeatRow]:
    """The rows by a column of :data:`SORTS`, worst first without one."""
    return sorted(rows, key=lambda row: row.key(sort)) if sort in SORTS else worst_first(rows)


def summed(rows: Iterable[HeatRow], query: str) -> HeatRow:
    """The row that adds the others up; ``query`` opens all of them."""
    rows = list(rows)
    return HeatRow(
        name="",
        counts={state: sum(row.counts[state] for row in rows) for state in State},
        opens=query,
        late_turns=sum(row.late_turns for row in rows),
        longest=min((row.longest for row in rows if row.longest), default=None),
        proven=sum(row.proven for row in rows),
    )


def shade(value: int, largest: int) -> int:
    """The strength of a cell's colour by its share of the largest: 0 (empty), 1, 2 or 3.

    >>> [shade(value, 9) for value in (0, 1, 4, 9)]
    [0, 1, 2, 3]
    """
    return 0 if value <= 0 or largest <= 0 else 1 if value * 3 < largest else 2 if value * 3 < largest * 2 else 3


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
