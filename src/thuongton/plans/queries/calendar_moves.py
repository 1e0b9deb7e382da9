"""Which deadlines move when the working calendar changes: tasks and turns, found by the days they pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from thuongton.calendars.dependents import Batch, Move, Span
from thuongton.calendars.queries import Book
from thuongton.people.models import Role
from thuongton.people.queries import people_by_unit, today
from thuongton.plans.deadlines.occurrences import UnusableRule, turns
from thuongton.plans.deadlines.windows import WAITING, window_of
from thuongton.plans.models import Assignment, Occurrence, Party, PartyRole, Rule, Task
from thuongton.plans.status import finished

CHUNK = 1000


def tasks_within(span: Span) -> QuerySet[Task]:
    """Tasks whose count from an event passes the span, or whose stated day may be shifted into or out of it."""
    waiting = Exists(Rule.objects.filter(task=OuterRef("pk"), kind__in=[str(kind) for kind in WAITING]))
    shifted = Exists(Rule.objects.filter(task=OuterRef("pk")).exclude(shift=""))
    happened = Q(trigger__occurred_on__lte=span.last) & (Q(due__gte=span.first) | Q(agreed_due__gte=span.first))
    happened |= Q(trigger__occurred_on__gte=span.first, due__lte=span.last)
    stated = Q(due__gte=span.first, due__lte=span.last)
    found = Task.objects.filter((happened & waiting) | (stated & shifted))
    return found.filter(unit__path__startswith=span.path) if span.path else found


def turns_within(span: Span) -> QuerySet[Occurrence]:
    """Turns whose due day may be shifted into or out of the span."""
    found = Occurrence.objects.filter(due__gte=span.first, due__lte=span.last).exclude(rule__shift="")
    return found.filter(task__unit__path__startswith=span.path) if span.path else found


def task_moves(span: Span, calendars: Book, after: int, lock: bool) -> Batch:
    """The next tasks that stand otherwise than the calendars put them, and after which key the next ones come."""
    found = _next(tasks_within(span), after, lock)
    rows = list(found.select_related("plan", "unit", "trigger").prefetch_related("rules")[:CHUNK])
    moves = []
    for task in rows:
        window = window_of(
            list(task.rules.all()),
            event_day=task.trigger.occurred_on if task.trigger else None,
            agreed_days=task.plan.agreed_days,
            calendar=calendars.of(task.unit),
        )
        values = {"due": window.due, "agreed_due": window.agreed_due, "provisional": window.provisional}
        moves += _move(task, task, str(task), values, task.due or task.agreed_due, window.due or window.agreed_due)
    return Batch(moves, rows[-1].pk if len(rows) == CHUNK else None)


def turn_moves(span: Span, calendars: Book, after: int, lock: bool) -> Batch:
    """The next turns that stand otherwise than the calendars put them."""
    found = _next(turns_within(span), after, lock)
    rows = list(found.select_related("task", "task__unit", "rule")[:CHUNK])
    moves = []
    for turn in rows:
        start = turn.window_start or turn.due
        if start is None or turn.due is None:
            continue
        try:
            right = turns(turn.rule, start, span.last, calendars.of(turn.task.unit))
        except UnusableRule:
            continue
        for one in right:
            if one.period == turn.period:
                values = {"due": one.due, "provisional": one.provisional}
                moves += _move(turn, turn.task, str(turn), values, turn.due, one.due)
                break
    return Batch(moves, rows[-1].pk if len(rows) == CHUNK else None)


def _next(rows: QuerySet[Any], after: int, lock: bool) -> QuerySet[Any]:
    rows = rows.filter(pk__gt=after).order_by("pk")
    return rows.select_for_update(of=("self",)) if lock else rows


def _move(row: Any, task: Task, label: str, values: dict[str, Any], old: Any, new: Any) -> list[Move]:
    """The move of one row; nothing when it stands right already."""
    if all(getattr(row, name) == value for name, value in values.items()):
        return []
    kept = finished(row)
    if kept and old == new:
        return []
    return [Move(row.pk, label, task.unit_id, task.unit.path, old, new, kept, values)]


def answering_for_tasks(rows: Iterable[int]) -> dict[int, int]:
    """For each person how many of the tasks he or she answers for: assigned, else an officer of a unit that leads."""
    tasks = set(rows)
    counted: Counter[int] = Counter()
    given = set()
    now = Assignment.objects.filter(task__in=tasks, ended_on__isnull=True, person__is_active=True)
    for task, person in now.values_list("task", "person").distinct():
        given.add(task)
        counted[person] += 1
    leads = Party.objects.filter(task__in=tasks - given, role=PartyRole.LEAD, unit__isnull=False)
    pairs = set(leads.values_list("task", "unit"))
    people = people_by_unit({unit for _task, unit in pairs}, today())
    for _task, unit in pairs:
        counted.update({person for person, role in people.get(unit, ()) if role == Role.OFFICER})
    return dict(counted)


def answering_for_turns(rows: Iterable[int]) -> dict[int, int]:
    """For each person how many tasks with moved turns he or she answers for."""
    return answering_for_tasks(Occurrence.objects.filter(pk__in=list(rows)).values_list("task", flat=True))


def task_of_turn(row: int) -> int:
    """The task a turn belongs to."""
    return Occurrence.objects.values_list("task", flat=True).get(pk=row)
