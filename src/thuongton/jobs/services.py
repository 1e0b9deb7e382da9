"""The worker that runs queued jobs, in a thread beside the web server or in a process of its own."""

from __future__ import annotations

import os
import threading

from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult


def make_worker(*, interval: float = 1.0, batch: bool = False) -> Worker:
    """A worker for all queues; ``batch`` stops when nothing is waiting."""
    return Worker(
        queue_names=["*"],
        interval=interval,
        batch=batch,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"{os.uname().nodename if hasattr(os, 'uname') else 'pc'}-{os.getpid()}",
    )


def requeue_interrupted() -> int:
    """Put back jobs that a killed process left running; only right when no other worker runs. Returns how many."""
    return DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).update(
        status=TaskResultStatus.READY, started_at=None
    )


def start_worker_thread() -> tuple[Worker, threading.Thread]:
    """Run a worker in a daemon thread of this process; set ``worker.running = False`` to stop it."""
    worker = make_worker()
    thread = threading.Thread(target=worker.run, name="worker", daemon=True)
    thread.start()
    return worker, thread
