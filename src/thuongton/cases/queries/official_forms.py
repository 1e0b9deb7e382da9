"""Official forms as an administrator sees them: every paper of every kind, and what was loaded for it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from thuongton.cases.definition.library import known_kinds
from thuongton.cases.definition.model import CaseKind, KindPaper
from thuongton.cases.models import OfficialForm
from thuongton.cases.queries.papers import forms_for
from thuongton.people.models import Role, Unit, User
from thuongton.people.queries import in_scope
from thuongton.people.scopes import worn


@dataclass(frozen=True, slots=True)
class FormState:
    """A paper of a kind and the official form that fills it in a unit; None: our own layout."""

    kind: CaseKind
    paper: KindPaper
    form: OfficialForm | None


def unit_of_forms(user: User) -> Unit | None:
    """The unit for which the hat worn sees official forms: that of its scope."""
    hat = worn(user)
    return hat.scope if hat is not None else None


def loads_forms(user: User) -> bool:
    """Whether the hat worn loads official forms."""
    hat = worn(user)
    return hat is not None and hat.role == Role.ADMINISTRATOR and hat.scope is not None


def forms_visible_to(user: User) -> QuerySet[OfficialForm]:
    """Official forms that one may see: those of the units in scope and those that hold there, of the units above."""
    unit = unit_of_forms(user)
    above = Q(unit__in=[unit.pk, *unit.ancestor_ids]) if unit is not None else Q(pk__in=())
    return OfficialForm.objects.filter(in_scope(user) | above).select_related("unit", "file", "user").distinct()


def forms_to_withdraw(user: User) -> QuerySet[OfficialForm]:
    """Official forms in use that the hat worn may withdraw."""
    found = OfficialForm.objects.filter(in_scope(user), withdrawn_on=None)
    return found if loads_forms(user) else found.none()


def states_of_forms(unit: Unit) -> list[FormState]:
    """Every paper of every kind with the form that fills it in a unit."""
    loaded = forms_for(unit)
    return [
        FormState(versions[-1], paper, loaded.get((name, paper.name)))
        for name, versions in sorted(known_kinds().items(), key=lambda one: one[1][-1].label.vi)
        for paper in versions[-1].papers.values()
    ]
