"""What hangs on a task, as ``records`` does it: who reads and who writes there, and the tables of the task's own."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse

from thuongton.people.models import Hat, User
from thuongton.people.scopes import Right
from thuongton.plans.models import Assignment, Comment, Task
from thuongton.plans.queries.children import side_of
from thuongton.plans.queries.rights import right_of, right_on
from thuongton.plans.queries.tasks import sees_whole, visible_to
from thuongton.records.on_record import HangingTable, OnRecord


def _address(task: Task) -> str:
    return reverse("plans:task", args=[task.pk])


def _to_all_leads(user: User, task: Task) -> Q:
    """One of several leads also reads what the plan's unit says to all of them, and nothing of the other leads."""
    return Q(unit=task.unit) if right_on(user, task) >= Right.PART else Q(pk__in=[])


def _reads(hat: Hat, task: Task) -> bool:
    return right_of(hat, task) >= Right.READ


ON_TASK = OnRecord(
    model=Task,
    visible=visible_to,
    address=_address,
    speak=Right.READ,
    side=side_of,
    whole=sees_whole,
    besides=_to_all_leads,
    reads=_reads,
    comments=HangingTable(Comment, "task"),
    assignments=HangingTable(Assignment, "task"),
    commented="plans.comment-written",
    assigned="plans.assigned",
    ended="plans.assignment-ended",
)
