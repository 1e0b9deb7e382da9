"""What a case is after its acts (trạng thái gấp lại từ các thao tác): state, fields, clocks, flags, corrections."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from thuongton.cases.definition.conditions import CaseView
from thuongton.cases.definition.model import CaseKind
from thuongton.cases.engine.acts import CaseAct
from thuongton.cases.engine.clocks import CaseClock
from thuongton.cases.engine.timing import Timekeeper


@dataclass(frozen=True, slots=True)
class CaseCorrection:
    """A field that was corrected (đính chính): what stood there, what stands now, why."""

    field: str
    old: Any
    new: Any
    reason: str
    act: CaseAct


@dataclass(slots=True)
class FoldedCase:
    """A case folded from its acts. ``acts`` are those that count; one that was undone is in the trail alone.

    ``data``: fields by name, the last one given. ``given``: fields by the act that gave them. ``states``: the day of
    each change of state. ``past``: clocks of before a reopening.
    """

    kind: CaseKind
    id: str = ""
    unit: str = ""
    state: str | None = None
    data: dict[str, Any] = field(default_factory=dict)
    given: dict[str, dict[str, Any]] = field(default_factory=dict)
    acts: list[CaseAct] = field(default_factory=list)
    clocks: dict[str, CaseClock] = field(default_factory=dict)
    past: list[CaseClock] = field(default_factory=list)
    states: list[tuple[dt.date, str]] = field(default_factory=list)
    corrections: list[CaseCorrection] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)
    moved_on: dt.date | None = None

    def last_of(self, act: str) -> CaseAct | None:
        """The last act of a name."""
        return next((one for one in reversed(self.acts) if one.do == act), None)

    def state_on(self, day: dt.date) -> str | None:
        """The state at the end of a day."""
        found = None
        for since, state in self.states:
            if since > day:
                break
            found = state
        return found

    def value(self, name: str) -> Any:
        """A field, or ``act.field`` as that act gave it."""
        act, dot, inner = name.partition(".")
        return self.given.get(act, {}).get(inner) if dot else self.data.get(name)


class ActView:
    """A case as an act meets it: fields of the act first, then those of the case."""

    __slots__ = ("act", "case", "kind_name", "time")

    def __init__(self, case: FoldedCase, act: CaseAct, time: Timekeeper) -> None:
        self.case = case
        self.act = act
        self.time = time
        self.kind_name = case.kind.kind

    def value(self, field: str) -> Any:
        return self.act.data[field] if field in self.act.data else self.case.data.get(field)

    def state_at(self, where: str) -> str | None:
        return self.case.state

    def did(self, act: str, where: str, day: str) -> bool:
        return act in self.case.given

    def times(self, act: str) -> int:
        return sum(one.do == act for one in self.case.acts)

    def flagged(self, flag: str) -> bool:
        return flag in self.case.flags

    def clock(self, name: str, where: str) -> str:
        found = self.case.clocks.get(name)
        return found.status(self.act.on, self.act.timed, self.time) if found else "not_started"

    def linked(self, field: str) -> CaseView | None:
        return None

    def late(self) -> bool:
        """Whether the act comes after the due day of a running clock that it answers to."""
        within = self.case.kind.transitions[self.act.do].within
        return any(
            is_late(clock, self.act, self.time)
            for clock in self.case.clocks.values()
            if clock.clock.name in within and not clock.over
        )


def ended_at(clock: CaseClock, act: CaseAct) -> dt.datetime:
    """When an act stops a clock: the day that its own field says, else when it happened (at the latest)."""
    touch = next((one for one in clock.clock.ends if one.act == act.do), None)
    stated = day_of(act.data.get(touch.day)) if touch and touch.day else None
    if stated is None:
        return act.latest
    return dt.datetime.combine(stated, act.latest.time() if stated == act.day else dt.time(23, 59))


def is_late(clock: CaseClock, act: CaseAct, time: Timekeeper) -> bool:
    """Whether an act that stops a clock comes after its due day."""
    end, stop = clock.due_day(time), ended_at(clock, act)
    if clock.by_moment:
        return end.due_at is not None and stop > end.due_at
    return end.due is not None and stop.date() > end.due


def day_of(value: Any) -> dt.date | None:
    """A day from a field; None when it is none."""
    try:
        return dt.date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
