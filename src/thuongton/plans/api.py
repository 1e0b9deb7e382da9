"""Plans and tasks in the REST API: the same queries and services as the pages, nothing of its own."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query, Router
from ninja.pagination import paginate

from thuongton.documents.queries import visible_to as documents_visible_to
from thuongton.people.queries import today
from thuongton.people.requests import SignedInRequest
from thuongton.plans import api_shapes as s
from thuongton.plans.deadlines.due_words import provisional
from thuongton.plans.models import PartyRole, Task
from thuongton.plans.queries import tasks as task_queries
from thuongton.plans.queries.filters import Filters, filtered
from thuongton.plans.queries.turns import late_turns
from thuongton.plans.services import facts
from thuongton.plans.status import DONE, Basis, State
from thuongton.web.rest import AN_ID, ID, KEY, PROBLEMS, READS, WORDS, Day, Made, Pages, Text
from thuongton.web.routes import write_once

router = Router()
STATES = Query(None)
BASIS = Query(Basis.DECLARED)


@router.get("/plans", response={200: list[s.PlanOut], **READS}, operation_id="list_plans")
@paginate(Pages)
def plans(request: SignedInRequest) -> Any:
    """Plans one may see, the latest first."""
    return task_queries.plans_visible_to(request.user).order_by("-issued_on", "-id")


@router.get("/plans/{plan_id}/counts", response={200: s.CountsOut, **READS}, operation_id="count_plan")
def plan_counts(request: SignedInRequest, plan_id: int = ID, as_of: Day | None = None, basis: Basis = BASIS) -> Any:
    """How many tasks of a plan are in each state on a day (today unless told), as declared or as proven."""
    plan = get_object_or_404(task_queries.plans_visible_to(request.user), pk=plan_id)
    day = as_of or today()
    tasks = task_queries.visible_to(request.user).filter(plan=plan)
    found = task_queries.counts(tasks, day, basis)
    return {
        "as_of": day,
        "basis": str(basis),
        "total": sum(found.values()),
        "states": {str(state): number for state, number in found.items()},
        "overdue_turns": late_turns(tasks, day, basis),
    }


@router.get("/tasks", response={200: list[s.TaskOut], **READS}, operation_id="list_tasks")
@paginate(Pages)
def tasks(
    request: SignedInRequest,
    plan: int | None = AN_ID,
    states: list[State] = STATES,
    unit: int | None = AN_ID,
    words: Text = WORDS,
    as_of: Day | None = None,
    basis: Basis = BASIS,
) -> Any:
    """Tasks one may see with their status on a day, in the order of their plans."""
    day = as_of or today()
    rows = task_queries.with_status(task_queries.visible_to(request.user), day, basis)
    rows = filtered(rows, Filters(states=tuple(states or ()), unit=unit, words=words))
    if plan is not None:
        rows = rows.filter(plan=plan)
    return Made(
        rows.order_by("plan", "order", "pk").prefetch_related("parties"), lambda page: [_task(row) for row in page]
    )


@router.get("/tasks/{task_id}", response={200: s.TaskOut, **READS}, operation_id="get_task")
def task(request: SignedInRequest, task_id: int = ID, as_of: Day | None = None, basis: Basis = BASIS) -> Any:
    """One task with its status on a day."""
    day = as_of or today()
    rows = task_queries.with_status(task_queries.visible_to(request.user), day, basis)
    return _task(get_object_or_404(rows.prefetch_related("parties"), pk=task_id))


def _task(row: Task) -> dict[str, Any]:
    state = State(row.state)  # type: ignore[attr-defined]
    parties: dict[str, list[dict[str, Any]]] = {role: [] for role in PartyRole.values}
    for party in row.parties.all():
        parties[party.role].append({"name": party.name, "unit_id": party.unit_id})
    return {
        "id": row.pk,
        "plan_id": row.plan_id,
        "code": row.code,
        "title": row.title,
        "product": row.product,
        "timing_text": row.timing_text,
        "regular": row.regular,
        "state": state,
        "state_label": _(state.label),
        "window_start": row.start_now,  # type: ignore[attr-defined]
        "due": row.due_now,  # type: ignore[attr-defined]
        "provisional": provisional(row.due_now, row),  # type: ignore[attr-defined]
        "done_on": row.done_day,  # type: ignore[attr-defined]
        "unproven": state in DONE and row.done_on is None,
        "lead": parties[PartyRole.LEAD],
        "coordinating": parties[PartyRole.COORDINATE],
    }


@router.post(
    "/tasks/{task_id}/declarations", response={201: s.DeclarationOut, **PROBLEMS}, operation_id="declare_progress"
)
def declare(request: SignedInRequest, said: s.DeclarationIn, task_id: int = ID, key: str = KEY) -> Any:
    """Declare how a task stands for a period (khai báo); it never counts as a proof."""

    def act() -> dict[str, Any]:
        found = get_object_or_404(task_queries.visible_to(request.user), pk=task_id)
        made = facts.declare(
            request.user,
            found,
            said.state,
            said.period_end,
            period_start=said.period_start,
            done_on=said.done_on,
            result=said.result,
            note=said.note,
        )
        return {"id": made.pk, "task_id": made.task_id, "state": made.state, "period_end": made.period_end.isoformat()}

    return write_once(request, key, act)


@router.post("/tasks/{task_id}/proofs", response={201: s.ProofOut, **PROBLEMS}, operation_id="submit_proof")
def submit_proof(request: SignedInRequest, given: s.ProofIn, task_id: int = ID, key: str = KEY) -> Any:
    """Hand in the paper that proves a task; it closes the task once a leader or monitor accepts it."""

    def act() -> dict[str, Any]:
        found = get_object_or_404(task_queries.visible_to(request.user), pk=task_id)
        paper = get_object_or_404(documents_visible_to(request.user), pk=given.document_id)
        made = facts.submit_proof(
            request.user, found, paper, kind=given.kind, signed_on=given.signed_on, note=given.note
        )
        return {
            "id": made.pk,
            "task_id": made.task_id,
            "document_id": made.document_id,
            "signed_on": made.signed_on.isoformat(),
            "accepted_on": made.accepted_on.isoformat() if made.accepted_on else None,
        }

    return write_once(request, key, act)
