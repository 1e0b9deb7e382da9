"""An act in hand: which act of which kind, on which case or for a new one, and what the clocks say of it now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from thuongton.cases.definition.conditions import CaseCondition, DaysBetween, FieldIs, FieldKnown, IsLate
from thuongton.cases.definition.model import CaseKind, KindField, KindTransition
from thuongton.cases.engine.acts import CaseAct, CaseAnswer, moment
from thuongton.cases.engine.clocks import CaseClock
from thuongton.cases.engine.fold import recorded_late
from thuongton.cases.engine.state import ActView, FoldedCase, is_late
from thuongton.cases.engine.timing import Timekeeper
from thuongton.cases.models import Case
from thuongton.cases.rights import role_of
from thuongton.cases.rows import local
from thuongton.cases.words import said_label
from thuongton.people.models import Unit, User


@dataclass(slots=True)
class ActInHand:
    """What a form of an act is about. ``case`` is None for an act that opens one, until ``made`` has it.

    ``folded`` is the case as it stands; ``shown`` its fields as the person may read them, for hints beside fields.
    """

    user: User
    unit: Unit
    kind: CaseKind
    transition: KindTransition
    time: Timekeeper
    folded: FoldedCase
    case: Case | None = None
    shown: Mapping[str, Any] = field(default_factory=dict)
    made: Case | None = None

    @property
    def page(self) -> str:
        """The address of the page with the form of the act."""
        if self.case is None:
            return reverse("cases:new-by", args=[self.kind.kind, self.transition.name])
        return reverse("cases:act", args=[self.case.uid, self.transition.name])

    @property
    def label(self) -> str:
        """The act in words."""
        return said_label(self.transition.label)

    @property
    def fields(self) -> dict[str, KindField]:
        """The fields that the act gives, in the order of its file: those it requires and asks for stand first."""
        names = [need.field for need in self.transition.requires if need.when is None]
        names += [*self.transition.fields, *(need.field for need in self.transition.requires), *self.transition.asks]
        own = [name for name in self.transition.fields if name in names]
        order = dict.fromkeys([*own, *names])
        return {name: self.kind.fields[name] for name in order}

    def view(self, data: Mapping[str, Any], when: dt.datetime, timed: bool) -> ActView:
        """The case as the act with this data would meet it."""
        act = CaseAct(self.transition.name, when, now(), role_of(self.user), "", data, None, timed)
        return ActView(self.folded, act, self.time)

    def late_clocks(self, view: ActView) -> list[CaseClock]:
        """The running clocks that the act answers to and comes after."""
        return [
            clock
            for clock in self.folded.clocks.values()
            if clock.clock.name in self.transition.within and not clock.over and is_late(clock, view.act, self.time)
        ]

    @property
    def kind_asks_why_late(self) -> bool:
        """Whether the kind itself requires a field when the act is late."""
        return any(need.when is not None and _speaks_of_lateness(need.when) for need in self.transition.requires)

    @property
    def wants_hour(self) -> bool:
        """Whether a clock in hours, or one that a closing hour shifts, begins or ends with this act."""
        touched = [
            clock
            for clock in self.kind.clocks.values()
            if not clock.off and any(one.act == self.transition.name for one in (*clock.starts, *clock.ends))
        ]
        return any(rule.unit in ("hour", "same_day") for clock in touched for rule in clock.rules)

    def needed_when(self, name: str) -> str:
        """When a field that is required under a condition is, in words; "" where it always or never is."""
        for need in self.transition.requires:
            if need.field == name and need.when is not None:
                return _("Bắt buộc %(when)s.") % {"when": said_condition(need.when, self.kind)}
        return ""


@dataclass(frozen=True, slots=True)
class ActOutcome:
    """What was done: the case after it, what the interpreter answered, whether it was recorded late."""

    case: Case
    answer: CaseAnswer
    label: str
    entered_late: bool = False

    @property
    def undo_facts(self) -> dict[str, Any]:
        """What taking it back must know: the case, and that nothing came after."""
        return {"case": str(self.case.uid), "acts": self.case.acts}

    @classmethod
    def of(cls, case: Case, answer: CaseAnswer, hand: ActInHand, on: str) -> ActOutcome:
        """What became of an act in hand that happened ``on`` a day."""
        when, timed = moment(on)
        act = CaseAct(hand.transition.name, when, now(), "", "", {}, None, timed)
        return cls(case, answer, hand.label, recorded_late(act, hand.time))


def now() -> dt.datetime:
    """This moment as the engine counts."""
    return local(timezone.now())


def _speaks_of_lateness(condition: CaseCondition) -> bool:
    return any(isinstance(part, IsLate) for part in condition.parts())


def said_condition(condition: CaseCondition, kind: CaseKind) -> str:
    """A condition on an act in words."""
    match condition:
        case IsLate(True):
            return _("khi đã quá hạn")
        case FieldIs(name, values) if name in kind.fields:
            field_ = kind.fields[name]
            words = [_value_words(field_, value) for value in values]
            return _("khi «%(field)s» là %(value)s") % {
                "field": said_label(field_.label),
                "value": _(" hoặc ").join(f"«{one}»" for one in words),
            }
        case FieldKnown(name, True) if name in kind.fields:
            return _("khi đã ghi «%(field)s»") % {"field": said_label(kind.fields[name].label)}
        case DaysBetween(first, last, None, int(most)) if first in kind.fields and last in kind.fields:
            return _("khi từ «%(first)s» đến «%(last)s» chưa đủ %(days)d ngày") % {
                "first": said_label(kind.fields[first].label),
                "last": said_label(kind.fields[last].label),
                "days": most + 1,
            }
    return _("trong trường hợp sổ này quy định")


def _value_words(field_: KindField, value: Any) -> str:
    if isinstance(value, bool):
        return _("có") if value else _("không")
    return said_label(field_.choices[value]) if value in field_.choices else str(value)
