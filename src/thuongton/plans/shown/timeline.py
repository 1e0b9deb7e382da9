"""The timeline of a plan (dòng thời gian): bars, due marks and the line of the day, as numbers for SVG. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from thuongton.plans.queries.tasks import TaskRow

LEFT, RIGHT, STEP, TOP = 350, 1120, 22, 34  # the names of tasks stand at the left


@dataclass(frozen=True, slots=True)
class Bar:
    """One task: ``x`` and ``width`` of its window, ``due`` the place of its due mark, ``turns`` those of its turns."""

    row: TaskRow
    y: int
    x: int
    width: int
    due: int | None
    turns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the axis."""

    x: int
    label: str
    year: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything that is drawn."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    today: int | None
    height: int
    undated: tuple[TaskRow, ...]
    first: dt.date
    last: dt.date


def _span(rows: Sequence[TaskRow], as_of: dt.date) -> tuple[dt.date, dt.date]:
    days = [day for row in rows for day in (row.start, row.due) if day]
    days += [turn.due for row in rows for turn in row.turns if turn.due]
    first, last = min([*days, as_of]), max([*days, as_of])
    return dt.date(first.year, 1, 1), dt.date(last.year, 12, 31)


def timeline(rows: Iterable[TaskRow], as_of: dt.date) -> Timeline:
    """Lay out the rows that have a time; those without one are listed apart, never given an invented place."""
    found = list(rows)
    dated = [row for row in found if row.due or row.start or row.turns]
    first, last = _span(dated, as_of)
    length = (last - first).days or 1

    def place(day: dt.date) -> int:
        return LEFT + round((RIGHT - LEFT) * (min(max(day, first), last) - first).days / length)

    bars = []
    for index, row in enumerate(dated):
        start, end = row.start or row.due, row.due or row.start
        turns = tuple(place(turn.due) for turn in row.turns if turn.due)
        x = place(start) if start else turns[0]
        bars.append(
            Bar(
                row=row,
                y=TOP + index * STEP,
                x=x,
                width=max(2, place(end) - x) if start and end else 0,
                due=place(row.due) if row.due else None,
                turns=turns,
            )
        )
    ticks = [
        Tick(place(dt.date(year, month, 1)), str(year) if month == 1 else f"Q{(month + 2) // 3}", month == 1)
        for year in range(first.year, last.year + 1)
        for month in ((1, 4, 7, 10) if last.year - first.year < 5 else (1,))
    ]
    return Timeline(
        bars=tuple(bars),
        ticks=tuple(ticks),
        today=place(as_of),
        height=TOP + len(dated) * STEP + 10,
        undated=tuple(row for row in found if not (row.due or row.start or row.turns)),
        first=first,
        last=last,
    )
