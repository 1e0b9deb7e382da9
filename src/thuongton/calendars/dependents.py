"""What depends on the calendar: rooms say how their deadlines move when a day off is added or taken away.

Rooms above say it (``web/rooms.py``); this room knows none of them. The same function finds the rows for the preview
and for the job, so that what is shown is what is done.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from thuongton.calendars.clock import Calendar, Shift, shift
from thuongton.web.rooms import given


@dataclass(frozen=True, slots=True)
class Span:
    """Which deadlines a change can touch: those that pass a day from ``first`` to ``last``, of units below ``path``."""

    first: dt.date
    last: dt.date
    path: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """One deadline under the calendar as changed; ``kept`` when it is over and therefore stays where it is.

    ``kind`` and ``clock`` say what moves where a room has several (loại việc, thời hạn).

    ``old`` equal to ``new`` means that only what is noted beside the day changes (dự kiến). ``values`` are the columns
    to write; ``row`` is the key within its room; ``record`` is what the line in the trail is of, where it was read.
    """

    row: int
    label: str
    unit_id: int
    unit_path: str
    old: dt.date | None
    new: dt.date | None
    kept: bool = False
    values: Mapping[str, Any] = field(default_factory=dict)
    kind: str = ""
    clock: str = ""
    record: Any = None

    @property
    def moves(self) -> bool:
        """Whether the day itself moves."""
        return not self.kept and self.old != self.new


@dataclass(frozen=True, slots=True)
class Batch:
    """Some of the moves of a room; ``next`` is the key after which the next batch begins, None after the last."""

    moves: list[Move]
    next: int | None


@dataclass(frozen=True, slots=True)
class Dependents:
    """What one room has that depends on the calendar.

    ``find(span, calendars, after, lock)`` gives the next batch; ``lock`` holds the rows until the transaction ends.
    ``apply(user, moves, reason)`` writes the moves with a line in the trail each. ``answering(rows)`` says for each
    person how many of the moved rows he or she answers for. ``address(row)`` is the page of a row.
    """

    name: str
    label: str
    find: Callable[[Span, Any, int, bool], Batch]
    apply: Callable[[Any, list[Move], str], None]
    answering: Callable[[Iterable[int]], dict[int, int]]
    address: Callable[[int], str]


def all_dependents() -> list[Dependents]:
    """What depends on the calendar, in a fixed order."""
    return sorted(given(Dependents), key=lambda one: one.name)


def span_of(days: Iterable[dt.date], before: Iterable[Calendar], after: Iterable[Calendar], path: str = "") -> Span:
    """The span of some changed days, widened on both sides to the next day on which every one of the calendars works.

    A shift that begins outside of it cannot reach a changed day.
    """
    days = sorted(days)
    calendars = [*before, *after]
    first = min(shift(days[0] - dt.timedelta(days=1), Shift.PREVIOUS, calendar) for calendar in calendars)
    last = max(shift(days[-1] + dt.timedelta(days=1), Shift.NEXT, calendar) for calendar in calendars)
    return Span(first, last, path)
