"""Cases of every kind brought through their states, so that each of their papers has something to say."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import Any

from thuongton.cases.definition.library import known_kinds
from thuongton.cases.definition.model import CaseKind, KindField, KindPaper, KindTransition
from thuongton.cases.models import Case
from thuongton.cases.services import NotAllowed, act_on, open_case
from thuongton.people.models import Unit, User

SECRET = "Bí mật riêng"
START = dt.date(2026, 8, 3)
PASSED = dt.timedelta(days=33)
"""Longer than the limit after which a reminder is possible."""


def marked_value(field: KindField, day: dt.date) -> Any:
    """A value that fits a field; texts name their field, so that a print shows which one it holds."""
    match field.kind:
        case "choice":
            return next(iter(field.choices))
        case "yes_no":
            return True
        case "number" | "money":
            return 3
        case "day":
            return day.isoformat()
        case "rows":
            return [{part.name: marked_value(part, day) for part in field.parts}]
        case "clause":
            return {"van_ban": "12/2026/QĐ-UBND", "dieu": "5", "khoan": "2"}
    return f"{SECRET} {field.name} hết" if field.name != "so" else "17"


def every_paper() -> list[tuple[str, str]]:
    """Every paper of one case, by kind and name."""
    return [
        (name, paper.name)
        for name, versions in sorted(known_kinds().items())
        for paper in versions[-1].papers.values()
        if not paper.book
    ]


def path_to(kind: CaseKind, paper: KindPaper) -> list[str]:
    """The shortest way of acts from intake to one that the paper tells of."""
    wanted = set(paper.acts) or {name for name, one in kind.transitions.items() if one.opens}
    frontier: list[tuple[str | None, list[str]]] = [(None, [])]
    seen: set[str | None] = set()
    while frontier:
        state, way = frontier.pop(0)
        for name, one in kind.leaving(state).items():
            if "case" in {kind.fields[need.field].kind for need in one.requires if need.field in kind.fields}:
                continue
            if name in wanted:
                return [*way, name]
            to = one.to or state
            if to not in seen:
                seen.add(to)
                frontier.append((to, [*way, name]))
    raise AssertionError(f"{kind.kind}: no way to {paper.name}")


def case_for(leader: User, unit: Unit, kind_name: str, paper_name: str) -> Case:
    """A case brought to where its paper can be printed, by a leader, with every field of each act filled in."""
    kind = known_kinds()[kind_name][-1]
    day, case = START, None
    for name in path_to(kind, kind.papers[paper_name]):
        transition = kind.transitions[name]
        if case is None:
            data, role = _filled(kind, transition, day), transition.role[0]
            case, _answer = open_case(leader, unit, kind_name, name, day.isoformat(), data, role=role)
        else:
            day = _done(leader, case, kind, transition, day)
        day += dt.timedelta(days=1)
    assert case is not None
    return case


def _filled(kind: CaseKind, transition: KindTransition, day: dt.date) -> dict[str, Any]:
    """Every field of an act."""
    given = [*transition.fields, *transition.asks, *(need.field for need in transition.requires)]
    numbers = {paper.number for paper in kind.papers.values()}
    return {
        field: "17" if field in numbers else marked_value(kind.fields[field], day)
        for field in dict.fromkeys(given)
        if field in kind.fields and kind.fields[field].kind != "case"
    }


def _done(leader: User, case: Case, kind: CaseKind, transition: KindTransition, day: dt.date) -> dt.date:
    """Do an act; where its condition does not hold yet, first what the state allows beside, and let its days pass."""
    try:
        _act(leader, case, kind, transition, day)
    except NotAllowed as refused:
        if refused.answer.code != "condition":
            raise
        for one in kind.leaving(case.state).values():
            if one.to is None:
                with suppress(NotAllowed):
                    _act(leader, case, kind, one, day)
        day += PASSED
        _act(leader, case, kind, transition, day)
    return day


def _act(leader: User, case: Case, kind: CaseKind, one: KindTransition, day: dt.date) -> None:
    act_on(leader, case, one.name, day.isoformat(), _filled(kind, one, day), role=one.role[0])
