"""The acts that every kind has, in hand on one case: correcting a field, taking the last act back, a newer version."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from thuongton.cases.definition.library import known_kinds
from thuongton.cases.definition.model import CaseKind, KindField, KindTransition
from thuongton.cases.engine.acts import CaseSentence
from thuongton.cases.engine.built_in import BUILT_IN, CORRECT, MOVE, UNDO
from thuongton.cases.engine.fold import effective
from thuongton.cases.engine.moving import why_not_moved
from thuongton.cases.engine.state import FoldedCase
from thuongton.cases.engine.timing import Timekeeper
from thuongton.cases.models import Case
from thuongton.cases.queries.cases import MASKED, acts_by_case, fields_of, folded, timekeeper
from thuongton.cases.queries.in_hand import case_to_write
from thuongton.cases.shown.history import act_label
from thuongton.cases.shown.values import value_words
from thuongton.cases.words import said_label
from thuongton.people.models import User


@dataclass(slots=True)
class BuiltInHand:
    """A built-in act on a case. ``corrects`` is the field and ``stands`` its value; ``newer`` the versions to move
    to with what forbids each; ``last`` the act that would be taken back, in words."""

    user: User
    case: Case
    folded: FoldedCase
    time: Timekeeper
    transition: KindTransition
    corrects: KindField | None = None
    stands: Any = None
    last: str = ""
    newer: list[tuple[CaseKind, list[CaseSentence]]] = field(default_factory=list)

    @property
    def kind(self) -> CaseKind:
        """The kind of the case in its version."""
        return self.folded.kind

    @property
    def unit(self) -> Any:
        """The unit that keeps the case."""
        return self.case.unit

    @property
    def page(self) -> str:
        """The address of the page with the form that corrects the field."""
        return reverse("cases:correct-field", args=[self.case.uid, self.corrects.name if self.corrects else ""])

    @property
    def label(self) -> str:
        """The act in words."""
        return said_label(self.transition.label)

    @property
    def hidden(self) -> bool:
        """Whether what stands in the field is masked."""
        return self.stands == MASKED

    @property
    def stands_words(self) -> str:
        """What stands in the field, in words; "" where it is masked or empty."""
        return value_words(self.corrects, self.stands) if self.corrects is not None and not self.hidden else ""


def _hand(user: User, uid: UUID, do: str) -> BuiltInHand:
    case = case_to_write(user, uid)
    time = timekeeper(case.unit)
    acts = acts_by_case([case]).get(case.pk, [])
    hand = BuiltInHand(user, case, folded(case, time, acts), time, BUILT_IN[do])
    standing = effective(acts)
    if len(standing) > 1:
        hand.last = act_label(hand.kind, standing[-1].do)
    return hand


def correcting(user: User, uid: UUID, name: str) -> BuiltInHand:
    """The correction of a field that the case has been given. Raises Http404, PermissionDenied."""
    hand = _hand(user, uid, CORRECT)
    found = hand.kind.fields.get(name)
    if found is None or name not in correctable(hand.folded):
        raise Http404
    hand.corrects = found
    hand.stands = fields_of(hand.case, data={name: hand.case.data.get(name)}).get(name)
    return hand


def correctable(case: FoldedCase) -> list[str]:
    """The fields that an act of the case gave or could have given, in the order of the kind."""
    given: set[str] = set()
    for act in case.given:
        if act in case.kind.transitions:
            given |= case.kind.transitions[act].given
    return [name for name in case.kind.fields if name in given or name in case.data]


def to_correct(user: User, uid: UUID) -> tuple[BuiltInHand, list[tuple[str, str, str]]]:
    """The fields of a case that can be corrected: name, label, what stands there. Raises Http404, PermissionDenied."""
    hand = _hand(user, uid, CORRECT)
    shown = fields_of(hand.case)
    rows = []
    for name in correctable(hand.folded):
        one, value = hand.kind.fields[name], shown.get(name)
        rows.append((name, said_label(one.label), "" if value == MASKED else value_words(one, value)))
    return hand, rows


def taking_back(user: User, uid: UUID) -> BuiltInHand:
    """Taking the last act of a case back. Raises Http404, PermissionDenied."""
    return _hand(user, uid, UNDO)


def moving(user: User, uid: UUID) -> BuiltInHand:
    """Moving a case to a newer version of its kind. Raises Http404, PermissionDenied."""
    hand = _hand(user, uid, MOVE)
    versions = [one for one in known_kinds().get(hand.case.kind, ()) if one.version > hand.kind.version]
    hand.newer = [(one, list(why_not_moved(hand.folded, one))) for one in versions]
    return hand
