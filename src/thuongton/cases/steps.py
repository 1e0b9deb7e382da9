"""The steps of a case (các bước): what statistics ask of its acts, kept beside it as its fold; no database.

A step is an act that counts: ``d`` its name, ``o`` the day it happened, ``a`` the minute it was recorded, ``s`` the
state it led to where it changed, ``g`` the values it gave in fields that can be counted. Sealed fields are never there.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from thuongton.cases.definition.model import CaseKind
from thuongton.cases.engine.state import FoldedCase, day_of
from thuongton.cases.sealed_fields import sealed_fields
from thuongton.keyring.box import is_sealed

COUNTED = frozenset({"choice", "yes_no", "number", "money", "case"})
"""Types of fields whose values a step keeps as they are."""
DATED = frozenset({"day", "moment"})
"""Types of fields of which a step keeps the day."""


@lru_cache(maxsize=256)
def counted_fields(kind: CaseKind) -> dict[str, str]:
    """The fields of a kind that statistics may ask of single acts, with their types."""
    hidden = sealed_fields(kind)
    return {name: one.kind for name, one in kind.fields.items() if one.kind in COUNTED | DATED and name not in hidden}


def steps_of(case: FoldedCase) -> list[dict[str, Any]]:
    """The steps of a folded case, in the order of its acts."""
    fields = counted_fields(case.kind)
    found: list[dict[str, Any]] = []
    state: str | None = None
    transitions = case.kind.transitions
    for act in case.acts:
        step: dict[str, Any] = {"d": act.do, "o": act.day.isoformat(), "a": act.at.isoformat("T", "minutes")}
        transition = transitions.get(act.do)
        if transition is not None:
            if transition.to is not None and transition.to != state:
                state = step["s"] = transition.to
            given = act.data and {
                name: _kept(fields[name], value)
                for name, value in act.data.items()
                if name in fields and not is_sealed(value)
            }
            if given:
                step["g"] = given
        found.append(step)
    return found


def state_after(steps: list[dict[str, Any]], day: str) -> str | None:
    """The state at the end of a day («2026-03-10»), from the steps of a case; None before it was opened."""
    return next((step["s"] for step in reversed(steps) if "s" in step and step["o"] <= day), None)


def _kept(kind: str, value: Any) -> Any:
    if kind not in DATED:
        return value
    day = day_of(value)
    return day.isoformat() if day else None
