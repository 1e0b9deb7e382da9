"""A clock by its name (loại.thời hạn): what kinds of cases give to «tính hạn», as a part of their room."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from thuongton.calendars.terms.silent import READ_AS_USUAL, TermReadings
from thuongton.calendars.terms.spec import Term


@dataclass(frozen=True, slots=True)
class TermRule:
    """One clock of a kind as it is in force on a day; ``name`` is ``KIND.CLOCK``, ``sure``: its clause was read."""

    name: str
    label: str
    spec: Term
    clause: str
    sure: bool = True
    readings: TermReadings = READ_AS_USUAL


@dataclass(frozen=True, slots=True)
class TermRules:
    """A part of a room: the clocks it knows by name, as (group, [(name, label)]), and one as in force on a day."""

    known: Callable[[], Sequence[tuple[str, Sequence[tuple[str, str]]]]]
    find: Callable[[str, dt.date], TermRule | None]
