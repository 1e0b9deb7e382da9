"""One task: how it stands and why, what is declared beside what is proven, and the forms of what may be done."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path

from thuongton.people.requests import SignedInRequest
from thuongton.plans.queries.task_page import colleagues
from thuongton.plans.queries.task_page import task_page as page_of
from thuongton.plans.views.tasks import basis_of


def show(
    request: SignedInRequest, task_id: int, *, error: str = "", place: str = "", status: int = 200
) -> HttpResponse:
    """The page of a task; ``error`` stands beside the form named ``place``, with what was typed kept."""
    page = page_of(request.user, task_id, request.as_of, basis_of(request))
    if page is None:
        raise Http404
    context = {
        "room": "plans",
        "page": page,
        "row": page.row,
        "task": page.row.task,
        "plan": page.row.task.plan,
        "people": colleagues(request.user, page.row.task) if page.may_report else [],
        "error": error,
        "place": place,
        "typed": request.POST if error else {},
        "several_leads": len(page.row.leads) > 1 or any(party.category for party in page.row.leads),
    }
    return render(request, "plans/task.html", context, status=status)


@login_required
def task_page(request: SignedInRequest, task_id: int) -> HttpResponse:
    """The page of a task one may see."""
    return show(request, task_id)


urls = [path("nhiem-vu/<int:task_id>/", task_page, name="task")]
