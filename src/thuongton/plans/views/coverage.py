"""The coverage matrix of a plan, one cell of it opened, its Excel sheet, and tasks that are the same work."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuongton.people.requests import SignedInRequest
from thuongton.plans.coverage_sheet import write_matrix
from thuongton.plans.models import Task, Verdict
from thuongton.plans.queries import coverage, twins
from thuongton.plans.queries.coverage import SIGNS, Matrix, Pair
from thuongton.plans.queries.tasks import visible_to
from thuongton.plans.services.coverage import decide_coverage, link_tasks, undo_coverage, unlink_task

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _matrix(request: SignedInRequest, plan_id: int) -> Matrix:
    chosen = [int(one) for one in request.GET.getlist("voi") if one.isdecimal()]
    matrix = coverage.matrix_of(request.user, plan_id, chosen or None)
    if matrix is None:
        raise Http404
    return matrix


@login_required
def matrix_page(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """The matrix: the higher plan's tasks by group, one column for each lower plan; the groups alone at first."""
    matrix = _matrix(request, plan_id)
    context = {
        "room": "plans",
        "plan": matrix.plan,
        "matrix": matrix,
        "columns": list(zip(matrix.columns, matrix.counts(), strict=True)),
        "choices": list(coverage.candidates(request.user, matrix.plan)),
        "chosen": {plan.pk for plan in matrix.columns},
        "legend": [(SIGNS[verdict], verdict.label) for verdict in Verdict],
        "groups_only": request.GET.get("xem") == "nhom",
    }
    return render(request, "plans/coverage.html", context)


@login_required
def matrix_excel(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """The same matrix as an Excel file."""
    matrix = _matrix(request, plan_id)
    name = f"ma-tran-bao-phu-{matrix.plan.pk}.xlsx"
    return HttpResponse(
        write_matrix(matrix), content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _pair(request: SignedInRequest, plan_id: int, lower_id: int, key: str) -> Pair:
    pair = coverage.pair_of(request.user, plan_id, lower_id, key)
    if pair is None:
        raise Http404
    return pair


@login_required
def pair_page(request: SignedInRequest, plan_id: int, lower_id: int, key: str) -> HttpResponse:
    """Both quotes side by side, with the decision."""
    pair = _pair(request, plan_id, lower_id, key)
    error = ""
    if request.method == "POST":
        chosen = request.POST.get("other_task") or request.POST.get("by_task", "")
        by_task = next((o for o in pair.lower.tasks.all() if str(o.pk) == chosen), None)
        verdict = request.POST.get("verdict", "")
        try:
            if verdict == "undo":
                if pair.decided:
                    undo_coverage(request.user, pair.decided)
            else:
                decide_coverage(
                    request.user,
                    higher=pair.higher,
                    lower=pair.lower,
                    task=pair.task,
                    group=pair.group,
                    verdict=verdict,
                    by_task=by_task,
                    note=request.POST.get("note", "").strip(),
                )
            return redirect(f"{reverse('plans:coverage', args=[plan_id])}#{key}")
        except ValidationError as caught:
            error = " ".join(caught.messages)
    return render(
        request,
        "plans/coverage_cell.html",
        {
            "room": "plans",
            "pair": pair,
            "key": key,
            "error": error,
            "verdicts": [(v, SIGNS[v], v.label) for v in Verdict],
        },
    )


def _task(request: SignedInRequest, task_id: int) -> Task:
    return get_object_or_404(visible_to(request.user).select_related("plan__unit", "unit", "common"), pk=task_id)


@login_required
def twins_page(request: SignedInRequest, task_id: int) -> HttpResponse:
    """Tasks of other plans that are, or may be, the same work, each quote beside the task's own."""
    task = _task(request, task_id)
    context = {
        "room": "plans",
        "task": task,
        "linked": twins.linked_with(request.user, task),
        "twins": twins.twins_of(request.user, task),
    }
    return render(request, "plans/twins.html", context)


@login_required
@require_POST
def twins_act(request: SignedInRequest, task_id: int, name: str) -> HttpResponse:
    """Link a task with another (noi) or take it out of its link (bo)."""
    task = _task(request, task_id)
    try:
        if name == "bo":
            unlink_task(request.user, task)
            messages.success(request, _("Đã bỏ nối. Kết quả của các nhiệm vụ kia không còn tính cho nhiệm vụ này."))
        else:
            other = request.POST.get("other", "")
            link_tasks(request.user, task, _task(request, int(other) if other.isdecimal() else 0))
            messages.success(request, _("Đã nối: làm một lần, tính cho cả hai kế hoạch."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("plans:twins", task_id)


urls = [
    path("<int:plan_id>/ma-tran/", matrix_page, name="coverage"),
    path("<int:plan_id>/ma-tran/xuat.xlsx", matrix_excel, name="coverage-excel"),
    path("<int:plan_id>/ma-tran/<int:lower_id>/<str:key>/", pair_page, name="coverage-cell"),
    path("nhiem-vu/<int:task_id>/cung-noi-dung/", twins_page, name="twins"),
    path("nhiem-vu/<int:task_id>/cung-noi-dung/noi/", twins_act, {"name": "noi"}, name="twins-link"),
    path("nhiem-vu/<int:task_id>/cung-noi-dung/bo/", twins_act, {"name": "bo"}, name="twins-unlink"),
]
