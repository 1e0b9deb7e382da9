"""Periodic jobs: rooms register what recurs; a clock thread starts each turn once, however many processes run."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from django.db import IntegrityError, close_old_connections, connection, transaction
from django.utils import timezone

from thuongton.jobs.models import Run

log = logging.getLogger(__name__)
TICK_SECONDS = 60
ABANDONED = dt.timedelta(minutes=30)


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


def _take(name: str, key: str, moment: dt.datetime) -> Run | None:
    """The turn, taken by this process alone; one that a killed process left unfinished is taken again after a while."""
    try:
        with transaction.atomic():
            return Run.objects.create(name=name, key=key)
    except IntegrityError:
        left = Run.objects.filter(key=key, finished_at__isnull=True, started_at__lte=moment - ABANDONED)
        if left.update(started_at=moment) == 0:
            return None
        return Run.objects.get(key=key)


def run_due(now: dt.datetime | None = None) -> list[str]:
    """Run every job whose turn is due and has not been taken; returns the outcome sentences.

    A job that fails leaves its turn unfinished, so that it is tried again after :data:`ABANDONED`: jobs must bear
    being run twice.
    """
    moment = now or timezone.localtime()
    outcomes = []
    for job in list(_registered.values()):
        turn = job.turn(moment)
        if turn is None or (run := _take(job.name, f"{job.name}:{turn}", timezone.now())) is None:
            continue
        finished: dt.datetime | None = None
        try:
            outcome = job.run()
            finished = timezone.now()
        except Exception as error:  # one failing job must not stop the others
            log.exception("periodic job %s failed", job.name)
            outcome = f"không chạy được: {type(error).__name__}"
        Run.objects.filter(pk=run.pk).update(finished_at=finished, outcome=outcome[:400])
        outcomes.append(outcome)
    return outcomes


def start_clock_thread() -> threading.Event:
    """Tick at once and then once a minute in a daemon thread; set the event to stop."""
    stop = threading.Event()

    def tick() -> None:
        while not stop.is_set():
            try:
                close_old_connections()
                run_due()
            except Exception:
                log.exception("the clock of periodic jobs stumbled")
            finally:
                connection.close()
            stop.wait(TICK_SECONDS)

    threading.Thread(target=tick, name="clock", daemon=True).start()
    return stop
