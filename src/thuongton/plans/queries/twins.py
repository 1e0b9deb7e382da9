"""Tasks of other plans that may be the same work: suggested by their words, linked by a person."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from thuongton.people.models import User
from thuongton.plans.coverage.similarity import Corpus
from thuongton.plans.models import Task
from thuongton.plans.queries.tasks import visible_to

LIKELY = 0.5
"""Below this likeness a task is not suggested to be the same work."""
MOST = 5


@dataclass(frozen=True, slots=True)
class Twin:
    """A task of another plan and how like its words are, in hundredths."""

    task: Task
    percent: int


def linked_with(user: User, task: Task) -> QuerySet[Task]:
    """The tasks one may see that are the same work as this one."""
    if task.common_id is None:
        return Task.objects.none()
    return visible_to(user).filter(common=task.common_id).exclude(pk=task.pk).select_related("plan__unit", "unit")


def twins_of(user: User, task: Task) -> list[Twin]:
    """Tasks of other plans one may see that may be the same work, the likeliest first; linked ones left out."""
    others = list(
        visible_to(user)
        .filter(duty=False, plan__tracked_from__isnull=False)
        .exclude(plan=task.plan_id)
        .exclude(common__isnull=False, common=task.common_id)
        .select_related("plan", "unit")
        .order_by("-id")[:3000]
    )
    texts = [other.title for other in others]
    near = Corpus([task.title, *texts]).nearest([task.title], texts, MOST)[0]
    return [Twin(others[one.index], round(one.score * 100)) for one in near if one.score >= LIKELY]
