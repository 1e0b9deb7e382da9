"""A case on a day: state, clocks with their statuses, flags, queues."""

from __future__ import annotations

import datetime as dt
from typing import Any

from thuongton.cases.definition.conditions import CaseView
from thuongton.cases.engine.clocks import LIVE, CaseClock
from thuongton.cases.engine.judge import stuck
from thuongton.cases.engine.state import FoldedCase
from thuongton.cases.engine.timing import Timekeeper

NOTHING: dict[str, Any] = {"state": None, "clocks": {}, "flags": [], "queues": []}
"""A case that has not begun."""


class DayView:
    """A folded case asked on a day."""

    __slots__ = ("as_of", "case", "flags", "kind_name", "statuses", "timed")

    def __init__(self, case: FoldedCase, as_of: dt.datetime, timed: bool, time: Timekeeper) -> None:
        self.case = case
        self.as_of = as_of
        self.timed = timed
        self.kind_name = case.kind.kind
        self.statuses = {key: clock.status(as_of, timed, time) for key, clock in case.clocks.items()}
        self.flags = {*case.flags, *_silence(case, self)}

    def value(self, field: str) -> Any:
        return self.case.value(field)

    def state_at(self, where: str) -> str | None:
        return self.case.state

    def did(self, act: str, where: str, day: str) -> bool:
        return act in self.case.given

    def times(self, act: str) -> int:
        return sum(one.do == act for one in self.case.acts)

    def flagged(self, flag: str) -> bool:
        return any(one == flag or one.startswith(f"{flag}:") for one in self.flags)

    def late(self) -> bool:
        return False

    def clock(self, name: str, where: str) -> str:
        return self.statuses.get(name, "not_started")

    def linked(self, field: str) -> CaseView | None:
        return None

    def live(self, *statuses: str) -> list[CaseClock]:
        """The office's own clocks with one of the statuses."""
        return [
            clock
            for key, clock in self.case.clocks.items()
            if self.statuses[key] in statuses and not clock.clock.followed
        ]


def _silence(case: FoldedCase, view: DayView) -> list[str]:
    """Flags of bodies that let their time pass where silence means something."""
    found = []
    for key, clock in case.clocks.items():
        if clock.clock.silence is not None and view.statuses[key] in ("overdue", "done_late"):
            flag, when = clock.clock.silence
            if when is None or when.holds(view):
                found.append(f"{flag}:{clock.body}" if clock.body else flag)
    return found


def queues(view: DayView) -> list[str]:
    """The lists of work a case stands in, but for «việc của tôi», which asks who is looking."""
    case = view.case
    found = []
    if view.live("due_soon"):
        found.append("sap_den_han")
    if view.live("overdue"):
        found.append("qua_han")
    found += [name for name, queue in case.kind.queues.items() if queue.when.holds(view)]
    assert case.state is not None
    if not case.kind.states[case.state].final and not view.live(*LIVE) and stuck(case, case.kind):
        found.append("mac_ket")
    return list(dict.fromkeys(found))


def snapshot(case: FoldedCase, as_of: dt.datetime, timed: bool, time: Timekeeper) -> dict[str, Any]:
    """A case on a day or at a moment, in the names of commands and REST.

    Clocks that did not begin are there too, ``not_started``; those that exist once for each body only when they began.
    """
    if case.state is None:
        return dict(NOTHING)
    view = DayView(case, as_of, timed, time)
    clocks: dict[str, Any] = {
        name: {"due": None, "status": "not_started"}
        for name, clock in case.kind.clocks.items()
        if not clock.off and not clock.per
    }
    for key, clock in case.clocks.items():
        clocks[key] = clock_facts(clock, view.statuses[key], time)
    return {"state": case.state, "clocks": clocks, "flags": sorted(view.flags), "queues": queues(view)}


def clock_facts(clock: CaseClock, status: str, time: Timekeeper) -> dict[str, Any]:
    """A clock as commands and REST write it."""
    end = clock.due_day(time)
    found: dict[str, Any] = {"due": end.due.isoformat() if end.due else None, "status": status}
    if end.due_at is not None:
        found["due_at"] = end.due_at.isoformat(timespec="minutes")
    if end.provisional:
        found["provisional"] = True
    if clock.clock.followed:
        found["followed"] = True
    if clock.clock.norm:
        found["norm"] = True
    if clock.rule.confidence != "seen":
        found["to_check"] = True
    found["clause"] = clock.rule.clause
    return found
