"""Random cases of a kind: acts that its file allows, with days that go forward and values that fit the fields."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from thuongton.cases.definition.library import known_kinds
from thuongton.cases.definition.model import CaseKind, KindField
from thuongton.cases.engine.acts import CaseAct
from thuongton.cases.engine.fold import advance
from thuongton.cases.engine.judge import judge
from thuongton.cases.engine.state import FoldedCase
from thuongton.cases.engine.timing import Timekeeper
from thuongton.cases.statistics.counting import RecordedCase

BODIES = ("so-a", "so-b", "so-c")


def value(field: KindField, day: dt.date, chance: random.Random, others: list[str]) -> Any:
    """A value that fits a field."""
    match field.kind:
        case "choice":
            return chance.choice(list(field.choices))
        case "yes_no":
            return chance.random() < 0.5
        case "number" | "money":
            return chance.randrange(1, 12)
        case "day":
            return (day - dt.timedelta(days=chance.randrange(0, 3))).isoformat()
        case "case":
            return chance.choice(others) if others else "0"
        case "rows":
            return [{"ho_ten": "Người Mẫu"}]
    return chance.choice(BODIES) if field.name == "co_quan" else "chữ mẫu"


def step(
    case: FoldedCase, kind: CaseKind, day: dt.date, number: int, chance: random.Random, others: list[str]
) -> CaseAct:
    """An act that may be possible now."""
    possible = list(kind.leaving(case.state).values())
    transition = chance.choice(possible)
    needed = [need.field for need in transition.requires]
    optional = [name for name in transition.fields if name not in needed and chance.random() < 0.8]
    data = {name: value(kind.fields[name], day, chance, others) for name in [*needed, *optional]}
    on = dt.datetime.combine(day, dt.time(chance.randrange(8, 17), chance.randrange(60)))
    at = on + dt.timedelta(minutes=chance.randrange(1, 60))
    return CaseAct(transition.name, on, at, chance.choice(transition.role), f"t{number}", data, timed=True)


def walk(
    kind: CaseKind, id: str, time: Timekeeper, chance: random.Random, others: list[str], most: int = 9
) -> RecordedCase:
    """A case of the kind from its intake on, some acts long."""
    record = RecordedCase(id, "xa-mau", kind)
    case = FoldedCase(kind, id, "xa-mau")
    day = dt.date(2025, 10, 1) + dt.timedelta(days=chance.randrange(0, 400))
    for number in range(most):
        try:
            act = step(case, kind, day, number, chance, others)
        except IndexError:  # nothing leaves this state
            break
        if judge(case, act, time).ok:
            advance(case, act, time)
            record.acts.append(act)
        day += dt.timedelta(days=chance.randrange(0, 12))
    return record


def cases(seed: int, count: int, time: Timekeeper, *kinds: str) -> list[RecordedCase]:
    """Random cases of some kinds; cases that name another name an earlier one of their kind."""
    chance = random.Random(seed)
    made: list[RecordedCase] = []
    for number in range(count):
        name = chance.choice(kinds)
        others = [one.id for one in made if one.kind.kind == name]
        record = walk(known_kinds()[name][-1], f"{name}-{number}", time, chance, others)
        if record.acts:
            made.append(record)
    return made
