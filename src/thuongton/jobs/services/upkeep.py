"""Clearing away: finished jobs, past turns, sessions that have ended, failed sign-ins nobody counts any more."""

from __future__ import annotations

import datetime as dt
from importlib import import_module

from django.conf import settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from thuongton.jobs.models import Lease, Run

JOBS_KEPT = dt.timedelta(days=14)
TURNS_KEPT = dt.timedelta(days=60)
ATTEMPTS_KEPT = dt.timedelta(days=30)


def clear_jobs() -> int:
    """Take away jobs finished :data:`JOBS_KEPT` ago, turns of :data:`TURNS_KEPT` ago and leases of no job."""
    now = timezone.now()
    jobs, _each = DBTaskResult.objects.finished().filter(finished_at__lt=now - JOBS_KEPT).delete()
    turns, _each = Run.objects.filter(finished_at__lt=now - TURNS_KEPT).delete()
    Lease.objects.exclude(job__in=DBTaskResult.objects.values("pk")).delete()
    return jobs + turns


def clear_sign_ins() -> int:
    """Take away sessions that have ended, and attempts of :data:`ATTEMPTS_KEPT`."""
    from axes.models import AccessAttempt

    ended = int(import_module(settings.SESSION_ENGINE).SessionStore.clear_expired())
    attempts, _each = AccessAttempt.objects.filter(attempt_time__lt=timezone.now() - ATTEMPTS_KEPT).delete()
    return ended + attempts
