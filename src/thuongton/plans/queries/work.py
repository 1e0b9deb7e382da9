"""What must I do today: the queues of one hat, each with its whole count and its first rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, F, Min, Q, QuerySet

from thuongton.people.models import User
from thuongton.people.queries import in_scope
from thuongton.plans.models import Comment, DeadlineChange, Occurrence, Proof, ProofKind, Task, Trigger
from thuongton.plans.queries.rights import DECIDERS
from thuongton.plans.queries.tasks import AmongIds, Row, counts, mine, rows_at, with_status
from thuongton.plans.status import OPEN, Basis, State

SHOWN = 20


@dataclass(slots=True)
class Work:
    """The queues of one hat on a day. ``counted`` are all tasks one answers for; lists hold the first rows only."""

    counted: dict[State, int]
    overdue: list[Row]
    soon: list[Row]
    proofs: list[Proof]  # products waiting for my acceptance
    changes: list[DeadlineChange]  # extensions waiting for my answer
    mentions: list[Comment]  # exchanges that name me
    waits: list[Trigger]  # events that others owe; ``tasks_waiting`` tells how many tasks wait
    turns: list[Occurrence]  # turns of repeating tasks that are overdue or due soon, with ``state``
    next_due: tuple[dt.date, Task] | None  # the nearest open deadline after the queues

    @property
    def for_me(self) -> int:
        """How many answers people wait for from me."""
        return len(self.proofs) + len(self.changes)


def work_of(user: User, as_of: dt.date, basis: Basis = Basis.DECLARED) -> Work:
    """The queues of the hat worn, the most urgent first, in a fixed number of queries."""
    tasks = mine(user, at_once=True)
    ahead = as_of + dt.timedelta(days=31)
    turns = with_status(
        Occurrence.objects.filter(AmongIds(tasks.order_by().values_list("pk"), "task"), due__lte=ahead),
        as_of,
        basis,
        states=(State.OVERDUE, State.DUE_SOON),
    )
    late, near = (_first(tasks, state, as_of, basis) for state in (State.OVERDUE, State.DUE_SOON))
    rows = rows_at([*late, *near], as_of, basis)
    return Work(
        counted=counts(tasks, as_of, basis),
        overdue=rows[: len(late)],
        soon=rows[len(late) :],
        proofs=list(proofs_to_decide(user)[:SHOWN]),
        changes=list(changes_to_decide(user)[:SHOWN]),
        mentions=list(
            Comment.objects.filter(mentions=user, task__in=tasks.values("pk"))
            .select_related("task", "task__plan", "by")
            .order_by("-pk")[:SHOWN]
        ),
        waits=awaited_of(tasks, as_of),
        turns=list(turns.select_related("task", "task__plan").order_by("due", "pk")[:SHOWN]),
        next_due=_next_due(tasks, as_of, basis),
    )


def _first(tasks: QuerySet[Task], state: State, as_of: dt.date, basis: Basis) -> list[int]:
    found = with_status(tasks, as_of, basis, states=(state,))
    return list(found.order_by("due_now", "pk").values_list("pk", flat=True)[:SHOWN])


def proofs_to_decide(user: User) -> QuerySet[Proof]:
    """Products that the hat worn is asked to accept, the oldest first; nothing for a hat that does not decide."""
    pending = Proof.objects.filter(accepted_on__isnull=True, refused_on__isnull=True, kind=ProofKind.PRODUCT)
    return _to_decide(user, pending).select_related("task", "task__plan", "document", "by").order_by("pk")


def changes_to_decide(user: User) -> QuerySet[DeadlineChange]:
    """Extensions that the hat worn is asked to answer, the oldest first."""
    pending = DeadlineChange.objects.filter(granted_on__isnull=True, refused_on__isnull=True)
    return _to_decide(user, pending).select_related("task", "task__plan", "document", "by").order_by("pk")


def _to_decide(user: User, rows: QuerySet) -> QuerySet:
    hat = user.hat if user.is_authenticated else None
    if hat is None or hat.role not in DECIDERS:
        return rows.none()
    return rows.filter(in_scope(user, "task__unit"))


def awaited(user: User, as_of: dt.date) -> list[Trigger]:
    """Events not happened on a day that tasks one answers for wait for, the longest awaited first."""
    return awaited_of(mine(user, at_once=True), as_of)


def awaited_of(tasks: QuerySet[Task], as_of: dt.date, most: int = SHOWN) -> list[Trigger]:
    """The first events not happened on a day that the tasks wait for, each with ``tasks_waiting``; two queries."""
    waiting = tasks.order_by().values_list("trigger")
    ahead = Q(occurred_on__isnull=True) | Q(occurred_on__gt=as_of)
    found = (
        Trigger.objects.filter(ahead, AmongIds(waiting))
        .select_related("plan", "document")
        .order_by(F("owed_since").asc(nulls_last=True), "pk")[:most]
    )
    triggers = list(found)
    numbers = dict(waiting.filter(trigger__in=[one.pk for one in triggers]).annotate(Count("pk")))
    for one in triggers:
        one.tasks_waiting = numbers.get(one.pk, 0)  # type: ignore[attr-defined]
    return triggers


def _next_due(tasks: QuerySet[Task], as_of: dt.date, basis: Basis) -> tuple[dt.date, Task] | None:
    later = tasks.filter(Q(due__gt=as_of) | Q(changes__gt=0))
    found = with_status(later, as_of, basis, states=OPEN - {State.OVERDUE, State.DUE_SOON})
    task = found.filter(due_now__gt=as_of).order_by("due_now", "pk").first()
    return (task.due_now, task) if task else None


def earliest_turns(tasks: QuerySet[Task], as_of: dt.date) -> dict[int, dt.date]:
    """For each repeating task the due day of its next open turn."""
    rows = Occurrence.objects.filter(task__in=tasks.values("pk"), due__gte=as_of, done_on__isnull=True)
    return dict(rows.values_list("task").annotate(Min("due")).order_by())
