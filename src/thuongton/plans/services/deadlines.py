"""Rules become windows and turns: what a task's rules say is written into its fact columns and its occurrences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from thuongton.calendars.clock import Calendar
from thuongton.calendars.queries import Book
from thuongton.calendars.queries import book as calendars
from thuongton.calendars.queries import calendar as working_calendar
from thuongton.people.queries import today
from thuongton.plans.deadlines.occurrences import UnusableRule, horizon, turns
from thuongton.plans.deadlines.windows import Window, window_of
from thuongton.plans.models import Occurrence, Plan, Rule, Task
from vanban.model import TimingKind


def apply_rules(task: Task, *, calendar: Calendar | None = None, until: dt.date | None = None) -> Window:
    """Write the window that the task's rules give into its columns, and make its turns up to the horizon.

    Sets ``kind``, ``waits``, ``window_start``, ``due``, ``provisional``, ``agreed_due`` and ``opened_on``; the event's
    day is that of its trigger. Changes that were granted stay beside them. The calendar is that of the unit that issued
    the plan; give it when many tasks are done at once.
    """
    rules = list(task.rules.all())
    days = calendar or working_calendar(unit=task.unit)
    trigger = task.trigger
    happened = trigger.occurred_on if trigger else None
    window = window_of(rules, event_day=happened, agreed_days=task.plan.agreed_days, calendar=days)
    task.kind = str(rules[0].kind) if len(rules) == 1 else str(TimingKind.COMPOSITE if rules else TimingKind.NONE)
    task.window_start, task.due, task.agreed_due = window.start, window.due, window.agreed_due
    task.provisional = window.provisional
    task.waits = window.waits and not task.regular
    task.opened_on = _opened(task, happened) if task.waits else None
    task.save(update_fields=["kind", "window_start", "due", "provisional", "agreed_due", "waits", "opened_on"])
    make_occurrences([task], until=until, calendar=days)
    return window


def _opened(task: Task, happened: dt.date | None) -> dt.date | None:
    """The day from which the task waits no more: a future event that is fixed opens it when it is recorded."""
    if happened is None or happened <= today():
        return happened
    return task.opened_on or today()


def make_occurrences(
    tasks: Iterable[Task] | Plan, *, until: dt.date | None = None, calendar: Calendar | None = None
) -> int:
    """Make the turns of tasks (or of all tasks of a plan) up to a horizon of 24 months; returns how many are new.

    Turns begin with the one that runs when the plan comes into tracking: of earlier ones nothing was recorded. Made
    again, nothing doubles: a turn is known by its rule and period. A rule that cannot be used makes none.
    """
    if isinstance(tasks, Plan):
        tasks = tasks.tasks.select_related("plan", "unit").prefetch_related("rules")
    last = until or horizon(today())
    days: Book | None = None if calendar else calendars()
    wanted = []
    for task in tasks:
        first = max(filter(None, (task.plan.issued_on, task.plan.tracked_from)), default=today())
        for rule in task.rules.all():
            wanted += _turns_of(task, rule, first, last, calendar or (days.of(task.unit) if days else Calendar()))
    have = set(Occurrence.objects.filter(rule__in={row.rule_id for row in wanted}).values_list("rule", "period"))
    missing = [row for row in wanted if (row.rule_id, row.period) not in have]
    Occurrence.objects.bulk_create(missing, ignore_conflicts=True)
    return len(missing)


def _turns_of(task: Task, rule: Rule, first: dt.date, last: dt.date, days: Calendar) -> list[Occurrence]:
    try:
        found = turns(rule, first, last, days)
    except UnusableRule:
        return []
    return [
        Occurrence(task=task, rule=rule, period=t.period, window_start=t.start, due=t.due, provisional=t.provisional)
        for t in found
    ]


def extend_horizon() -> int:
    """Make the turns that have come within the horizon since, for every tracked plan (daily job); returns how many."""
    kinds = [TimingKind.RECURRING, TimingKind.OPEN_WINDOW]
    tasks = Task.objects.filter(
        plan__tracked_from__isnull=False, cancelled_on__isnull=True, rules__kind__in=kinds
    ).distinct()
    return make_occurrences(tasks.select_related("plan", "unit").prefetch_related("rules").iterator(chunk_size=2000))
