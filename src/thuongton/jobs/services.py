"""The worker of queued jobs, in a thread or a process of its own, and the turns of periodic jobs, each taken once."""

from __future__ import annotations

import datetime as dt
import logging
import os
import platform
import threading

from django.db import IntegrityError, close_old_connections, transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from thuongton.jobs.models import Run

log = logging.getLogger(__name__)
RETRY_SECONDS = 5.0
ABANDONED = dt.timedelta(minutes=30)


def take_turn(name: str, key: str) -> Run | None:
    """The turn ``key`` of a periodic job for this process alone, or None when another has it.

    A turn that a killed process left unfinished is taken again after :data:`ABANDONED`.
    """
    try:
        with transaction.atomic():
            return Run.objects.create(name=name, key=key)
    except IntegrityError:
        now = timezone.now()
        left = Run.objects.filter(key=key, finished_at__isnull=True, started_at__lte=now - ABANDONED)
        return Run.objects.get(key=key) if left.update(started_at=now) else None


def close_turn(run: Run, outcome: str, *, whole: bool) -> None:
    """Note how a turn went; one that failed stays unfinished and is tried again."""
    Run.objects.filter(pk=run.pk).update(finished_at=timezone.now() if whole else None, outcome=outcome[:400])


def make_worker(*, interval: float = 1.0, batch: bool = False) -> Worker:
    """A worker for all queues; ``batch`` stops when nothing is waiting."""
    return Worker(
        queue_names=["*"],
        interval=interval,
        batch=batch,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"{platform.node()[:48] or 'pc'}-{os.getpid()}",
    )


def requeue_interrupted(older_than: dt.timedelta = ABANDONED) -> int:
    """Put back jobs that a killed process left running for longer than ``older_than``; returns how many.

    Zero is right only when no other worker runs. Jobs may therefore run twice: each must bear that.
    """
    return DBTaskResult.objects.filter(
        status=TaskResultStatus.RUNNING, started_at__lte=timezone.now() - older_than
    ).update(status=TaskResultStatus.READY, started_at=None)


def run_worker(worker: Worker, stopped: threading.Event) -> None:
    """Run a worker until it is told to stop; a database that is away for a while only makes it wait."""
    while worker.running and not stopped.is_set():
        try:
            worker.run()
            return
        except Exception:
            log.exception("the worker stumbled and begins again")
            close_old_connections()
            stopped.wait(RETRY_SECONDS)


def start_worker_thread() -> tuple[Worker, threading.Event]:
    """Run a worker in a daemon thread of this process; call :func:`stop_worker` with what is returned to stop it."""
    worker, stopped = make_worker(), threading.Event()
    threading.Thread(target=run_worker, args=(worker, stopped), name="worker", daemon=True).start()
    return worker, stopped


def stop_worker(worker: Worker, stopped: threading.Event) -> None:
    """Let a worker end after the job it runs now."""
    worker.running = False
    stopped.set()
