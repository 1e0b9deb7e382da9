"""Rows of plans whose derived columns are not what their facts and rules give, in a few queries a chunk."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from thuongton.calendars.queries import book
from thuongton.plans.deadlines.windows import asks_calendar, window_of
from thuongton.plans.models import DeadlineChange, Declaration, Occurrence, Proof, Task
from thuongton.plans.proof.crediting import credited
from thuongton.plans.queries.crediting import DERIVED, begun, facts_of
from thuongton.plans.status import finished
from thuongton.web.dates import day_words

CHUNK = 2000


def named(task: Task) -> str:
    """A task as a person finds it: «444/KH-UBND – A.II.5»."""
    return f"{task.plan.number or 'Kế hoạch'} – {task.code}"


def _chunks(rows: QuerySet[Any]) -> Iterator[list[Any]]:
    last = 0
    while chunk := list(rows.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        last = chunk[-1].pk
        yield chunk


def _wrong_facts(rows: QuerySet[Any], key: str, alone: Callable[[Any], bool]) -> Iterator[tuple[Any, list[str]]]:
    """Rows whose fact columns are not what their declarations, proofs and changes give; three queries a chunk."""
    whole = {"occurrence__isnull": True} if key == "task" else {}
    for chunk in _chunks(rows):
        pks = [row.pk for row in chunk]
        said = _grouped(Declaration.objects.filter(**{f"{key}__in": pks}, **whole, unit__isnull=True), key)
        papers = _grouped(Proof.objects.filter(**{f"{key}__in": pks}, **whole), key)
        changes = _grouped(DeadlineChange.objects.filter(**{f"{key}__in": pks}, **whole), key)
        for row in chunk:
            own = (said[row.pk], papers[row.pk], changes[row.pk])
            right = credited(*own, begun(row)) if alone(row) else facts_of(row)
            wrong = [name for name in DERIVED if getattr(row, name) != right[name]]
            if wrong:
                yield row, wrong


def _grouped(rows: Iterable[Any], key: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, f"{key}_id")].append(row)
    return found


def wrong_task_facts() -> Iterator[str]:
    """A sentence for each task whose fact columns differ from its rows."""
    for task, wrong in _wrong_facts(Task.objects.select_related("plan"), "task", lambda task: task.common_id is None):
        yield f"{named(task)}: cột {', '.join(wrong)} không khớp với khai báo, sản phẩm và gia hạn."


def wrong_turn_facts() -> Iterator[str]:
    """A sentence for each turn whose fact columns differ from its rows."""
    turns = Occurrence.objects.select_related("task", "task__plan")
    for turn, wrong in _wrong_facts(turns, "occurrence", lambda turn: True):
        yield f"{named(turn.task)}, {turn.period}: cột {', '.join(wrong)} không khớp với khai báo, sản phẩm, gia hạn."


def other_windows() -> Iterator[str]:
    """A sentence for each task whose window is not what its rules give with the calendar of today."""
    days = book()
    for chunk in _chunks(Task.objects.select_related("plan", "unit", "trigger").prefetch_related("rules")):
        for task in chunk:
            happened = task.trigger.occurred_on if task.trigger else None
            right = window_of(
                list(task.rules.all()),
                event_day=happened,
                agreed_days=task.plan.agreed_days,
                calendar=days.of(task.unit),
            )
            if finished(task) and any(
                map(asks_calendar, task.rules.all())
            ):  # a change of the calendar leaves what is finished where it was
                continue
            if (task.window_start, task.due, task.agreed_due) != (right.start, right.due, right.agreed_due):
                yield f"{named(task)}: hạn lưu {shown(task.due)}, theo quy tắc của văn bản là {shown(right.due)}."


def shown(day: dt.date | None) -> str:
    """A day as it is printed."""
    return day_words(day) or "(không có)"
