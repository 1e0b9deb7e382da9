"""Periodic jobs: rooms register what recurs; a clock thread starts each turn once, however many processes run."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from django.db import IntegrityError, close_old_connections, transaction
from django.utils import timezone

from thuongton.jobs.models import Run

log = logging.getLogger(__name__)
TICK_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Periodic:
    """A job that recurs: ``turn(now)`` names the turn that is due now or None; ``run()`` returns a sentence."""

    name: str
    turn: Callable[[dt.datetime], str | None]
    run: Callable[[], str]


_registered: dict[str, Periodic] = {}


def register(job: Periodic) -> None:
    """Make a job known; called from an app's ``ready``."""
    _registered[job.name] = job


def run_due(now: dt.datetime | None = None) -> list[str]:
    """Run every job whose turn is due and has not been taken; returns the outcome sentences."""
    moment = now or timezone.localtime()
    outcomes = []
    for job in _registered.values():
        turn = job.turn(moment)
        if turn is None:
            continue
        try:
            with transaction.atomic():
                run = Run.objects.create(name=job.name, key=f"{job.name}:{turn}")
        except IntegrityError:
            continue
        try:
            outcome = job.run()
        except Exception as error:  # one failing job must not stop the others
            log.exception("periodic job %s failed", job.name)
            outcome = f"không chạy được: {type(error).__name__}"
        Run.objects.filter(pk=run.pk).update(finished_at=timezone.now(), outcome=outcome[:400])
        outcomes.append(outcome)
    return outcomes


def start_clock_thread() -> threading.Event:
    """Tick once a minute in a daemon thread; set the event to stop."""
    stop = threading.Event()

    def tick() -> None:
        while not stop.wait(TICK_SECONDS):
            try:
                close_old_connections()
                run_due()
            except Exception:
                log.exception("the clock of periodic jobs stumbled")

    threading.Thread(target=tick, name="clock", daemon=True).start()
    return stop
