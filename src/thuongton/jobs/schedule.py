"""Periodic jobs: rooms say what recurs; a clock thread starts each turn once, however many processes run."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from django.db import close_old_connections, connection
from django.utils import timezone

from thuongton.jobs.services import close_turn, take_turn
from thuongton.web.rooms import given

log = logging.getLogger(__name__)
TICK_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Periodic:
    """A job that recurs: ``turn(now)`` names the turn that is due now or None; ``run()`` returns a sentence."""

    name: str
    turn: Callable[[dt.datetime], str | None]
    run: Callable[[], str]


def daily(now: dt.datetime) -> str:
    """One turn a day, at any hour: whichever process is up first takes it."""
    return now.date().isoformat()


def hourly(now: dt.datetime) -> str:
    """One turn an hour."""
    return f"{now:%Y-%m-%dT%H}"


def run_due(now: dt.datetime | None = None) -> list[str]:
    """Run every job whose turn is due and has not been taken; returns the outcome sentences.

    A job that fails leaves its turn unfinished, so that it is tried again later: jobs must bear being run twice.
    """
    moment = now or timezone.localtime()
    outcomes = []
    for job in given(Periodic):
        turn = job.turn(moment)
        if turn is None or (run := take_turn(job.name, f"{job.name}:{turn}")) is None:
            continue
        try:
            outcome, whole = job.run(), True
        except Exception as error:  # one failing job must not stop the others
            log.exception("periodic job %s failed", job.name)
            outcome, whole = f"không chạy được: {type(error).__name__}", False
        close_turn(run, outcome, whole=whole)
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
