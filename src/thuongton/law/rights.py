"""Rights over the register of law: everybody of an office reads it; «giữ sổ pháp luật» is of a few.

The register holds for every unit, so that a commune does not change what another one goes by: it is kept by people who
write for a body of the province or above, or for the top unit of the installation (docs/decisions/0062).
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from thuongton.law.models import (
    ActMention,
    ActOrder,
    ActQuestion,
    ActRecord,
    ActText,
    ImpactFinding,
    LawFollow,
    LawImport,
    LawImportFile,
    LegalAct,
)
from thuongton.people.models import UnitKind, User
from thuongton.people.scopes import NOTHING, Right, Rights, over_unit, register, up_to, worn

OF_THE_PROVINCE = frozenset({UnitKind.CENTRAL, UnitKind.PROVINCE, UnitKind.DEPARTMENT})


def keeps_register(user: User | None) -> bool:
    """Whether the hat worn keeps the register of law; None stands for the operator of the machine."""
    if user is None:
        return True
    hat = worn(user)
    if hat is None or hat.scope is None or not hat.writes:
        return False
    unit = hat.unit or hat.scope
    return unit.kind in OF_THE_PROVINCE or unit.parent_id is None


def demand_reader(user: Any) -> None:
    """Refuse who has no office: the register is read by people of one. Raises PermissionDenied."""
    hat = worn(user)
    if hat is None or hat.scope is None:
        raise PermissionDenied(_words(None, Right.READ))


def demand_keeper(user: User | None) -> None:
    """Refuse who does not keep the register. Raises PermissionDenied."""
    if not keeps_register(user):
        raise PermissionDenied(_words(None, Right.CORRECT))


def _over_register(user: User, _row: Any) -> Rights:
    hat = worn(user)
    if hat is None or hat.scope is None:
        return NOTHING
    return up_to(Right.DECIDE) | {Right.CORRECT} if keeps_register(user) else up_to(Right.READ)


def _over_impact(user: User, finding: ImpactFinding) -> Rights:
    """A finding on what a unit keeps belongs to that unit; one on an act of the register to those who keep it."""
    return over_unit(user, finding.unit) if finding.unit_id is not None else _over_register(user, finding)


def _of_oneself(user: User, follow: LawFollow) -> Rights:
    return up_to(Right.ACT) if follow.user_id == user.pk else NOTHING


def _words(_row: Any, right: Right) -> str:
    if right is Right.READ:
        return _("Vai trò hiện tại không xem sổ pháp luật.")
    return _("Sổ pháp luật dùng chung do đơn vị cấp tỉnh trở lên giữ; vai trò hiện tại chỉ được xem.")


for _model in (LegalAct, ActText, ActOrder, ActMention, ActQuestion, ActRecord):
    register(_model, _over_register, _words)
register(LawImport, _over_register, _words)
register(LawImportFile, _over_register, _words)
register(ImpactFinding, _over_impact)
register(LawFollow, _of_oneself)
