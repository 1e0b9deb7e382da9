"""What the fact columns of a task or a turn should be, read from its declarations, proofs and changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from thuongton.plans.models import DeadlineChange, Declaration, Occurrence, Proof, Task
from thuongton.plans.proof.crediting import credited

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
        _first(begun(other) for other in rows),
    )


def begun(row: Task | Occurrence) -> dt.date | None:
    """The day on which a row itself says that work began; nothing is said of turns but by their declarations."""
    return row.begun_on if isinstance(row, Task) else None


def _first(days: Iterable[dt.date | None]) -> dt.date | None:
    return min((day for day in days if day is not None), default=None)
