"""Rights over cases: a case belongs to the unit that keeps its register."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from thuongton.calendars.queries import may_change
from thuongton.cases.definition.model import OFFICE
from thuongton.cases.models import (
    Case,
    CaseAttachment,
    CaseEntry,
    CaseImport,
    CaseLook,
    CasePaper,
    CaseTransfer,
    InstalledKind,
    KeepingRule,
    KindMove,
    OfficialForm,
)
from thuongton.people.models import Role, User
from thuongton.people.scopes import NOTHING, Right, Rights, holds, of_unit, over_unit, register, up_to, worn

ROLES = {
    Role.OFFICER: "congchuc",
    Role.LEADER: "lanhdao",
    Role.MONITOR: "kiemtra",
    Role.INSPECTOR: "kiemtra",
    Role.CITIZEN: "nguoidan",
}
"""The hat worn → the role of kind files."""
SYSTEM = "he_thong"


def role_of(user: User | None) -> str:
    """The role of kind files that the hat worn has; the system's for None, "" for who has none there."""
    if user is None:
        return SYSTEM
    hat = worn(user)
    return ROLES.get(Role(hat.role), "") if hat is not None else ""


def acts_on(user: User, case: Case) -> bool:
    """Whether the hat worn may do acts on a case: one of the office, with the right over it; controllers read."""
    return role_of(user) in OFFICE and holds(user, case)


def opens_closed(user: User, case: Case) -> bool:
    """Whether a person may open what is closed to all but the handler and the leader of a case (with a purpose)."""
    if user.pk == case.handler_id:
        return holds(user, case, Right.ACT)
    hat = worn(user)
    return hat is not None and hat.role == Role.LEADER and hat.unit_id == case.unit_id


def keeps_installation(user: User | None) -> bool:
    """Whether the hat worn administers the whole installation: its top unit, the same that keeps the days of all."""
    return user is None or (user.is_authenticated and may_change(user, None))


def _of_installation(user: User, _row: Any) -> Rights:
    """What holds for every unit: read by people of an office, kept by the administrator of the installation."""
    hat = worn(user)
    if hat is None or hat.scope is None:
        return NOTHING
    return up_to(Right.READ) | ({Right.ADMINISTER} if keeps_installation(user) else frozenset())


def _of_both(user: User, row: CaseTransfer) -> Rights:
    """What a hat may do to a transfer: that of the unit which gives and that of the unit which takes."""
    return over_unit(user, row.giver) | over_unit(user, row.taker)


def _words(_row: Any, _right: Right) -> str:
    return _("Chỉ quản trị viên của đơn vị cao nhất, nơi giữ lịch chung, được làm việc này.")


register(InstalledKind, _of_installation, _words)
register(KeepingRule, _of_installation, _words)
register(Case, of_unit())
register(CaseAttachment, of_unit("case.unit"))
register(CaseEntry, of_unit("case.unit"))
register(CaseLook, of_unit())
register(CasePaper, of_unit("case.unit"))
register(CaseTransfer, _of_both)
register(KindMove, of_unit())
register(OfficialForm, of_unit())
register(CaseImport, of_unit())
