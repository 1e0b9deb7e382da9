"""The fact columns of tasks and occurrences, worked out again from their rows; ``thuongton check`` uses the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from thuongton.plans.crediting import credited
from thuongton.plans.models import DeadlineChange, Declaration, Occurrence, Proof, Task

DERIVED = (
    "declared_on",
    "done_on",
    "started_on",
    "changes",
    "changed_on",
    "changed_due",
    "changed_start",
    "updated_on",
)


def facts_of(row: Task | Occurrence) -> dict[str, Any]:
    """What the fact columns of a task or an occurrence should be, from its rows; linked tasks share what was done."""
    mine: dict[str, Any]
    rows: list[Any]
    if isinstance(row, Occurrence):
        mine = {"occurrence": row}
        changes = DeadlineChange.objects.filter(occurrence=row)
        rows = [row]
    else:
        tasks = Task.objects.filter(common=row.common_id) if row.common_id else Task.objects.filter(pk=row.pk)
        mine = {"task__in": tasks, "occurrence__isnull": True}
        changes = DeadlineChange.objects.filter(task=row, occurrence__isnull=True)
        rows = list(tasks)
    return credited(
        list(Declaration.objects.filter(**mine, unit__isnull=True)),
        list(Proof.objects.filter(**mine)),
        list(changes),
        _first(other.started_on for other in rows),
    )


def _first(days: Iterable[dt.date | None]) -> dt.date | None:
    return min((day for day in days if day is not None), default=None)


def refresh_facts(task: Task) -> list[str]:
    """Bring the fact columns of a task, and of its linked tasks, up to their rows; returns what changed in it."""
    others = Task.objects.filter(common=task.common_id).exclude(pk=task.pk) if task.common_id else ()
    for other in others:
        _bring_up(other)
    changed = _bring_up(task)
    task.refresh_from_db(fields=[*DERIVED, "cancelled_on", "cancel_reason"])
    return changed


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
