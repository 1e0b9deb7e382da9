"""Cases of every kind brought through their states, so that each of their papers has something to say."""

from __future__ import annotations

import datetime as dt
from typing import Any

from thuongton.cases.definition.library import known_kinds
from thuongton.cases.definition.model import CaseKind, KindField, KindPaper
from thuongton.cases.models import Case
from thuongton.cases.services import act_on, open_case
from thuongton.people.models import Unit, User

SECRET = "Bí mật riêng"
START = dt.date(2026, 8, 3)


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
        given = [*transition.fields, *transition.asks, *(need.field for need in transition.requires)]
        data = {
            field: marked_value(kind.fields[field], day)
            for field in dict.fromkeys(given)
            if field in kind.fields and kind.fields[field].kind != "case"
        }
        role = transition.role[0]
        if case is None:
            case, _answer = open_case(leader, unit, kind_name, name, day.isoformat(), data, role=role)
        else:
            act_on(leader, case, name, day.isoformat(), data, role=role)
        day += dt.timedelta(days=1)
    assert case is not None
    return case
