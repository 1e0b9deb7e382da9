"""Turns of repeating tasks (kỳ) as work of their own, and overdue work: tasks and turns, counted one way everywhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from thuongton.people.models import User
from thuongton.plans.deadlines.due_words import provisional
from thuongton.plans.models import Occurrence, Party, PartyRole, Task
from thuongton.plans.queries.status import by_itself, is_in, may_be
from thuongton.plans.queries.tasks import AmongIds, TaskRow, rows_at, with_status
from thuongton.plans.status import SOON_DAYS, Basis, State


@dataclass(frozen=True, slots=True)
class WorkNumber:
    """So many tasks and so many turns in some states; ``total`` is the number of things to be done (việc)."""

    tasks: int
    turns: int

    @property
    def total(self) -> int:
        """Tasks and turns together: none is counted twice."""
        return self.tasks + self.turns


@dataclass(frozen=True, slots=True)
class TurnRow:
    """One turn as a list shows it on a day, with the leads of its task; it reads as a ``TaskRow`` with a ``period``."""

    turn: Occurrence
    task: Task
    state: State
    due: dt.date | None
    done: dt.date | None
    leads: list[Party]

    @property
    def period(self) -> str:
        """The name of the turn: «Quý I/2026»."""
        return self.turn.period

    @property
    def provisional(self) -> bool:
        """Whether the due day rests on a year whose days off are not announced (hạn dự kiến)."""
        return provisional(self.due, self.turn)


def turns_of(
    tasks: QuerySet[Task],
    as_of: dt.date,
    basis: Basis = Basis.DECLARED,
    states: Collection[State] = (),
    soon_days: int = SOON_DAYS,
    *,
    among: Q | None = None,
) -> QuerySet[Any]:
    """The turns of these tasks that are work of their own, with ``state`` and ``due_now`` on a day.

    ``among`` is what a turn meets when its task is one of these, where that can be said of the turn itself: when the
    tasks are a great part of all, a database joins them faster than it looks each up.
    """
    held = AmongIds(tasks.order_by().values_list("pk"), "task") if among is None else among
    return with_status(Occurrence.objects.filter(held, by_itself()), as_of, basis, soon_days, states)


def number_in(
    state: State, tasks: QuerySet[Task], as_of: dt.date, basis: Basis = Basis.DECLARED, soon_days: int = SOON_DAYS
) -> WorkNumber:
    """How many of these tasks and of their turns are in a state on a day; two queries."""
    found = tasks.order_by().filter(may_be((state,), as_of, soon_days), is_in((state,), as_of, basis, soon_days))
    return WorkNumber(found.count(), turns_of(tasks, as_of, basis, (state,), soon_days).count())


def overdue(tasks: QuerySet[Task], as_of: dt.date, basis: Basis = Basis.DECLARED) -> WorkNumber:
    """Overdue work among these tasks: the tasks past their day and the turns past theirs."""
    return number_in(State.OVERDUE, tasks, as_of, basis)


def late_turns(tasks: QuerySet[Task], as_of: dt.date, basis: Basis = Basis.DECLARED) -> int:
    """How many turns of these tasks are overdue («kỳ quá hạn»), in one query."""
    return turns_of(tasks, as_of, basis, (State.OVERDUE,)).count()


def late_turns_by(tasks: QuerySet[Task], column: str, as_of: dt.date, basis: Basis) -> dict[Any, int]:
    """Overdue turns for each value of a column of the turn (``"task__plan"``), in one query."""
    rows = turns_of(tasks, as_of, basis, (State.OVERDUE,)).order_by().values_list(column)
    return dict(rows.annotate(Count("pk", distinct=True)))


def turn_rows(turns: QuerySet[Any], most: int | None = None) -> list[TurnRow]:
    """Rows of turns that carry a status (``turns_of``), those due first on top; two queries."""
    parties = Party.objects.select_related("unit").order_by("role", "order")
    found = (
        turns.select_related("task", "task__plan", "task__section", "task__unit")
        .prefetch_related(Prefetch("task__parties", parties))
        .order_by("due_now", "task__plan", "task__order", "pk")
    )
    return [
        TurnRow(
            turn=turn,
            task=turn.task,
            state=State(turn.state),
            due=turn.due_now,
            done=turn.done_day,
            leads=[party for party in turn.task.parties.all() if party.role == PartyRole.LEAD],
        )
        for turn in (found if most is None else found[:most])
    ]


def longest_overdue(
    tasks: QuerySet[Task], as_of: dt.date, basis: Basis = Basis.DECLARED, most: int = 5, *, reader: User | None
) -> list[TaskRow | TurnRow]:
    """The tasks and turns that are overdue for longest, the oldest first, in a fixed number of queries."""
    late = with_status(tasks, as_of, basis, states=(State.OVERDUE,)).order_by("due_now", "pk")
    rows: list[TaskRow | TurnRow] = [*rows_at(late.values_list("pk", flat=True)[:most], as_of, basis, reader=reader)]
    rows += turn_rows(turns_of(tasks, as_of, basis, (State.OVERDUE,)), most)
    return sorted(rows, key=lambda row: (row.due or dt.date.max, row.task.pk))[:most]
