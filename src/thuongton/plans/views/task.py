"""One task: how it stands and why, what is declared beside what is proven, and the acts on it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse

from thuongton.files.store import StoreError
from thuongton.people.models import User
from thuongton.people.requests import SignedInRequest
from thuongton.plans.models import Occurrence, Task
from thuongton.plans.queries.task_page import task_page as page_of
from thuongton.plans.queries.tasks import visible_to
from thuongton.plans.views.acts import ACTS
from thuongton.plans.views.tasks import basis_of
from thuongton.records.doing import demand_writing
from thuongton.web.acts import Acts, Offered, Refused
from vanban.model import UnreadableFile


def _turn_chosen(request: HttpRequest, turns: list[Occurrence]) -> Occurrence | None:
    """The turn that a link asks to report on (``?ky=``)."""
    asked = request.GET.get("ky", "")
    return next((turn for turn in turns if str(turn.pk) == asked), None)


def _show(request: SignedInRequest, task_id: int, refused: Refused | None = None) -> HttpResponse:
    page = page_of(request.user, task_id, request.as_of, basis_of(request))
    if page is None:
        raise Http404
    task = page.row.task
    turn = _turn_chosen(request, page.turns)
    offered = Offered(
        TASK,
        request.user,
        task,
        page,
        "plans:task-",
        (task.pk,),
        refused=refused,
        doing=request.GET.get("lam", ""),
        known={"occurrence": page.turns, "person": page.on.people},
        initial={
            "occurrence": turn.pk if turn else None,
            "period_end": turn.due if turn else None,
            "own": "" if page.may_act else "1",
        },
    )
    context = {
        "room": "plans",
        "page": page,
        "row": page.row,
        "task": task,
        "plan": task.plan,
        "on": page.on,
        "offered": offered,
        "several_leads": len(page.row.leads) > 1 or any(party.category for party in page.row.leads),
    }
    return render(request, "plans/task.html", context, status=400 if refused else 200)


def task_page(request: SignedInRequest, task_id: int) -> HttpResponse:
    """The page of a task one may see."""
    return _show(request, task_id)


def _found(user: User, task_id: int) -> Task:
    return get_object_or_404(visible_to(user).select_related("plan", "unit", "trigger"), pk=task_id)


def _refused(request: SignedInRequest, task: Task, refused: Refused) -> HttpResponse:
    return _show(request, task.pk, refused)


def _address(task: Task) -> str:
    return reverse("plans:task", args=[task.pk])


TASK = Acts(ACTS, _found, _refused, _address, demand_writing, (UnreadableFile, StoreError))
urls = [
    path("nhiem-vu/<int:task_id>/", task_page, name="task"),
    *TASK.urls("nhiem-vu/<int:task_id>/", "task-"),
]
