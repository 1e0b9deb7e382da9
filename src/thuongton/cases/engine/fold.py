"""Folds acts into a case: state, fields, clocks. It trusts what it is given; :mod:`judge` decides before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from thuongton.cases.definition.model import CaseKind, ClockTouch, KindClock
from thuongton.cases.engine.acts import CaseAct
from thuongton.cases.engine.built_in import CORRECT, LATE_REASON, MOVE, UNDO
from thuongton.cases.engine.clocks import CaseClock
from thuongton.cases.engine.state import ActView, CaseCorrection, FoldedCase, day_of, ended_at
from thuongton.cases.engine.timing import Timekeeper

Versions = Callable[[str, int], CaseKind | None]
"""Finds a kind by name and version."""


@dataclass(frozen=True, slots=True)
class ActEffects:
    """What an act does to clocks, in this order: cancelled, started, agreed, extended, paused, resumed, ended."""

    cancelled: list[tuple[KindClock, ClockTouch]] = field(default_factory=list)
    starts: list[tuple[KindClock, ClockTouch]] = field(default_factory=list)
    agreed: list[tuple[KindClock, ClockTouch]] = field(default_factory=list)
    extended: list[KindClock] = field(default_factory=list)
    paused: list[KindClock] = field(default_factory=list)
    resumed: list[KindClock] = field(default_factory=list)
    ends: list[tuple[KindClock, ClockTouch]] = field(default_factory=list)


@lru_cache(maxsize=256)
def effects_of(kind: CaseKind) -> dict[str, ActEffects]:
    """What each act of a kind does to its clocks."""
    found: dict[str, ActEffects] = {}

    def on(act: str) -> ActEffects:
        return found.setdefault(act, ActEffects())

    for clock in kind.clocks.values():
        if clock.off:
            continue
        for touch in clock.starts:
            on(touch.act).starts.append((clock, touch))
        for touch in clock.ends:
            on(touch.act).ends.append((clock, touch))
        for touch in clock.cancelled:
            on(touch.act).cancelled.append((clock, touch))
        if clock.agreed is not None:
            on(clock.agreed.act).agreed.append((clock, clock.agreed))
        if clock.extension is not None:
            on(clock.extension.act).extended.append(clock)
        if clock.pauses is not None:
            on(clock.pauses.begins).paused.append(clock)
            on(clock.pauses.ends).resumed.append(clock)
    return found


def effective(acts: Iterable[CaseAct]) -> list[CaseAct]:
    """The acts that count: an act taken back is left out, and so is what took it back."""
    found: list[CaseAct] = []
    for act in acts:
        if act.do == UNDO:
            if found:
                found.pop()
        else:
            found.append(act)
    return found


def fold(
    kind: CaseKind,
    acts: Sequence[CaseAct],
    time: Timekeeper,
    *,
    id: str = "",
    unit: str = "",
    versions: Versions | None = None,
) -> FoldedCase:
    """The case after its acts, in the order they were recorded."""
    case = FoldedCase(kind, id, unit)
    for act in effective(acts):
        advance(case, act, time, versions)
    return case


def fold_until(
    kind: CaseKind,
    acts: Sequence[CaseAct],
    time: Timekeeper,
    *,
    until: dt.date,
    known: dt.datetime | None = None,
    corrected: bool = False,
    id: str = "",
    unit: str = "",
    versions: Versions | None = None,
) -> FoldedCase:
    """The case as it stood at the end of a day; ``known``: by what was recorded until then.

    ``corrected``: corrections made later count for what had been given by that day.
    """
    seen = [act for act in acts if known is None or act.at <= known]
    case = FoldedCase(kind, id, unit)
    for act in effective(seen):
        if act.day <= until or (corrected and act.do == CORRECT and _was_given(case, act)):
            advance(case, act, time, versions)
    return case


def _was_given(case: FoldedCase, act: CaseAct) -> bool:
    """Whether what a correction speaks of belongs to an act that the case has had."""
    given, dot, _inner = str(act.data.get("truong") or "").partition(".")
    if dot:
        return given in case.given
    acts = (case.kind.transitions.get(name) for name in case.given)
    return given in case.data or any(given in one.given for one in acts if one is not None)


def recorded_late(act: CaseAct, time: Timekeeper) -> bool:
    """Whether an act was recorded more than one working day after it happened (nhập muộn)."""
    days = (act.at.date() - act.day).days
    return days > 1 and time.working_days_after(act.day, act.at.date()) > 1


def advance(case: FoldedCase, act: CaseAct, time: Timekeeper, versions: Versions | None = None) -> None:
    """Fold one more act in. What takes an act back is not folded in: the case is folded again without both."""
    if recorded_late(act, time):
        case.flags.add("nhap_muon")
    if act.do == CORRECT:
        _correct(case, act)
    elif act.do == MOVE:
        _move(case, act, versions)
    else:
        _change(case, act, time)
    case.acts.append(act)


def _change(case: FoldedCase, act: CaseAct, time: Timekeeper) -> None:
    transition = case.kind.transitions[act.do]
    effects = effects_of(case.kind).get(act.do)
    view = ActView(case, act, time)
    if effects is not None:
        if transition.reopens:
            case.past += [clock for clock in case.clocks.values() if clock.over]
            case.clocks = {key: clock for key, clock in case.clocks.items() if not clock.over}
        _touch(case, act, effects, view)
    if act.data:
        case.data.update(act.data)
        if LATE_REASON in act.data and LATE_REASON not in case.kind.fields:
            del case.data[LATE_REASON]
        case.given[act.do] = {**case.given.get(act.do, {}), **act.data}
    else:
        case.given.setdefault(act.do, {})
    if transition.to is not None and transition.to != case.state:
        case.state = transition.to
        case.states.append((act.day, transition.to))
    if transition.to is not None or transition.opens:
        case.moved_on = act.day


def _touch(case: FoldedCase, act: CaseAct, effects: ActEffects, view: ActView) -> None:
    for clock, touch in effects.cancelled:
        if _holds(touch, view):
            for one in _running(case, clock, act):
                one.cancelled = act.latest
    for clock, touch in effects.starts:
        if _holds(touch, view):
            _start(case, act, clock, touch)
    for clock, touch in effects.agreed:
        for one in _running(case, clock, act):
            one.agreed = day_of(act.data.get(touch.day)) or one.agreed
            one.changed()
    for clock in effects.extended:
        _extend(case, act, clock, view)
    for clock in effects.paused:
        _pause(case, act, clock)
    for clock in effects.resumed:
        _resume(case, act, clock)
    for clock, touch in effects.ends:
        if _holds(touch, view):
            _end(case, act, clock)


def _pause(case: FoldedCase, act: CaseAct, clock: KindClock) -> None:
    for one in _running(case, clock, act):
        if not one.pauses or one.pauses[-1][1] is not None:
            one.pauses.append((act.day, None))
            one.changed()


def _end(case: FoldedCase, act: CaseAct, clock: KindClock) -> None:
    for one in _running(case, clock, act):
        one.stopped = ended_at(one, act)
        if one.pauses and one.pauses[-1][1] is None:
            one.changed()


def _holds(touch: ClockTouch, view: ActView) -> bool:
    return touch.when is None or touch.when.holds(view)


def _key(clock: KindClock, act: CaseAct) -> str:
    body = act.data.get(clock.per) if clock.per else None
    return f"{clock.name}:{body}" if body else clock.name


def _running(case: FoldedCase, clock: KindClock, act: CaseAct) -> list[CaseClock]:
    """The clocks of this name that run: the one of the act's body, or all where the act names no body."""
    if clock.per and not act.data.get(clock.per):
        return [one for one in case.clocks.values() if one.clock.name == clock.name and not one.over]
    found = case.clocks.get(_key(clock, act))
    return [found] if found is not None and not found.over else []


def _start(case: FoldedCase, act: CaseAct, clock: KindClock, touch: ClockTouch) -> None:
    key = _key(clock, act)
    known = case.clocks.get(key)
    if known is not None and (not known.over or touch.since or clock.replaces):
        return
    before = [one for name in clock.replaces if (one := case.clocks.get(name)) is not None and not one.over]
    if clock.replaces and not before:
        return
    start = act.earliest
    if touch.since:
        first = case.last_of(touch.since) or (act if act.do == touch.since else None)
        if first is None:
            return
        start = first.earliest
    if touch.day and (stated := day_of(act.data.get(touch.day))):
        start = dt.datetime.combine(stated, act.earliest.time() if stated == act.day else dt.time())
    rule = clock.rule_on(start.date())
    if rule is None:
        return
    made = CaseClock(clock, rule, start, str(act.data.get(clock.per) or "") if clock.per else "")
    for one in before:
        one.replaced = act.latest
        made.pauses = list(one.pauses)
    if known is not None:  # what begins again anew
        case.past.append(known)
    case.clocks[key] = made


def _extend(case: FoldedCase, act: CaseAct, clock: KindClock, view: ActView) -> None:
    extension = clock.extension
    assert extension is not None
    if extension.when is not None and not extension.when.holds(view):
        return
    n = act.data.get(extension.field) if extension.field else extension.n
    if not isinstance(n, int) or isinstance(n, bool) or n < 1:
        return
    for one in _running(case, clock, act):
        one.extensions = (*one.extensions, (n, extension.unit, extension.mode))
        one.changed()


def _resume(case: FoldedCase, act: CaseAct, clock: KindClock) -> None:
    pause = clock.pauses
    assert pause is not None
    for one in _running(case, clock, act):
        if one.pauses and one.pauses[-1][1] is None:
            one.pauses[-1] = (one.pauses[-1][0], act.day)
            one.changed()
            if pause.unclear:
                case.flags.add(pause.unclear)


def _correct(case: FoldedCase, act: CaseAct) -> None:
    """Put the right value in place of the wrong one; state and clocks stay as they are."""
    name, new = str(act.data.get("truong") or ""), act.data.get("gia_tri")
    given, dot, inner = name.partition(".")
    inner = inner if dot else name
    case.corrections.append(CaseCorrection(name, case.value(name), new, str(act.data.get("ly_do") or ""), act))
    case.flags.add("da_dinh_chinh")
    giver = next((one.do for one in reversed(case.acts) if inner in one.data), None)
    holder = given if dot else giver
    if holder is not None:
        case.given.setdefault(holder, {})[inner] = new
    if holder == giver:
        case.data[inner] = new


def _move(case: FoldedCase, act: CaseAct, versions: Versions | None) -> None:
    """Go on under a newer version of the kind: its acts and its clocks, with the rules of the days they began."""
    number: Any = act.data.get("phien_ban")
    new = versions(case.kind.kind, number) if versions and isinstance(number, int) else None
    if new is None:
        return
    case.kind = new
    for one in case.clocks.values():
        clock = new.clocks.get(one.clock.name)
        if clock is not None and not one.over:
            one.clock, one.rule = clock, clock.rule_on(one.start.date()) or one.rule
            one.changed()
