"""Rights over cases: a case belongs to the unit that keeps its register."""

from __future__ import annotations

from thuongton.cases.models import Case, CaseEntry, CaseLook
from thuongton.people.models import Role, User
from thuongton.people.scopes import of_unit, register, worn

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


register(Case, of_unit())
register(CaseEntry, of_unit("case.unit"))
register(CaseLook, of_unit())
