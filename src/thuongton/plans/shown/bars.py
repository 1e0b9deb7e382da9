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


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the bar in one tone; ``declared`` is what was declared done and is not proven."""

    tone: str
    x: int
    width: int


def parts(counted: Mapping[State, int], proven: int) -> list[Part]:
    """The bar with what is done parted in two: proven, and declared only.

    >>> [(p.tone, p.width) for p in parts({**dict.fromkeys(State, 0), State.DONE_ON_TIME: 4, State.RUNNING: 4}, 1)]
    [('green', 125), ('declared', 375), ('blue', 500)]
    """
    done = sum(number for state, number in counted.items() if state.done)
    proven = min(proven, done)
    tones = [("green", proven), ("declared", done - proven)]
    tones += [(_TONES.get(state, "none"), counted[state]) for state in ORDER if not state.done]
    total, passed = sum(counted.values()), 0
    found: list[Part] = []
    for tone, number in tones:
        if number:
            x = passed * WIDTH // total
            passed += number
            found.append(Part(tone, x, passed * WIDTH // total - x))
    return found


_TONES = {State.RUNNING: "blue", State.DUE_SOON: "amber", State.OVERDUE: "red", State.WAITING: "grey"}
