"""Which deadlines of a plan a correction moves: those that stood before, laid beside those that stand after."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thuongton.plans.models import Occurrence, Plan, Task
from thuongton.web.forms.marks import mark_of

Key = tuple[int, str, int]
"""A deadline of a plan: its task, its period («» for the task itself), and which one of that period."""
FIRST_ROWS = 20


@dataclass(frozen=True, slots=True)
class Moved:
    """One deadline that moves; without ``after`` there is none any more."""

    task_id: int
    label: str
    before: dt.date
    after: dt.date | None


@dataclass(frozen=True, slots=True)
class Moves:
    """The deadlines that move, in the order of their days, and how many stay where they are."""

    moved: Sequence[Moved]
    kept: int

    @property
    def first(self) -> Sequence[Moved]:
        """Those that a page shows."""
        return self.moved[:FIRST_ROWS]

    @property
    def mark(self) -> str:
        """The mark of what a person is shown and agrees to; "" when nothing moves."""
        return mark_of([(one.task_id, one.label, one.before, one.after) for one in self.moved]) if self.moved else ""


def standing_days(plan: Plan) -> dict[Key, dt.date]:
    """The day that each deadline of a plan stands at: the one granted, else the one of the rule; cancelled ones not."""
    found: dict[Key, dt.date] = {}
    tasks = Task.objects.filter(plan=plan, cancelled_on__isnull=True)
    for task, changed, due, agreed in tasks.values_list("pk", "changed_due", "due", "agreed_due"):
        if day := changed or due or agreed:
            found[task, "", 1] = day
    turns = Occurrence.objects.filter(task__in=tasks, cancelled_on__isnull=True).order_by("due", "pk")
    number: Counter[tuple[int, str]] = Counter()
    for task, period, changed, due in turns.values_list("task", "period", "changed_due", "due"):
        number[task, period] += 1
        if day := changed or due:
            found[task, period, number[task, period]] = day
    return found


def moves_between(plan: Plan, before: Mapping[Key, dt.date], after: Mapping[Key, dt.date]) -> Moves:
    """What moves from one standing to another; a deadline that is set for the first time moves none."""
    names = {task.pk: str(task) for task in Task.objects.filter(plan=plan)}
    moved = [
        Moved(key[0], f"{names.get(key[0], '')} {key[1]}".strip(), day, after.get(key))
        for key, day in sorted(before.items(), key=lambda one: (one[1], one[0]))
        if after.get(key) != day
    ]
    return Moves(moved, len(before) - len(moved))
