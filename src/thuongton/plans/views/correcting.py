"""«Sửa nhiệm vụ», «Sửa kế hoạch», «Rút khỏi theo dõi»: what stands now, what was typed, and the days it would give."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.calendars.queries import calendar
from thuongton.people.models import User
from thuongton.people.queries import today
from thuongton.people.requests import SignedInRequest
from thuongton.people.scopes import Right, demand
from thuongton.plans.forms.correcting import PlanForm, TaskForm, WithdrawPlanForm
from thuongton.plans.models import Plan, Task
from thuongton.plans.queries import correcting as queries
from thuongton.plans.queries.pages import plan_or_404
from thuongton.plans.queries.plan_moves import Moves
from thuongton.plans.queries.tasks import visible_to
from thuongton.plans.services.confirming import names_of
from thuongton.plans.services.correcting import DeadlinesMove, correct_plan, correct_task
from thuongton.plans.services.withdrawing import withdraw_plan
from thuongton.plans.taking_in.previewing import TimingPreview, preview
from thuongton.web.acts import Act, Acts, Offered, Refused
from thuongton.web.forms.marks import ChangedMeanwhile
from vanban.text import join_lines
from vanban.timing import read_timing


def _read(task: Task, form: TaskForm) -> TimingPreview:
    trigger = task.trigger
    return preview(
        form.phrase,
        title=form["title"].value() or "",
        issued=task.plan.issued_on,
        event_day=trigger.occurred_on if trigger else None,
        agreed_days=task.plan.agreed_days,
        first=max(filter(None, (task.plan.issued_on, task.plan.tracked_from)), default=today()),
        calendar=calendar(unit=task.unit),
    )


def _correct(user: User, task: Task, form: TaskForm) -> None:
    given, fields, timing = form.cleaned_data, form.changed_fields, None
    if form.phrase != join_lines(task.timing_text):
        fields["timing_text"] = form.phrase
        timing = read_timing(form.phrase or None, issued=task.plan.issued_on)
    correct_task(
        user,
        task,
        given["reason"],
        document=given["document"],
        seen=given["seen"],
        timing=timing,
        leads=names_of(given["lead"]),
        coordinating=names_of(given["coordinating"]),
        **fields,
    )


def task_edit(request: SignedInRequest, task_id: int) -> HttpResponse:
    """Correct a task. A deadline that was typed anew is first shown as the machine reads it, then saved."""
    found = visible_to(request.user).select_related("plan__unit", "unit", "section", "trigger")
    task = get_object_or_404(found, pk=task_id)
    demand(request.user, task, Right.CORRECT)
    form = TaskForm(user=request.user, record=task)
    shown: TimingPreview | None = None
    now: dict[str, Any] | None = None
    status = 200
    if request.method == "POST":
        form = TaskForm(request.POST, user=request.user, record=task)
        if form.only_looks:
            shown = _read(task, form)
            form.look_only()
        elif form.is_valid():
            try:
                _correct(request.user, task, form)
            except ValidationError as error:
                form.refuse(error)
                if isinstance(error, ChangedMeanwhile):  # theirs stands beside what was typed here
                    task.refresh_from_db()
                    now = TaskForm(user=request.user, record=task).typed
            else:
                messages.success(request, _("Đã sửa nhiệm vụ %(code)s; lý do ở phần lịch sử.") % {"code": task.code})
                return redirect("plans:task", task.pk)
        if form.is_refused:
            status = 400
            shown = _read(task, form) if form.phrase != join_lines(task.timing_text) else None
    context = {
        "room": "plans",
        "task": task,
        "plan": task.plan,
        "form": form,
        "typed": form.typed | ({"seen": now["seen"]} if now else {}),
        "now": now,
        "shown": shown,
    }
    return render(request, "plans/correct_task.html", context, status=status)


def _correct_plan(user: User, plan: Plan, form: PlanForm) -> None:
    given = form.cleaned_data
    offered = {one.pk for one in queries.above_of(user, plan)}
    kept = [one for one in plan.implements.all() if one.pk not in offered]  # not theirs to drop
    correct_plan(
        user,
        plan,
        given["reason"],
        document=given["document"],
        seen=given["seen"],
        agreed=given["agreed"],
        unit=given["unit"],
        implements=[*given.get("implements", ()), *kept],
        **form.changed_fields,
    )


def _show_plan(
    request: SignedInRequest, plan: Plan, form: PlanForm, refused: Refused | None = None, moves: Moves | None = None
) -> HttpResponse:
    keeps = queries.what_keeps(plan)
    context = {
        "room": "plans",
        "plan": plan,
        "form": form,
        "typed": form.typed,
        "moves": moves,
        "keeps": keeps,
        "offered": Offered(PLAN, request.user, plan, keeps, "plans:plan-", (plan.pk,), refused=refused),
    }
    return render(request, "plans/correct_plan.html", context, status=400 if refused or form.is_refused else 200)


def plan_edit(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Correct a plan; a plan with a paper takes number and day from there, and says so.

    A correction that moves deadlines is not written before the person was shown which, and said so.
    """
    plan = plan_or_404(request.user, plan_id)
    demand(request.user, plan, Right.CORRECT)
    if request.method != "POST":
        return _show_plan(request, plan, PlanForm(user=request.user, record=plan))
    form = PlanForm(request.POST, user=request.user, record=plan)
    if form.is_valid():
        try:
            _correct_plan(request.user, plan, form)
        except DeadlinesMove as error:
            plan.refresh_from_db()
            return _show_plan(request, plan, form.seen_anew(error.moves.mark, "agreed"), moves=error.moves)
        except ValidationError as error:
            plan.refresh_from_db()
            if isinstance(error, ChangedMeanwhile):
                form = form.seen_anew(queries.mark_of_plan(plan))
            form.refuse(error)
        else:
            messages.success(request, _("Đã sửa kế hoạch; lý do ở phần lịch sử."))
            return redirect("plans:plan", plan.pk)
    return _show_plan(request, plan, form)


def _found(user: User, plan_id: int) -> Plan:
    plan = plan_or_404(user, plan_id)
    demand(user, plan, Right.CORRECT)
    return plan


def _refused(request: SignedInRequest, plan: Plan, refused: Refused) -> HttpResponse:
    return _show_plan(request, plan, PlanForm(user=request.user, record=plan), refused)


def _after(plan: Plan) -> str:
    paper = plan.document or plan.source
    return reverse("documents:document", args=[paper.pk]) if paper is not None else reverse("plans:list")


PLAN = Acts(
    (
        Act(
            "rut", gettext_lazy("Rút kế hoạch khỏi theo dõi"), withdraw_plan, code="withdraw", danger=True,
            form=WithdrawPlanForm, may=lambda keeps: not keeps, leads=_after,
            said=gettext_lazy("Đã rút kế hoạch khỏi theo dõi. Đưa vào lại bất cứ lúc nào từ văn bản của nó."),
        ),
    ),
    _found,
    _refused,
    lambda plan: reverse("plans:plan-edit", args=[plan.pk]),
)  # fmt: skip
urls = [
    path("nhiem-vu/<int:task_id>/sua/", task_edit, name="task-edit"),
    path("<int:plan_id>/sua/", plan_edit, name="plan-edit"),
    *PLAN.urls("<int:plan_id>/", "plan-"),
]
