"""Leases: a running job belongs to its worker for :data:`LEASE`, again and again while the worker lives.

A worker that is killed renews no more: when the lease has ended, any other puts the job back into the queue. A worker
that was only held up (stopped, cut off from the database) finds its lease gone: :func:`demand_lease` refuses what its
job still wants to write, and its outcome is not noted. All times are those of the database, so that the clocks of the
machines need not agree.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from thuongton.jobs.models import Lease

log = logging.getLogger(__name__)
LEASE = dt.timedelta(seconds=30)
BEAT_SECONDS = 6.0
MOST_TRIES = 3
"""So often a job is begun; one that kills its worker every time is given up then."""
_mine: ContextVar[Lease | None] = ContextVar("lease", default=None)


class LeaseLost(Exception):
    """Another worker does this job by now: what this one still wants to write is refused."""


class GivenUp(Exception):
    """The job stopped its worker too often."""


def take_lease(job: DBTaskResult, worker_id: str) -> Lease | None:
    """The lease of a job that this worker has just claimed; None when another has claimed it since."""
    with transaction.atomic():
        now = DBTaskResult.objects.select_for_update().filter(pk=job.pk, status=TaskResultStatus.RUNNING).first()
        if now is None or now.worker_ids != job.worker_ids or now.worker_ids[-1:] != [worker_id]:
            return None
        holder = f"{worker_id}#{len(now.worker_ids)}"
        lease, _made = Lease.objects.update_or_create(job=job.pk, defaults={"holder": holder, "until": Now() + LEASE})
        return lease


def renew(lease: Lease) -> bool:
    """Hold the job for another :data:`LEASE`; False when another has it by now."""
    return bool(Lease.objects.filter(job=lease.job, holder=lease.holder).update(until=Now() + LEASE))


def demand_lease() -> None:
    """Refuse to go on when the job under way was given to another worker; call it inside the transaction that writes.

    Holds the lease until the transaction ends. Outside of a worker there is no lease and nothing is refused. Raises
    :class:`LeaseLost`.
    """
    lease = _mine.get()
    if lease is None:
        return
    if Lease.objects.select_for_update().filter(job=lease.job, holder=lease.holder).first() is None:
        raise LeaseLost(str(lease.job))


@contextmanager
def holding(lease: Lease) -> Iterator[None]:
    """Renew a lease from a thread beside while the block runs; the job inside may ask :func:`demand_lease`."""
    done = threading.Event()

    def beat() -> None:
        try:
            while not done.wait(BEAT_SECONDS):
                try:
                    if not renew(lease):
                        log.warning("job %s was given to another worker", lease.job)
                        return
                except Exception:
                    log.warning("the lease of job %s was not renewed", lease.job, exc_info=True)
                    connection.close()
        finally:
            connection.close()

    thread = threading.Thread(target=beat, name="lease", daemon=True)
    token = _mine.set(lease)
    thread.start()
    try:
        yield
    finally:
        _mine.reset(token)
        done.set()
        thread.join(BEAT_SECONDS)


def finish(lease: Lease, job: DBTaskResult, fields: dict[str, Any]) -> bool:
    """Note the outcome of a job and let the lease go, in one transaction; False when another has the job by now."""
    with transaction.atomic():
        if Lease.objects.select_for_update().filter(job=lease.job, holder=lease.holder).first() is None:
            log.warning("job %s was done by another worker; this outcome is not noted", lease.job)
            return False
        DBTaskResult.save(job, **fields)
        Lease.objects.filter(job=lease.job, holder=lease.holder).delete()
        return True


def requeue_interrupted() -> int:
    """Put back the jobs whose lease has ended, and those that were claimed and never got one; returns how many.

    A job that was begun :data:`MOST_TRIES` times is given up instead. Any number of processes may do this at once.
    """
    over = Lease.objects.filter(until__lt=Now())
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    bare = running.filter(started_at__lt=Now() - LEASE).exclude(pk__in=Lease.objects.values("job"))
    if not over.exists() and not bare.exists():  # asked without a lock: mostly there is nothing to do
        return 0
    with transaction.atomic():
        ended = list(over.select_for_update(skip_locked=True).values_list("job", flat=True))
        jobs = [
            *running.filter(pk__in=ended).select_for_update(skip_locked=True),
            *bare.select_for_update(skip_locked=True),
        ]
        Lease.objects.filter(job__in=ended).delete()
        for job in jobs:
            if len(job.worker_ids) >= MOST_TRIES:
                job.set_failed(GivenUp(f"begun {len(job.worker_ids)} times"))
        kept = [job.pk for job in jobs if len(job.worker_ids) < MOST_TRIES]
        return DBTaskResult.objects.filter(pk__in=kept).update(
            status=TaskResultStatus.READY, started_at=None, run_after=timezone.now()
        )
