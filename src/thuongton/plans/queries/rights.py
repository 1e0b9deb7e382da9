"""What the hat worn may do to a plan and to a task: read, report for its part, act, or decide."""

from __future__ import annotations

from enum import IntEnum

from thuongton.people.models import COMMUNE_KINDS, Hat, Role, Unit, UnitKind, User
from thuongton.plans.models import PartyRole, Plan, Task

DECIDERS = (Role.LEADER, Role.MONITOR)


class Right(IntEnum):
    """Rights over one task, each with those before it."""

    NONE = 0
    READ = 1
    PART = 2  # one of several leads, or of a class of units that leads: declares for itself, discusses
    ACT = 3  # the one lead, or an officer of the plan's unit: declares, submits products, asks for extensions
    DECIDE = 4  # leader or monitor over the plan's unit: accepts, grants, cancels


def right_on(user: User, task: Task) -> Right:
    """The right of the hat worn over a task; prefetch ``parties__unit`` to ask for many tasks."""
    hat = user.hat if user.is_authenticated else None
    if hat is None or hat.scope is None:
        return Right.NONE
    if hat.scope.covers(task.unit):
        return Right.READ if not hat.writes else Right.DECIDE if hat.role in DECIDERS else Right.ACT
    leads = [party for party in task.parties.all() if party.role == PartyRole.LEAD]
    mine = [party for party in leads if party.unit is not None and hat.scope.covers(party.unit)]
    above = task.unit.covers(hat.scope)
    member = above and any(in_category(hat.scope, party.category) for party in leads)
    if hat.writes and mine:
        return Right.ACT if len(leads) == 1 else Right.PART
    if hat.writes and member:
        return Right.PART
    named = any(party.unit is not None and hat.scope.covers(party.unit) for party in task.parties.all())
    return Right.READ if above or named else Right.NONE


def in_category(unit: Unit, category: str) -> bool:
    """Whether a unit belongs to a class of units that a plan names («UBND cấp xã», «các sở, ban, ngành cấp tỉnh»)."""
    kinds = {
        "departments": (UnitKind.DEPARTMENT,),
        "communes": COMMUNE_KINDS,
        "offices": (UnitKind.OFFICE,),
    }
    return unit.kind in kinds.get(category, ())


def may_write(user: User, plan: Plan) -> bool:
    """Whether the hat worn may change the plan itself: its facts, events, links (officer, leader, monitor in scope)."""
    hat = user.hat if user.is_authenticated else None
    return bool(hat and hat.scope and hat.writes and hat.scope.covers(plan.unit))


def may_decide(user: User, plan: Plan) -> bool:
    """Whether the hat worn accepts products, grants extensions and cancels tasks of the plan (leader, monitor)."""
    return may_write(user, plan) and _hat(user).role in DECIDERS


def _hat(user: User) -> Hat:
    if user.hat is None:
        raise ValueError("no hat")
    return user.hat
