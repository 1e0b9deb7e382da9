"""Turns of periodic jobs: each is taken once, however many processes run."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone

from thuongton.jobs.models import Run

ABANDONED = dt.timedelta(minutes=30)
"""After this a turn that nobody finished is taken again: far longer than any periodic job runs."""


def take_turn(name: str, key: str) -> Run | None:
    """The turn ``key`` of a periodic job for this process alone, or None when another has it.

    A turn that a killed process left unfinished is taken again after :data:`ABANDONED`.
    """
    now = timezone.now()
    known = Run.objects.filter(key=key).first()  # asked first: a refused insert would stand in the log of the server
    if known is None:
        try:
            with transaction.atomic():
                return Run.objects.create(name=name, key=key)
        except IntegrityError:
            pass
    left = Run.objects.filter(key=key, finished_at__isnull=True, started_at__lte=now - ABANDONED)
    return Run.objects.get(key=key) if left.update(started_at=now) else None


def close_turn(run: Run, outcome: str, *, whole: bool) -> None:
    """Note how a turn went; one that failed stays unfinished and is tried again."""
    Run.objects.filter(pk=run.pk).update(finished_at=timezone.now() if whole else None, outcome=outcome[:400])
