"""The fact columns of tasks and occurrences, worked out again from their rows; ``thuongton check`` uses the same."""

from __future__ import annotations

from thuongton.audit.services import recording
from thuongton.people.models import User
from thuongton.plans.models import Occurrence, Task
from thuongton.plans.queries.crediting import DERIVED, facts_of


def refresh_facts(user: User | None, task: Task) -> list[str]:
    """Bring the fact columns of a task, and of its linked tasks, up to their rows; returns what changed in it.

    What becomes of a linked task stands in its own history, at its own unit.
    """
    others = Task.objects.filter(common=task.common_id).exclude(pk=task.pk) if task.common_id else ()
    for other in others:
        credit(user, other)
    changed = _bring_up(task)
    task.refresh_from_db(fields=[*DERIVED, "cancelled_on", "cancel_reason"])
    return changed


def credit(user: User | None, task: Task) -> list[str]:
    """Bring one task up to the rows of those it is linked with, with an event of its own unit if that changes it."""
    facts = facts_of(Task.objects.get(pk=task.pk))
    now = Task.objects.select_related("unit").get(pk=task.pk)
    if all(getattr(now, name) == facts[name] for name in DERIVED):
        return []
    with recording(user, "Tính kết quả theo nhiệm vụ cùng nội dung", now, unit=now.unit):
        return _bring_up(now)


def refresh_occurrence(occurrence: Occurrence) -> list[str]:
    """Bring the fact columns of one turn up to its rows; returns the names of the columns that changed."""
    changed = _bring_up(occurrence)
    occurrence.refresh_from_db(fields=list(DERIVED))
    return changed


def _bring_up(row: Task | Occurrence) -> list[str]:
    model = type(row)
    now = model.objects.get(pk=row.pk)
    facts = facts_of(now)
    changed = [name for name in DERIVED if getattr(now, name) != facts[name]]
    if changed:
        model.objects.filter(pk=row.pk).update(**{name: facts[name] for name in changed})
    return changed
