"""The act that a page is about: which kind, which case, whether the hat worn may do it at all."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from thuongton.cases.act_in_hand import ActInHand
from thuongton.cases.definition.library import kind_on
from thuongton.cases.definition.model import CaseKind, KindTransition
from thuongton.cases.engine.built_in import BUILT_IN
from thuongton.cases.engine.state import FoldedCase
from thuongton.cases.models import Case
from thuongton.cases.queries.cases import fields_of, folded, kinds_for, timekeeper, visible_to
from thuongton.cases.rights import acts_on, role_of
from thuongton.people.models import Unit, User
from thuongton.people.queries import today
from thuongton.people.scopes import demand, writing_unit


def register_unit(user: User) -> Unit:
    """The unit in whose registers the hat worn writes. Raises PermissionDenied for one that only reads."""
    unit = writing_unit(user)
    if unit is None or not role_of(user):
        raise PermissionDenied(_("Vai trò hiện tại chỉ được xem, không ghi hồ sơ vào sổ."))
    return unit


def kind_to_open(user: User, name: str) -> tuple[Unit, CaseKind]:
    """The unit and the kind in force today of a register that it keeps. Raises Http404, PermissionDenied."""
    unit = register_unit(user)
    newest = kinds_for(unit).get(name)
    if newest is None:
        raise Http404
    return unit, kind_on(name, today()) or newest


def opening_acts(user: User, kind: CaseKind) -> list[KindTransition]:
    """The acts by which the hat worn opens a case of a kind."""
    return [one for one in kind.leaving(None).values() if role_of(user) in one.role]


def opening(user: User, kind: str, do: str) -> ActInHand:
    """The opening of a case by an act. Raises Http404, PermissionDenied."""
    unit, found = kind_to_open(user, kind)
    transition = next((one for one in opening_acts(user, found) if one.name == do), None)
    if transition is None:
        raise Http404
    return ActInHand(user, unit, found, transition, timekeeper(unit), FoldedCase(found, "", str(unit.pk)))


def case_to_write(user: User, uid: UUID) -> Case:
    """A case that one may see and write. Raises Http404, PermissionDenied."""
    case = get_object_or_404(visible_to(user).select_related("unit", "handler"), uid=uid)
    demand(user, case)
    if not acts_on(user, case):
        raise PermissionDenied(_("Vai trò hiện tại chỉ được xem."))
    return case


def acting(user: User, uid: UUID, do: str) -> ActInHand:
    """An act on a case, one that its kind has, possible now or not. Raises Http404, PermissionDenied."""
    case = case_to_write(user, uid)
    time = timekeeper(case.unit)
    now = folded(case, time)
    transition = now.kind.transitions.get(do)
    if transition is None or transition.opens or do in BUILT_IN:
        raise Http404
    shown = fields_of(case, data={name: case.data[name] for name in transition.given if name in case.data})
    return ActInHand(user, case.unit, now.kind, transition, time, now, case, shown)
