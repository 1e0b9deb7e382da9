"""What the hat worn may do to plans, tasks and what hangs on them: read, report for its part, act, or decide.

What the task itself says (its facts, declarations for the whole, products, deadlines) follows the right over the task.
What is a unit's own affair (whom it gave the work to, its steps, what it said) is written by that unit and those above
it alone, whatever the right over the task: a lead does not touch it for the unit of the plan, nor for another lead.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from thuongton.people.models import COMMUNE_KINDS, Hat, Unit, UnitKind, User
from thuongton.people.scopes import DECIDERS, NOTHING, Right, Rights, of_unit, over_unit, refusal, register, up_to, worn
from thuongton.plans.models import (
    Assignment,
    Comment,
    Coverage,
    DeadlineChange,
    Declaration,
    LinkConsent,
    LinkOffer,
    Occurrence,
    PartyRole,
    Plan,
    Proof,
    Proposal,
    Section,
    StatedFigure,
    Subtask,
    Task,
    Trigger,
)
from thuongton.plans.queries.tasks import plans_visible_to

__all__ = ["DECIDERS", "Right", "in_category", "may_correct", "may_decide", "may_write", "right_of", "right_on"]


def right_on(user: User, task: Task) -> Right:
    """The right of the hat worn over a task; prefetch ``parties__unit`` to ask for many tasks.

    ``PART`` is that of one of several leads, or of a class of units that leads: it declares for itself and discusses.
    ``ACT`` is that of the one lead, or of an officer of the plan's unit: declares, submits products, asks for
    extensions. ``DECIDE`` is that of a leader or monitor over the plan's unit: accepts, grants, cancels.
    """
    return right_of(user.hat if user.is_authenticated else None, task)


def right_of(hat: Hat | None, task: Task) -> Right:
    """The right of one hat over a task."""
    if hat is None or hat.scope is None:
        return Right.NONE
    if hat.scope.covers(task.unit):
        return Right.READ if not hat.writes else Right.DECIDE if hat.role in DECIDERS else Right.ACT
    leads = [party for party in task.parties.all() if party.role == PartyRole.LEAD]
    mine = [party for party in leads if party.unit is not None and hat.scope.covers(party.unit)]
    tracked = task.plan.tracked_from is not None  # a plan kept for comparison is not read below
    member = tracked and task.unit.covers(hat.scope) and any(in_category(hat.scope, party.category) for party in leads)
    if hat.writes and mine:
        return Right.ACT if len(leads) == 1 else Right.PART
    if hat.writes and member:
        return Right.PART
    named = any(party.unit is not None and hat.scope.covers(party.unit) for party in task.parties.all())
    above = tracked and any(
        place.pk != task.unit_id and task.unit.covers(place) for place in (hat.scope, hat.unit) if place is not None
    )
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
    return Right.ACT in over_unit(user, plan.unit)


def may_decide(user: User, plan: Plan) -> bool:
    """Whether the hat worn accepts products, grants extensions and cancels tasks of the plan (leader, monitor)."""
    return Right.DECIDE in over_unit(user, plan.unit)


def may_correct(user: User, plan: Plan) -> bool:
    """Whether the hat worn corrects what the plan says, and takes tasks out of it."""
    return Right.CORRECT in _correcting(user, plan.unit)


def _correcting(user: User, unit: Unit) -> Rights:
    """The right to correct: of leaders and monitors for every plan of their scope, of an officer for the own unit's.

    What the unit itself issued is corrected by its officers; the plan of a unit below by those who answer for it.
    """
    hat = worn(user)
    if hat is None or hat.scope is None or not hat.writes or not hat.scope.covers(unit):
        return frozenset()
    own = hat.role in DECIDERS or unit.pk in (hat.scope_id, hat.unit_id)
    return frozenset({Right.CORRECT}) if own else frozenset()


def _over_task(user: User, task: Task) -> Rights:
    return up_to(right_on(user, task)) | _correcting(user, task.unit)


def _over_row(user: User, row: Proof | DeadlineChange | Occurrence) -> Rights:
    return up_to(right_on(user, row.task))


def _over_plan(user: User, plan: Plan) -> Rights:
    own = over_unit(user, plan.unit)
    if Right.READ in own or plan.pk is None:
        return own | _correcting(user, plan.unit)
    return up_to(Right.READ) if plans_visible_to(user).filter(pk=plan.pk).exists() else NOTHING


def _over_own(user: User, row: Assignment | Subtask | Comment) -> Rights:
    """What a unit keeps for itself on a task: written by the unit, while it may still write a part of the task."""
    own = over_unit(user, row.unit)
    if Right.PART not in own:
        return own
    return own if right_on(user, row.task) >= Right.PART else up_to(Right.READ)


def _over_declaration(user: User, said: Declaration) -> Rights:
    if said.unit is not None:
        return over_unit(user, said.unit)
    return up_to(right_on(user, said.task))


def _over_coverage(user: User, row: Coverage) -> Rights:
    """A decision in a matrix is that of the keeper of the higher plan, or of the side that made it."""
    higher = over_unit(user, row.higher.unit)
    return higher if Right.ACT in higher else over_unit(user, row.unit)


def _words_of_task(task: Task, right: Right) -> str:
    if right in (Right.READ, Right.DECIDE, Right.CORRECT):
        return refusal(task.unit, right)
    return _("Vai trò hiện tại không được cập nhật nhiệm vụ %(code)s.") % {"code": task.code}


def _words_of_row(row: Proof | DeadlineChange | Occurrence, right: Right) -> str:
    return _words_of_task(row.task, right)


register(Plan, _over_plan)
register(Task, _over_task, _words_of_task)
for _model in (Proof, DeadlineChange, Occurrence):
    register(_model, _over_row, _words_of_row)
for _own in (Assignment, Subtask, Comment):
    register(_own, _over_own)
register(Declaration, _over_declaration)
register(Coverage, _over_coverage)
for _part in (Section, Trigger, StatedFigure):
    register(_part, of_unit("plan.unit"))
for _side in (LinkOffer, LinkConsent):  # each side answers, or withdraws, for its own task
    register(_side, of_unit("task.unit"))
register(Proposal, of_unit("intake.unit"))
