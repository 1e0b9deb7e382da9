"""Workers in processes of their own: one is killed or held up while it reads, and its paper is read all the same."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import waiting
from ops.conftest import until_idle
from thuongton.jobs.services import leases, workers

ROOT = Path(__file__).resolve().parents[2]
FILL = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
from thuongton.people.services import add_unit
from thuongton.documents.services import intake
unit = add_unit(None, None, name="Xã Một", kind="commune")
for number in range(3):
    intake.accept_file(None, unit, f"Số: {number}/KH-STP\\n\\nKẾ HOẠCH\\nKiểm tra {number}".encode(), "a.txt")
"""
WORK = """
import datetime as dt, os, sys, time
import django
django.setup()
from thuongton.jobs.services import leases, workers
lease = dt.timedelta(seconds=float(os.environ["LEASE"]))
leases.LEASE, leases.BEAT_SECONDS, workers.TEND_SECONDS = lease, 0.4, 0.5
from thuongton.documents.services import intake, reading
plain = reading.read_screened
def slowly(*given, **more):
    print("begun", flush=True)
    time.sleep(float(os.environ["SLOW"]))
    read = plain(*given, **more)
    print("read", flush=True)
    return read
reading.read_screened = slowly
from thuongton.cli import main
sys.exit(main(["worker"]))
"""
WRITE = """
import django
django.setup()
from django.db import connection, transaction
if connection.vendor == "sqlite":
    connection.cursor().execute("PRAGMA busy_timeout = 500")
with transaction.atomic():
    connection.cursor().execute("UPDATE jobs_lease SET holder = holder WHERE FALSE")
"""
LOOK = """
import json, django
django.setup()
from django_tasks_db.models import DBTaskResult
from thuongton.audit.checks import run_checks
from thuongton.documents.models import Intake, Reading
from thuongton.jobs.models import Lease
print(json.dumps({
    "states": sorted(Intake.objects.values_list("state", flat=True)), "readings": Reading.objects.count(),
    "jobs": sorted(
        f"{job.status} {len(job.worker_ids)}" for job in DBTaskResult.objects.exclude(task_path__contains=".reviews.")
    ),
    "leases": Lease.objects.count(), "finds": [find.check.code for find in run_checks()],
}))
"""


@pytest.fixture(
    params=[pytest.param("sqlite", marks=pytest.mark.sqlite), pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def environment(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """An installation with three papers that wait to be read."""
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    from both import installation
    from with_postgres import binaries

    if request.param == "postgresql" and binaries() is None:
        pytest.skip("cần máy chủ PostgreSQL")
    with installation(request.param, made=True) as made:
        subprocess.run([sys.executable, "-c", FILL], env=made, check=True, timeout=600)
        yield made


@pytest.fixture
def start(environment: dict[str, str]) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts a worker that takes so many seconds for a paper and whose word holds so many; all are gone at the end."""
    begun: list[subprocess.Popen[str]] = []

    def go(slow: float, lease: float = 2) -> subprocess.Popen[str]:
        made = subprocess.Popen(
            [sys.executable, "-c", WORK],
            env=environment | {"SLOW": str(slow), "LEASE": str(lease)},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        begun.append(made)
        return made

    yield go
    for one in begun:
        if one.poll() is None:
            os.kill(one.pid, signal.SIGCONT)
            one.kill()
        one.communicate()


def _reads(worker: subprocess.Popen[str], said: str = "begun") -> None:
    assert worker.stdout is not None
    for line in worker.stdout:
        if line.startswith(said):
            return
    raise AssertionError(f"the worker ended before it said {said}")


def _hold_up(worker: subprocess.Popen[str], environment: dict[str, str]) -> None:
    """Stop the worker between two writes: stopped in the midst of one it would hold the only pen of SQLite."""

    def between_two_writes() -> bool:
        os.kill(worker.pid, signal.SIGSTOP)
        written = subprocess.run(
            [sys.executable, "-c", WRITE], env=environment, capture_output=True, timeout=waiting.LONG
        )
        if written.returncode:
            os.kill(worker.pid, signal.SIGCONT)
        return written.returncode == 0

    waiting.until(between_two_writes, "the worker is found between two writes", process=worker)


def _look(environment: dict[str, str]) -> dict:
    done = subprocess.run(
        [sys.executable, "-c", LOOK], env=environment, capture_output=True, text=True, check=True, timeout=600
    )
    return json.loads(done.stdout)


def _until_read(environment: dict[str, str]) -> dict:
    def look() -> dict | None:
        found = _look(environment)
        ended = found["leases"] == 0 and all(job.startswith("SUCCESSFUL") for job in found["jobs"])
        return found if ended and found["states"] == ["read"] * 3 else None

    found = waiting.until(look, "all three papers are read", step=0.3)
    assert found is not None
    return found


def test_the_promise_of_a_minute_holds_with_the_times_as_they_are() -> None:
    """A lease that was just renewed, and the longest wait until the queue is looked over, with time left to read."""
    assert leases.LEASE.total_seconds() + workers.TEND_SECONDS <= 45
    assert leases.LEASE.total_seconds() >= leases.BEAT_SECONDS * 4


def test_what_a_killed_worker_was_reading_is_read_by_the_next(environment: dict[str, str], start: Callable) -> None:
    first = start(300)
    _reads(first)
    first.kill()
    first.wait()
    assert _look(environment)["states"] == ["queued", "queued", "reading"]
    start(0, lease=60)  # not taken for dead itself because the machine is busy
    found = _until_read(environment)
    assert (found["states"], found["readings"], found["leases"]) == (["read"] * 3, 3, 0)
    assert found["jobs"] == ["SUCCESSFUL 1", "SUCCESSFUL 1", "SUCCESSFUL 2"]
    assert not found["finds"]


def test_a_worker_that_was_held_up_changes_nothing_later(environment: dict[str, str], start: Callable) -> None:
    held_up = start(2)
    _reads(held_up)
    _hold_up(held_up, environment)
    start(0, lease=60)
    before = _until_read(environment)
    assert before["states"] == ["read"] * 3 and before["leases"] == 0
    os.kill(held_up.pid, signal.SIGCONT)
    _reads(held_up, "read")
    until_idle(held_up)
    assert held_up.poll() is None, "it goes on with the next job"
    assert _look(environment) == before
    held_up.terminate()
    assert held_up.wait(waiting.LONG) == 0


def test_two_workers_beside_one_another_read_each_paper_once(environment: dict[str, str], start: Callable) -> None:
    start(0.5, lease=60), start(0.5, lease=60)  # neither is taken for dead because the machine is busy
    found = _until_read(environment)
    assert found["jobs"] == ["SUCCESSFUL 1"] * 3 and found["readings"] == 3
