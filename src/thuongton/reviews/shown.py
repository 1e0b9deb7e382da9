"""A document under review as pages show it: its facts, its validity on the day, its grounds, what was said of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext

from thuongton.law.marks import MARKS, words_of
from thuongton.law.states import LegalState
from thuongton.reviews.grounds import rule_of
from thuongton.reviews.models import Judgement, ReviewGround, ReviewRow
from thuongton.reviews.states import WORDS, RowState, state_of
from thuongton.reviews.tables.steps import step_named

STATE_MARKS = {
    RowState.WAITING: "waiting",
    RowState.PROPOSED: "pending",
    RowState.DECIDED: "running",
    RowState.SETTLED: "proven",
}
"""How far a row has come, as states of the house."""


@dataclass(slots=True)
class DeskLine:
    """One row as a line. ``validity`` None: the register does not hold the document. ``territory`` is the old territory
    in which it holds and the sentence that says so."""

    row: ReviewRow
    day: dt.date
    validity: LegalState | None
    validity_by: str = ""
    territory: tuple[str, str] | None = None
    grounds: Sequence[ReviewGround] = field(default_factory=tuple)

    @property
    def number(self) -> str:
        """Its number, as the register has it where it holds the document."""
        return self.row.act.number if self.row.act is not None else self.row.number

    @property
    def title(self) -> str:
        """Its name."""
        act = self.row.act
        return (act.title or act.told_title if act is not None else "") or self.row.title

    @property
    def kind(self) -> str:
        """Its kind; "" where the register does not hold it."""
        return self.row.act.kind if self.row.act is not None else ""

    @property
    def issuer(self) -> str:
        """Who issued it."""
        return (self.row.act.issuer if self.row.act is not None else "") or self.row.issuer

    @property
    def issued_on(self) -> dt.date | None:
        """Its day of issue."""
        act = self.row.act
        return (act.issued_on or act.told_issued_on if act is not None else None) or self.row.issued_on

    @property
    def validity_mark(self) -> str:
        """Its validity as a state of the house."""
        return MARKS[self.validity] if self.validity is not None else "named_only"

    @property
    def validity_words(self) -> str:
        """Its validity in words."""
        if self.validity is None:
            return gettext("Chưa có trong sổ")
        return gettext(words_of(self.validity))

    @property
    def state(self) -> RowState:
        """How far it has come."""
        return state_of(self.row)

    @property
    def state_mark(self) -> str:
        """How far it has come, as a state of the house."""
        return STATE_MARKS[self.state]

    @property
    def state_words(self) -> str:
        """How far it has come, in words."""
        return str(WORDS[self.state])

    @property
    def due(self) -> dt.date | None:
        """By when it must be handled: as decided, else its own day."""
        decided = self.row.decision
        return decided.due if decided is not None and decided.due is not None else self.row.due

    @property
    def late(self) -> int:
        """By how many days it is late; 0 for none."""
        if self.due is None or self.row.settled_on is not None:
            return 0
        return max(0, (self.day - self.due).days)

    @property
    def proposed(self) -> str:
        """What is proposed, in words."""
        return judgement_words(self.row.proposal)

    @property
    def decided(self) -> str:
        """What is decided, in words."""
        return judgement_words(self.row.decision)

    @property
    def ground_words(self) -> str:
        """Why it is here: the first ground, and how many more there are."""
        if not self.grounds:
            return ""
        first = ground_words(self.grounds[0])
        return f"{first} (+{len(self.grounds) - 1})" if len(self.grounds) > 1 else first

    @property
    def all_grounds(self) -> str:
        """Every ground, for paper and Excel."""
        return "; ".join(ground_words(one) for one in self.grounds)


def judgement_words(told: Judgement | None) -> str:
    """A judgement in words: the action with the part and the document that it names."""
    if told is None:
        return ""
    words = str(told.get_action_display())
    if told.extent:
        words += f" ({told.extent})"
    if told.by_document:
        words += f" – {told.by_document}"
    return words


def ground_words(ground: ReviewGround) -> str:
    """A ground in words: the rule, by which document, through which basis."""
    words = rule_words(ground.rule)
    if ground.by is not None:
        words += f": {ground.by.number}"
    if ground.through is not None:
        words += " " + gettext("qua %(basis)s") % {"basis": ground.through.number}
    return words


def rule_words(rule: str) -> str:
    """What a rule of grounds says; its code where the rules do not have it any more."""
    found = rule_of(rule)
    return found.says.rstrip(".") if found is not None else rule


def clause_words(rule: str) -> str:
    """The clause of a rule of grounds, with «cần kiểm tra» where nobody has read it."""
    found = rule_of(rule)
    return found.cited if found is not None else ""


def step_words(step: str) -> str:
    """What a step of handling is called; its key where it is none of the list."""
    found = step_named(step)
    return found.label if found is not None else step
