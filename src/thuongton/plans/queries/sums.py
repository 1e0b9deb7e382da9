"""Work as rows to be summed by the database in one pass: each task and each overdue turn, by a key of the one who asks.

:mod:`.areas` sums them by the unit that owns them, :mod:`.leads` by who leads.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, DateField, F, Q, QuerySet, Value, When

from thuongton.plans.models import Task
from thuongton.plans.queries.status import day_expression, is_in, may_be, status_order
from thuongton.plans.queries.tasks import BY_ORDER
from thuongton.plans.queries.turns import turns_of
from thuongton.plans.status import DONE, Basis, State

LATE_TURN = -1
"""The place of an overdue turn beside those of the states of tasks."""


@dataclass(slots=True)
class WorkSums:
    """Tasks by state; beside them overdue turns, the day of what is overdue for longest, what a product proves."""

    counts: dict[State, int]
    late_turns: int = 0
    longest: dt.date | None = None
    proven: int = 0

    def older(self, day: dt.date | None) -> None:
        """Take note of an overdue day."""
        self.longest = min(self.longest or dt.date.max, day) if day is not None else self.longest

    def take(self, place: int, number: int, longest: dt.date | None, proven: int) -> None:
        """Add what the database summed for one place (:func:`summed`)."""
        if place == LATE_TURN:
            self.late_turns += number
            self.older(longest)
            return
        self.counts[BY_ORDER[place]] += number
        self.proven += proven
        if BY_ORDER[place] is State.OVERDUE:
            self.older(longest)


def rows_of_work(
    tasks: QuerySet[Task], as_of: dt.date, basis: Basis, key: str, among: Q | None = None
) -> tuple[QuerySet[Any, Any], QuerySet[Any, Any]]:
    """The tasks, and their overdue turns: subject (``key`` of the task), place, longest overdue, 1 when it is proven.

    ``among`` is what a turn must meet to be one of these tasks' (:func:`turns_of`).
    """
    one, none = Value(1), Value(0)
    counted = tasks.order_by().annotate(
        subject=F(key),
        place=status_order(as_of, basis, model=Task),
        longest=Case(
            When(may_be((State.OVERDUE,), as_of), then=day_expression("due", as_of, basis, model=Task)),
            output_field=DateField(),
        ),
        proven=Case(
            When(Q(done_on__lte=as_of) & Q(is_in(DONE, as_of, Basis.PROVEN, model=Task)), then=one), default=none
        ),
    )
    late = turns_of(tasks, as_of, basis, (State.OVERDUE,), among=among).order_by()
    turns = late.annotate(subject=F(f"task__{key}"), place=Value(LATE_TURN), proven=none)
    return (
        counted.values_list("subject", "place", "longest", "proven"),
        turns.values_list("subject", "place", "due_now", "proven"),
    )


_WORK = "SELECT * FROM ({tasks}) t UNION ALL SELECT * FROM ({turns}) o"


def summed(
    sql: str, work: tuple[QuerySet[Any, Any], QuerySet[Any, Any]], parameters: Sequence[Any], **names: str
) -> list[tuple[Any, ...]]:
    """What a statement gives over the rows of :func:`rows_of_work`, in which they stand as ``{work}``.

    ``parameters`` are those of what stands behind the work, ``names`` the names of tables; nothing when no row can be
    one of theirs.
    """
    try:
        (tasks, first), (turns, second) = (rows.query.sql_with_params() for rows in work)
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql.format(work=_WORK.format(tasks=tasks, turns=turns), **names), [*first, *second, *parameters])
        return cursor.fetchall()


def day_of(value: dt.date | str | None) -> dt.date | None:
    """A day as PostgreSQL and as SQLite give it."""
    return dt.date.fromisoformat(value) if isinstance(value, str) else value
