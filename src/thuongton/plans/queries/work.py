"""What must I do today: the queues of one hat, each with its whole count and its first rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet

from thuongton.people.models import UnitSettings, User
from thuongton.people.queries import in_scope
from thuongton.people.scopes import worn
from thuongton.plans.deadlines.due_words import provisional
from thuongton.plans.models import DeadlineChange, Proof, ProofKind, Task, Trigger
from thuongton.plans.queries.rights import DECIDERS
from thuongton.plans.queries.tasks import AmongIds, TaskRow, counts, mine, rows_at, with_status
from thuongton.plans.queries.turns import TurnRow, WorkNumber, turn_rows, turns_of
from thuongton.plans.status import OPEN, Basis, State

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Next:
    """The nearest open deadline after the queues: of a task, or of a turn with the name of its ``period``."""

    due: dt.date
    task: Task
    period: str = ""
    provisional: bool = False


@dataclass(slots=True)
class Work:
    """The queues of one hat on a day. ``counted`` are all tasks one answers for; lists hold the first rows only.

    ``late`` and ``soon`` count tasks and turns of repeating tasks; ``overdue`` and ``due_soon`` are their first rows.
    """

    counted: dict[State, int]
    late: WorkNumber
    soon: WorkNumber
    overdue: list[TaskRow | TurnRow]
    due_soon: list[TaskRow | TurnRow]
    waits: list[Trigger]  # events that others owe; ``tasks_waiting`` tells how many tasks wait
    next_due: Next | None


def work_of(user: User, as_of: dt.date, basis: Basis = Basis.DECLARED) -> Work:
    """The queues of the hat worn, the most urgent first, in a fixed number of queries."""
    tasks = mine(user, at_once=True)
    counted = counts(tasks, as_of, basis)
    turns = {state: turns_of(tasks, as_of, basis, (state,)) for state in (State.OVERDUE, State.DUE_SOON)}
    late, near = (_first(tasks, state, as_of, basis) for state in turns)
    rows = rows_at([*late, *near], as_of, basis, reader=user)
    return Work(
        counted=counted,
        late=WorkNumber(counted[State.OVERDUE], turns[State.OVERDUE].count()),
        soon=WorkNumber(counted[State.DUE_SOON], turns[State.DUE_SOON].count()),
        overdue=_by_day([*rows[: len(late)], *turn_rows(turns[State.OVERDUE], SHOWN)]),
        due_soon=_by_day([*rows[len(late) :], *turn_rows(turns[State.DUE_SOON], SHOWN)]),
        waits=awaited_of(tasks, as_of),
        next_due=_next_due(tasks, as_of, basis),
    )


def _first(tasks: QuerySet[Task], state: State, as_of: dt.date, basis: Basis) -> list[int]:
    found = with_status(tasks, as_of, basis, states=(state,))
    return list(found.order_by("due_now", "pk").values_list("pk", flat=True)[:SHOWN])


def _by_day(rows: list[TaskRow | TurnRow]) -> list[TaskRow | TurnRow]:
    return sorted(rows, key=lambda row: (row.due or dt.date.max, row.task.pk))[:SHOWN]


def proofs_to_decide(user: User) -> QuerySet[Proof]:
    """Products that the hat worn is asked to accept, the oldest first; nothing for a hat that does not decide, nor what
    one handed in oneself where another has to decide."""
    pending = Proof.objects.filter(accepted_on__isnull=True, refused_on__isnull=True, kind=ProofKind.PRODUCT)
    return _to_decide(user, pending).select_related("task", "task__plan", "document", "by").order_by("pk")


def changes_to_decide(user: User) -> QuerySet[DeadlineChange]:
    """Extensions that the hat worn is asked to answer, the oldest first."""
    pending = DeadlineChange.objects.filter(granted_on__isnull=True, refused_on__isnull=True)
    return _to_decide(user, pending).select_related("task", "task__plan", "document", "by").order_by("pk")


def _to_decide(user: User, rows: QuerySet) -> QuerySet:
    hat = worn(user)
    if hat is None or hat.role not in DECIDERS:
        return rows.none()
    alone = UnitSettings.objects.filter(unit=OuterRef("task__unit"), one_person_decides=True)
    return rows.filter(in_scope(user, "task__unit")).exclude(Q(by=user) & ~Exists(alone))


def awaited(user: User, as_of: dt.date) -> list[Trigger]:
    """Events not happened on a day that tasks one answers for wait for, the longest awaited first."""
    return awaited_of(mine(user, at_once=True), as_of)


def awaited_of(tasks: QuerySet[Task], as_of: dt.date, most: int = SHOWN) -> list[Trigger]:
    """The first events not happened on a day that the tasks wait for.

    Each has ``tasks_waiting`` and ``first_task``; three queries.
    """
    waiting = tasks.order_by().values_list("trigger")
    ahead = Q(occurred_on__isnull=True) | Q(occurred_on__gt=as_of)
    found = (
        Trigger.objects.filter(ahead, AmongIds(waiting))
        .select_related("plan", "document")
        .order_by(F("owed_since").asc(nulls_last=True), "pk")[:most]
    )
    triggers = list(found)
    waited = waiting.filter(trigger__in=[one.pk for one in triggers])
    numbers = {pk: (number, first) for pk, number, first in waited.annotate(Count("pk"), Min("pk"))}
    names = {task.pk: task for task in Task.objects.filter(pk__in=[first for _number, first in numbers.values()])}
    for one in triggers:
        number, first = numbers.get(one.pk, (0, None))
        one.tasks_waiting, one.first_task = number, names.get(first)  # type: ignore[attr-defined]
    return triggers


def _next_due(tasks: QuerySet[Task], as_of: dt.date, basis: Basis) -> Next | None:
    states = OPEN - {State.OVERDUE, State.DUE_SOON}
    later = with_status(tasks.filter(Q(due__gt=as_of) | Q(changes__gt=0)), as_of, basis, states=states)
    task = later.filter(due_now__gt=as_of).order_by("due_now", "pk").first()
    turn = (
        turns_of(tasks, as_of, basis, states)
        .filter(Q(due__gt=as_of) | Q(changes__gt=0), due_now__gt=as_of)
        .select_related("task", "task__plan")
        .order_by("due_now", "pk")
        .first()
    )
    found = [Next(task.due_now, task, provisional=provisional(task.due_now, task))] if task else []
    found += [Next(turn.due_now, turn.task, turn.period, provisional(turn.due_now, turn))] if turn else []
    return min(found, key=lambda one: one.due, default=None)
