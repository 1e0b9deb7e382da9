"""Rights over cases: a case belongs to the unit that keeps its register."""

from __future__ import annotations

from thuongton.cases.models import Case, CaseEntry, CaseImport, CaseLook, CasePaper, OfficialForm
from thuongton.people.models import Role, User
from thuongton.people.scopes import Right, holds, of_unit, register, worn

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


def opens_closed(user: User, case: Case) -> bool:
    """Whether a person may open what is closed to all but the handler and the leader of a case (with a purpose)."""
    if user.pk == case.handler_id:
        return holds(user, case, Right.ACT)
    hat = worn(user)
    return hat is not None and hat.role == Role.LEADER and hat.unit_id == case.unit_id


register(Case, of_unit())
register(CaseEntry, of_unit("case.unit"))
register(CaseLook, of_unit())
register(CasePaper, of_unit("case.unit"))
register(OfficialForm, of_unit())
register(CaseImport, of_unit())
