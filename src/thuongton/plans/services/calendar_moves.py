"""Moving the deadlines of tasks and turns as the working calendar says, with a line in the trail for each."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop

from thuongton.audit.columns import set_columns
from thuongton.audit.services import ToldEvent, recording_each
from thuongton.calendars.dependents import Dependents, Move
from thuongton.people.models import User
from thuongton.plans.models import Occurrence, Task
from thuongton.plans.queries.calendar_moves import (
    answering_for_tasks,
    answering_for_turns,
    task_moves,
    task_of_turn,
    turn_moves,
)
from thuongton.web.dates import day_words

ACTION = gettext_noop("Dời hạn theo lịch làm việc")
REST = gettext_noop("Cập nhật hạn dự kiến theo lịch làm việc")


def apply_to_tasks(user: User | None, moves: list[Move], reason: str) -> None:
    """Write the moves of tasks; the rows are held by the caller's transaction."""
    rows = {task.pk: task for task in Task.objects.filter(pk__in=[m.row for m in moves]).select_related("unit")}
    _apply(user, Task, rows, rows, moves, reason)


def apply_to_turns(user: User | None, moves: list[Move], reason: str) -> None:
    """Write the moves of turns; the line in the trail is the task's."""
    found = Occurrence.objects.filter(pk__in=[m.row for m in moves]).select_related("task", "task__unit")
    rows = {turn.pk: turn for turn in found}
    _apply(user, Occurrence, rows, {pk: turn.task for pk, turn in rows.items()}, moves, reason)


def _apply(user: User | None, model: Any, rows: dict[int, Any], tasks: Any, moves: list[Move], reason: str) -> None:
    table = model._meta.db_table
    lines = [ToldEvent(tasks[m.row], _said(m, reason), ((table, m.row),)) for m in moves if m.moves and m.row in rows]
    columns = sorted({name for move in moves for name in move.values})
    for move in moves:
        for name, value in move.values.items():
            setattr(rows[move.row], name, value)
    with recording_each(user, ACTION, lines, REST):
        set_columns(model, columns, [(row.pk, *(getattr(row, name) for name in columns)) for row in rows.values()])


def _said(move: Move, reason: str) -> str:
    """Why, in words of the trail, which are Vietnamese whoever acts: «hạn 12/1/2026 thay 9/1/2026, theo …»."""
    old, new = (day_words(day) or "chưa có" for day in (move.old, move.new))
    return f"Hạn {new} thay {old}, theo {reason}"


DEPENDENTS = (
    Dependents(
        "plans.task",
        gettext_noop("Hạn của nhiệm vụ"),
        task_moves,
        apply_to_tasks,
        answering_for_tasks,
        lambda row: reverse("plans:task", args=[row]),
    ),
    Dependents(
        "plans.turn",
        gettext_noop("Hạn của kỳ thực hiện"),
        turn_moves,
        apply_to_turns,
        answering_for_turns,
        lambda row: reverse("plans:task", args=[task_of_turn(row)]),
    ),
)
