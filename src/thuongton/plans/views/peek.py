"""A task beside the table (xem nhanh): what is declared, what is proven, why the deadline, what may be done."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path

from thuongton.people.requests import SignedInRequest
from thuongton.plans.queries.task_page import task_page
from thuongton.plans.status import State
from thuongton.plans.views.tasks import basis_of


def peek(request: SignedInRequest, task_id: int) -> HttpResponse:
    """The panel of a task one may see."""
    page = task_page(request.user, task_id, request.as_of, basis_of(request))
    if page is None:
        raise Http404
    late = [turn for turn in page.turns if turn.state == State.OVERDUE]  # type: ignore[attr-defined]
    context = {"page": page, "row": page.row, "task": page.row.task, "why": page.why, "late_turns": late}
    return render(request, "plans/peek.html", context)


urls = [path("nhiem-vu/<int:task_id>/xem-nhanh/", peek, name="task-peek")]
