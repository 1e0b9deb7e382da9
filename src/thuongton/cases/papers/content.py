"""What stands in one paper of one case: which act it tells of, its values, its number and day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from thuongton.cases.definition.model import KindPaper
from thuongton.cases.engine.acts import CaseAct
from thuongton.cases.engine.state import FoldedCase, day_of
from thuongton.cases.papers.saying import HIDDEN, is_hidden, opened_by, printed_fields, value_words


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A line of a paper: the field, its label, its value in words; ``hidden``: the paper does not show it."""

    name: str
    label: str
    words: str
    hidden: bool = False


def told_act(case: FoldedCase, paper: KindPaper) -> CaseAct | None:
    """The act that a paper tells of: the last of its acts that was done; None when none was, or it tells of no act."""
    return next((act for act in reversed(case.acts) if act.do in paper.acts), None)


def is_ready(case: FoldedCase, paper: KindPaper) -> bool:
    """Whether the paper can be printed: an act that it tells of was done, or it tells of none."""
    return not paper.acts or told_act(case, paper) is not None


def raw_values(case: FoldedCase, paper: KindPaper) -> dict[str, Any]:
    """The values of the fields of a paper as they are kept, sealed ones sealed.

    A field that its act gives has the value that this act gave, corrected since, not what a later act gave.
    """
    act = told_act(case, paper)
    transition = case.kind.transitions.get(act.do) if act is not None else None
    own = transition.given if transition is not None else set()
    found = {}
    for name in printed_fields(case.kind, paper):
        value = _given(case, act, name) if act is not None and name in own else case.data.get(name)
        if value not in (None, "", [], {}):
            found[name] = value
    return found


def _given(case: FoldedCase, act: CaseAct, name: str) -> Any:
    """What an act gave, as corrected afterwards; what an earlier act of the same name gave is not meant."""
    later = case.acts[case.acts.index(act) + 1 :]
    corrected = any(one.act in later and one.field.rpartition(".")[2] == name for one in case.corrections)
    return case.given.get(act.do, {}).get(name) if name in act.data or corrected else None


def corrected_since(case: FoldedCase, paper: KindPaper, acts: int) -> bool:
    """Whether a value of the paper was corrected, or an act taken back, after the first ``acts`` acts recorded."""
    names = set(printed_fields(case.kind, paper))
    return any(
        one.act.seq is not None and one.act.seq >= acts and one.field.rpartition(".")[2] in names
        for one in case.corrections
    )


def lines_of(case: FoldedCase, paper: KindPaper, values: Mapping[str, Any], *, looked: bool) -> list[PaperLine]:
    """The lines of a paper; ``values`` are opened. Sensitive ones stay hidden unless somebody ``looked``."""
    closed = set() if looked else set(opened_by(case.kind, paper))
    lines = []
    for name in printed_fields(case.kind, paper):
        if name == paper.number or name == paper.day:
            continue
        field = case.kind.fields[name]
        words = value_words(field, values.get(name))
        hidden = is_hidden(case.kind, paper, name) or name in closed or words == HIDDEN
        lines.append(PaperLine(name, field.label.vi, HIDDEN if hidden and words else words, hidden))
    return lines


def stated_number(paper: KindPaper, values: Mapping[str, Any]) -> str:
    """The number that an act gave to the paper; "" for none."""
    return str(values.get(paper.number) or "").strip() if paper.number else ""


def stated_day(case: FoldedCase, paper: KindPaper, values: Mapping[str, Any]) -> dt.date | None:
    """The day that an act gave to the paper: what its field says, or the day of the act where that gave a number."""
    stated = day_of(values.get(paper.day)) if paper.day else None
    act = told_act(case, paper)
    return stated or (act.day if act is not None and stated_number(paper, values) else None)
