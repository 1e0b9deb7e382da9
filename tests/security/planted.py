"""Leaks put in on purpose, each beside a view that does the same rightly: the walk must find every leak and no twin."""

from __future__ import annotations

import datetime as dt
from types import ModuleType
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import include, path
from django.utils.html import escape
from django.views.decorators.csrf import csrf_exempt

from thuongton.audit.services import recording
from thuongton.documents.models import Document
from thuongton.documents.queries import visible_to as papers_visible_to
from thuongton.plans.models import Assignment, Plan, Reminder, Subtask, Task
from thuongton.plans.queries.rights import Right, right_on
from thuongton.plans.queries.tasks import plans_visible_to, visible_to

DAY = dt.date(2026, 11, 20)


def _told(*words: Any) -> HttpResponse:
    return HttpResponse("<p>" + escape(" ".join(str(word) for word in words)) + "</p>")


def _task(request: Any, task_id: int) -> Task:
    return get_object_or_404(visible_to(request.user), pk=task_id)


def _worked_on(request: Any, task_id: int) -> Task:
    task = _task(request, task_id)
    if right_on(request.user, task) < Right.PART:
        raise PermissionDenied
    return task


def task_by_address(request: Any, task_id: int) -> HttpResponse:
    """A record by its address, without scope."""
    return _told(get_object_or_404(Task, pk=task_id).title)


def right_task_by_address(request: Any, task_id: int) -> HttpResponse:
    """The same within scope."""
    return _told(_task(request, task_id).title)


def task_written_by_address(request: Any, task_id: int) -> HttpResponse:
    """A record changed by its address, without scope; the trail is told the unit of the person."""
    task = get_object_or_404(Task, pk=task_id)
    if request.method == "POST":
        with recording(request.user, "Sửa", task, unit=request.user.hat.unit if request.user.hat else None):
            Task.objects.filter(pk=task.pk).update(started_on=DAY)
    return _told("xong")


def right_task_written_by_address(request: Any, task_id: int) -> HttpResponse:
    """The same with the right asked for."""
    task = _task(request, task_id)
    if request.method == "POST":
        if right_on(request.user, task) < Right.ACT:
            raise PermissionDenied
        Task.objects.filter(pk=task.pk).update(started_on=DAY)
    return _told("xong")


def relation_of_a_visible_row(request: Any, plan_id: int) -> HttpResponse:
    """All papers of the unit whose plan one may read."""
    plan = get_object_or_404(plans_visible_to(request.user), pk=plan_id)
    return _told(*(paper.title for paper in plan.unit.documents.all()))


def right_relation_of_a_visible_row(request: Any, plan_id: int) -> HttpResponse:
    """Those of them that one may read."""
    plan: Plan = get_object_or_404(plans_visible_to(request.user), pk=plan_id)
    return _told(*(paper.title for paper in papers_visible_to(request.user).filter(unit=plan.unit)))


def nested_id_by_subscript(request: Any, task_id: int) -> HttpResponse:
    """A step found by its number alone."""
    task = _worked_on(request, task_id)
    if request.method == "POST":
        step = get_object_or_404(Subtask, pk=int(request.POST["viec"]))
        with recording(request.user, "Xong", task):
            Subtask.objects.filter(pk=step.pk).update(done_on=DAY)
    return _told("xong")


def right_nested_id_by_subscript(request: Any, task_id: int) -> HttpResponse:
    """A step of this task, written by oneself."""
    task = _worked_on(request, task_id)
    if request.method == "POST":
        number = request.POST.get("viec", "")
        step = get_object_or_404(task.subtasks, pk=int(number) if number.isdecimal() else 0, by=request.user)
        Subtask.objects.filter(pk=step.pk).update(done_on=DAY)
    return _told("xong")


def child_of_a_shared_record(request: Any, task_id: int) -> HttpResponse:
    """An assignment of the task, whoever made it."""
    task = _worked_on(request, task_id)
    if request.method == "POST":
        number = request.POST.get("phan", "")
        found = get_object_or_404(task.assignments, pk=int(number) if number.isdecimal() else 0)
        Assignment.objects.filter(pk=found.pk).update(ended_on=DAY)
    return _told("xong")


def record_by_query_subscript(request: Any) -> HttpResponse:
    """A paper by the number in the query string."""
    return _told(get_object_or_404(Document, pk=int(request.GET["van-ban"])).title)


def right_record_by_query_subscript(request: Any) -> HttpResponse:
    """The same within scope."""
    number = request.GET.get("van-ban", "")
    found = papers_visible_to(request.user).filter(pk=int(number) if number.isdecimal() else 0).first()
    return _told(found.title if found else "không thấy")


def only_with_htmx(request: Any, task_id: int) -> HttpResponse:
    """The fragment knows no scope, the page does."""
    if request.headers.get("HX-Request"):
        return _told(get_object_or_404(Task, pk=task_id).title)
    return _told(_task(request, task_id).title)


def id_only_with_htmx(request: Any) -> HttpResponse:
    """The fragment reads a number that the page never asks for."""
    if request.headers.get("HX-Request") and request.GET.get("dong", "").isdecimal():
        return _told(*Task.objects.filter(pk=int(request.GET["dong"])).values_list("title", flat=True))
    return _told("trang")


@csrf_exempt
def only_by_put(request: Any, task_id: int) -> HttpResponse:
    """PUT changes what GET would not show."""
    if request.method == "PUT":
        Task.objects.filter(pk=task_id).update(started_on=DAY)
        return _told("xong")
    return _told(_task(request, task_id).title)


@csrf_exempt
def id_only_by_put(request: Any) -> HttpResponse:
    """PUT changes the row that its body names."""
    if request.method == "PUT":
        number = QueryDict(request.body).get("viec", "")
        Task.objects.filter(pk=int(number) if number.isdecimal() else 0).update(started_on=DAY)
    return _told("xong")


def days_by_plain_sql(request: Any) -> HttpResponse:
    """Numbers and days of everybody, without a text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, due FROM plans_task")
        return JsonResponse({"rows": [[str(cell) for cell in row] for row in cursor.fetchall()]})


def count_by_plain_sql(request: Any) -> HttpResponse:
    """How many papers everybody has."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM documents_document")
        return _told(cursor.fetchone()[0])


def links_anybodys_task(request: Any, task_id: int) -> HttpResponse:
    """Ties a task of one's own to one that one only reads: both rows are written."""
    task = _task(request, task_id)
    number = request.POST.get("khac", "")
    if request.method == "POST" and right_on(request.user, task) >= Right.ACT and task.common_id:
        other = get_object_or_404(visible_to(request.user), pk=int(number) if number.isdecimal() else 0)
        with recording(request.user, "Nối", task):
            Task.objects.filter(pk=other.pk).update(common=task.common_id)
    return _told("xong")


def urges_anybodys_task(request: Any, task_id: int) -> HttpResponse:
    """Leaves a reminder on a task in which one only leads."""
    task = _worked_on(request, task_id)
    if request.method == "POST" and request.user.hat and request.user.hat.writes:
        Reminder.objects.create(task=task, unit=task.unit, kind="letter", key=f"x-{task.pk}-{request.user.pk}")
    return _told("xong")


LEAKS = {
    "task/<int:task_id>/": task_by_address,
    "task-write/<int:task_id>/": task_written_by_address,
    "relation/<int:plan_id>/": relation_of_a_visible_row,
    "nested/<int:task_id>/": nested_id_by_subscript,
    "child/<int:task_id>/": child_of_a_shared_record,
    "query/": record_by_query_subscript,
    "hx/<int:task_id>/": only_with_htmx,
    "hx-id/": id_only_with_htmx,
    "put/<int:task_id>/": only_by_put,
    "put-id/": id_only_by_put,
    "sql-days/": days_by_plain_sql,
    "sql-count/": count_by_plain_sql,
    "link/<int:task_id>/": links_anybodys_task,
    "urge/<int:task_id>/": urges_anybodys_task,
}
RIGHT = {
    "right-task/<int:task_id>/": right_task_by_address,
    "right-task-write/<int:task_id>/": right_task_written_by_address,
    "right-relation/<int:plan_id>/": right_relation_of_a_visible_row,
    "right-nested/<int:task_id>/": right_nested_id_by_subscript,
    "right-query/": right_record_by_query_subscript,
}


def opened_to_nobody(request: Any, task_id: int) -> HttpResponse:
    """A route that the walk cannot reach: it must be named, not passed over."""
    raise PermissionDenied


def urlconf() -> ModuleType:
    """The addresses of the site with the planted views beside them, all for signed-in people."""
    made = ModuleType("security.planted_urls")
    views = {**LEAKS, **RIGHT, "nobody/<int:task_id>/": opened_to_nobody}
    made.urlpatterns = [  # type: ignore[attr-defined]
        path(f"gai/{pattern}", login_required(view), name=f"planted-{view.__name__}") for pattern, view in views.items()
    ] + [path("", include("thuongton.config.urls"))]
    return made


def is_planted(name: str) -> bool:
    """Whether a route is one of these."""
    return name.startswith("planted-")


__all__ = ["LEAKS", "RIGHT", "HttpRequest", "is_planted", "urlconf"]
