"""What may be done next with a case, the most likely first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from thuongton.cases.definition.model import OFFICE, KindTransition
from thuongton.cases.engine.clocks import CaseClock
from thuongton.cases.engine.fold import effects_of
from thuongton.cases.engine.state import FoldedCase
from thuongton.cases.engine.timing import Timekeeper
from thuongton.cases.words import said_label

AT_ONCE = 4
"""So many acts are shown as buttons; the rest stand in a menu."""


@dataclass(frozen=True, slots=True)
class NextAct:
    """An act that may be done: its name and label; ``likely`` is the one that the case waits for first."""

    name: str
    label: str
    likely: bool = False


def next_acts(case: FoldedCase, names: Iterable[str], time: Timekeeper) -> list[NextAct]:
    """The acts of the kind among ``names``: those that end or resume a running clock first, by its due day, then those
    that move the case on, then those that add to it, and reopening last; else in the order of the file."""
    first = awaited(case, time)
    found = [one for one in _in_order(case, time) if one.name in set(names)]
    return [NextAct(one.name, said_label(one.label), one is first) for one in found]


def awaited(case: FoldedCase, time: Timekeeper) -> KindTransition | None:
    """The act that an open case waits for first, whoever in office does it; None where it waits for none."""
    if case.state is None or case.kind.states[case.state].final:
        return None
    found = [one for one in _in_order(case, time) if set(OFFICE) & set(one.role) and _rank(case, one, time)[0] < 2]
    return found[0] if found else None


def _in_order(case: FoldedCase, time: Timekeeper) -> list[KindTransition]:
    own = list(case.kind.leaving(case.state).values())
    order = {one.name: number for number, one in enumerate(own)}
    return sorted(own, key=lambda one: (*_rank(case, one, time), order[one.name]))


def _rank(case: FoldedCase, one: KindTransition, time: Timekeeper) -> tuple[int, dt.date]:
    if one.reopens:
        return 3, dt.date.max
    effects = effects_of(case.kind).get(one.name)
    touched = (
        {clock.name for clock, _touch in effects.ends} | {clock.name for clock in effects.resumed} if effects else ()
    )
    dues = [
        clock.due_day(time).due or dt.date.max
        for clock in case.clocks.values()
        if clock.clock.name in touched and not clock.over and not clock.clock.followed and _touches(clock, one, case)
    ]
    if dues:
        return 0, min(dues)
    return (1, dt.date.max) if one.to not in (None, case.state) else (2, dt.date.max)


def _touches(clock: CaseClock, one: KindTransition, case: FoldedCase) -> bool:
    """Whether the act ends the clock, or goes on with one that stands still."""
    if any(touch.act == one.name for touch in clock.clock.ends):
        return True
    return bool(clock.pauses) and clock.pauses[-1][1] is None


def nearest_clock(case: FoldedCase, time: Timekeeper) -> CaseClock | None:
    """The office's own running clock that ends first; the one that stands still where none runs."""
    own = [clock for clock in case.clocks.values() if not clock.over and not clock.clock.followed]
    return min(own, key=lambda one: one.due_day(time).due or dt.date.max, default=None)
