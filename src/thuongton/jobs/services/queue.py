"""The queue: a piece of work stands in it once, and what lost its place is put back."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from thuongton.jobs.services.leases import requeue_interrupted
from thuongton.web.rooms import given

log = logging.getLogger(__name__)
ALIVE = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
MOST_FAILURES = 6


@dataclass(frozen=True, slots=True)
class Resume:
    """What looks for work of a room that lost its place in the queue, and says how much it put back."""

    look: Callable[[], int]


def _queued(task: Any, number: int) -> Any:
    return DBTaskResult.objects.filter(task_path=task.module_path, args_kwargs={"args": [number], "kwargs": {}})


def enqueue_once(task: Any, number: int) -> bool:
    """Queue a task about one row unless it is waiting or running already; tells whether it was queued.

    Call it inside the act that makes the row, so that there is never one without the other.
    """
    if _queued(task, number).filter(status__in=ALIVE).exists():
        return False
    task.enqueue(number)
    return True


def unqueued(task: Any, numbers: Iterable[int]) -> list[int]:
    """Of the rows that wait for a task, those that no job will bring on: none is alive, and few have failed."""
    found = []
    for number in numbers:
        states = list(_queued(task, number).values_list("status", flat=True))
        if not set(states) & set(ALIVE) and states.count(TaskResultStatus.FAILED) < MOST_FAILURES:
            found.append(number)
    return found


def resume() -> int:
    """Put back what killed processes left half-done; returns how much. The same in every process that does jobs.

    Safe at any time and in any number of processes: what another worker does now is left alone.
    """
    put_back = requeue_interrupted()
    for one in given(Resume):
        try:
            put_back += one.look()
        except Exception:
            log.exception("looking for interrupted work failed")
    return put_back
