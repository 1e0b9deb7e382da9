"""One task: how it stands and why."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from thuongton.plans.queries.explaining import why_of
from thuongton.plans.queries.tasks import rows_of, visible_to, with_status
from thuongton.plans.views.tasks import basis_of


@login_required
def task_page(request: HttpRequest, task_id: int) -> HttpResponse:
    """The task with its status on the day."""
    basis = basis_of(request)
    found = rows_of(with_status(visible_to(request.user).filter(pk=task_id), request.as_of, basis), request.as_of)
    if not found:
        raise Http404
    row = found[0]
    why = why_of(row.task, request.as_of, basis)
    return render(request, "plans/task.html", {"room": "plans", "row": row, "task": row.task, "why": why})


urls = [path("nhiem-vu/<int:task_id>/", task_page, name="task")]
