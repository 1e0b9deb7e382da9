"""The progress bar of a plan: segments of states over a fixed width, drawn with SVG attributes. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from thuongton.plans.status import State

WIDTH = 1000
ORDER = (
    State.DONE_EARLY, State.DONE_ON_TIME, State.DONE_LATE, State.RUNNING, State.DUE_SOON, State.OVERDUE,
    State.WAITING, State.NOT_DUE, State.REGULAR, State.CANCELLED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the bar: where it begins and how wide it is, of 1000."""

    state: State
    number: int
    x: int
    width: int


def segments(counted: Mapping[State, int]) -> list[Segment]:
    """The states that have rows, in a fixed order; the widths add up to 1000 exactly when there is a row.

    >>> [(s.number, s.x, s.width) for s in segments({**dict.fromkeys(State, 0), State.RUNNING: 1, State.OVERDUE: 2})]
    [(1, 0, 333), (2, 333, 667)]
    """
    total = sum(counted.values())
    found: list[Segment] = []
    passed = 0
    for state in ORDER:
        number = counted[state]
        if number:
            x = passed * WIDTH // total
            passed += number
            found.append(Segment(state, number, x, passed * WIDTH // total - x))
    return found
