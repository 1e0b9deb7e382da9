"""Which parts of an act are over or suspended on a day, and by which act: read of its history; pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from thuongton.law.versions import ActHistory, Step
from vanban.model import AmendmentKind


def parts_over(history: ActHistory, day: dt.date) -> tuple[str, ...]:
    """The provisions that were repealed by a day, each with the act that did it, in the order of the acts."""
    return _told(
        step
        for step in history.steps
        if step.operation.kind is AmendmentKind.REPEAL and _acts(step, day) and not step.over(day)
    )


def parts_suspended(history: ActHistory, day: dt.date) -> tuple[str, ...]:
    """The provisions that are suspended on a day, each with the act that did it."""
    return _told(
        step
        for step in history.steps
        if step.operation.kind is AmendmentKind.SUSPEND and _acts(step, day) and not step.over(day) and _runs(step, day)
    )


def _acts(step: Step, day: dt.date) -> bool:
    return step.effective is not None and step.effective <= day and not step.waits


def _runs(step: Step, day: dt.date) -> bool:
    effect = step.operation.effect
    return effect is None or effect.until is None or day <= effect.until


def _told(steps: Iterable[Step]) -> tuple[str, ...]:
    found = [f"{place} (theo {step.by.number})" for step in steps for place in step.places if place.steps]
    return tuple(dict.fromkeys(found))
