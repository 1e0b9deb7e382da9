"""The worker of queued jobs, in a thread or a process of its own, and what tends the queue beside it."""

from __future__ import annotations

import logging
import os
import platform
import threading
import uuid

from django.db import close_old_connections, connection
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from thuongton.jobs.services.leases import finish, holding, take_lease
from thuongton.jobs.services.queue import resume

log = logging.getLogger(__name__)
RETRY_SECONDS = 5.0
TEND_SECONDS = 10.0
"""So often the queue is looked over for jobs whose worker is gone."""


class LeasedWorker(Worker):
    """A worker that holds a lease of the job it runs, and notes an outcome only while it does."""

    def run_task(self, db_task_result: DBTaskResult) -> None:
        """Run one claimed job."""
        job = db_task_result
        lease = take_lease(job, self.worker_id)
        if lease is None:
            log.warning("job %s was claimed by another worker meanwhile", job.pk)
            return
        job.save = lambda **fields: finish(lease, job, fields)  # type: ignore[method-assign,assignment]
        with holding(lease):
            super().run_task(job)


def make_worker(*, interval: float = 1.0, batch: bool = False) -> Worker:
    """A worker for all queues; ``batch`` stops when nothing is waiting."""
    return LeasedWorker(
        queue_names=["*"],
        interval=interval,
        batch=batch,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"{platform.node()[:32] or 'pc'}-{os.getpid()}-{uuid.uuid4().hex[:8]}",
    )


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


def tend_jobs(stopped: threading.Event) -> None:
    """Look the queue over at once and then every :data:`TEND_SECONDS`, in a daemon thread, until the event is set."""

    def tend() -> None:
        while not stopped.is_set():
            try:
                close_old_connections()
                resume()
            except Exception:
                log.exception("looking the queue over stumbled")
            finally:
                connection.close()
            stopped.wait(TEND_SECONDS)

    threading.Thread(target=tend, name="tend", daemon=True).start()


def start_worker_thread() -> tuple[Worker, threading.Event]:
    """Run a worker in a daemon thread of this process; call :func:`stop_worker` with what is returned to stop it."""
    worker, stopped = make_worker(), threading.Event()
    tend_jobs(stopped)
    threading.Thread(target=run_worker, args=(worker, stopped), name="worker", daemon=True).start()
    return worker, stopped


def stop_worker(worker: Worker, stopped: threading.Event) -> None:
    """Let a worker end after the job it runs now."""
    worker.running = False
    stopped.set()
