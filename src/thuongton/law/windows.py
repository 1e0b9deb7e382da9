"""The states of a whole act over all days as windows (khoảng hiệu lực): each from a day to a day, with why; pure.

Nothing is decided here: :func:`~thuongton.law.states.state_on` is asked on every day on which its answer can change,
and days with the same answer are one window. A cause that ``state_on`` learns comes into the windows by itself as long
as its days stand in the facts of the act or in the steps of its history.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from thuongton.law.states import LegalState, ToldState, state_on
from thuongton.law.text.places import Place
from thuongton.law.versions import ActHistory, Step
from thuongton.law.works import LegalWork
from vanban.model import AmendmentKind

FIRST, LAST = dt.date.min, dt.date.max
"""The ends of time: a window from ``FIRST`` has no beginning, one to ``LAST`` no end."""
_DAY = dt.timedelta(days=1)
_WHOLE = Place()


class WindowReason(StrEnum):
    """Why an act has its state in a window."""

    NOT_ISSUED = "not_issued"
    BEFORE_EFFECT = "before_effect"
    RUNS = "runs"
    TERM = "term"
    BY_ACT = "by_act"
    NO_DAY = "no_day"
    MAY_HAVE_ENDED = "may_have_ended"
    WITH_PARENT = "with_parent"


@dataclass(frozen=True, slots=True)
class StateWindow:
    """A state with its span: the first day, the first day after it, why, and the act that caused it."""

    since: dt.date
    until: dt.date
    state: LegalState
    reason: WindowReason
    by: LegalWork | None = None


def windows_of(history: ActHistory) -> tuple[StateWindow, ...]:
    """The windows of an act, from the first day to the last without a gap; neighbours differ."""
    found: list[StateWindow] = []
    days = [FIRST, *(day for day in turning_days(history) if day > FIRST), LAST]
    for since, until in pairwise(days):
        told = state_on(history, _WHOLE, since)
        here = StateWindow(since, until, told.state, reason_of(told), _cause(told))
        if found and _alike(found[-1], here):
            here = StateWindow(found.pop().since, until, here.state, here.reason, here.by)
        found.append(here)
    return tuple(found)


def state_in(windows: tuple[StateWindow, ...], day: dt.date) -> StateWindow:
    """The window of a day."""
    return next(one for one in windows if one.since <= day < one.until)


def turning_days(history: ActHistory) -> list[dt.date]:
    """Every day from which the state of an act can be another one, in order, each once."""
    found: set[dt.date] = set()
    for day in _days_of_work(history.work):
        found.add(day)
    for step in history.steps:
        found.update(_days_of_step(step))
    if history.parent_end is not None:
        found.add(history.parent_end.day)
    return sorted(day for day in found if day < LAST)


def _days_of_work(work: LegalWork) -> Iterator[dt.date]:
    for day in (work.issued_from, work.effective_on, work.at_latest, work.expired_on):
        if day is not None:
            yield day


def _days_of_step(step: Step) -> Iterator[dt.date]:
    if step.effective is not None:
        yield step.effective
    else:  # from when it may act, and from when it must have acted
        if step.by.issued_from is not None:
            yield step.by.issued_from
        if step.latest is not None:
            yield step.latest
    if step.ends is not None:
        yield step.ends
    effect = step.operation.effect
    if effect is not None and effect.until is not None and effect.until < LAST:
        yield effect.until + _DAY


def reason_of(told: ToldState) -> WindowReason:
    """Why an answer is what it is."""
    if told.state is LegalState.ABSENT:
        return WindowReason.NOT_ISSUED
    if told.state is LegalState.NOT_YET:
        return WindowReason.BEFORE_EFFECT
    if told.parent is not None:
        return WindowReason.WITH_PARENT
    if told.state is LegalState.UNKNOWN:
        return WindowReason.MAY_HAVE_ENDED if told.steps else WindowReason.NO_DAY
    if told.state is LegalState.IN_FORCE:
        return WindowReason.RUNS
    return WindowReason.BY_ACT if told.steps else WindowReason.TERM


def _cause(told: ToldState) -> LegalWork | None:
    """The act that caused a state: the first that ended the whole, the last that ended a part, else the last."""
    if told.parent is not None:
        return told.parent
    if not told.steps or told.state is LegalState.IN_FORCE:
        return None
    if told.state is LegalState.EXPIRED:
        return told.steps[0].by
    if told.state is LegalState.PARTLY_EXPIRED:
        ending = [step for step in told.steps if step.operation.kind is AmendmentKind.REPEAL]
        return (ending or told.steps)[-1].by
    return told.steps[-1].by


def _alike(one: StateWindow, other: StateWindow) -> bool:
    return one.state is other.state and one.reason is other.reason and one.by is other.by
