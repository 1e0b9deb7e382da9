"""Periodic jobs: each turn once, a killed turn again, a failing job in nobody's way; jobs left by a killed worker."""

from __future__ import annotations

import datetime as dt
import sys
import threading

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from held_day import clock_of_the_machine
from thuongton.jobs import schedule
from thuongton.jobs.models import Lease, Run
from thuongton.jobs.schedule import Periodic, daily, run_due
from thuongton.jobs.services import (
    LeaseLost,
    demand_lease,
    enqueue_once,
    make_worker,
    requeue_interrupted,
    run_worker,
    unqueued,
    workers,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What ran; the only jobs known are «a», and «hỏng» that fails."""
    done: list[str] = []

    def fail() -> str:
        done.append("hỏng")
        raise RuntimeError("x")

    def work() -> str:
        done.append("a")
        return "Đã làm."

    jobs = (Periodic("hỏng", daily, fail), Periodic("a", daily, work), Periodic("nghỉ", lambda now: None, work))
    monkeypatch.setattr(schedule, "given", lambda kind: jobs)
    return done


def test_a_turn_runs_once_and_a_failing_job_stops_no_other(ran: list[str]) -> None:
    now = timezone.localtime()
    assert run_due(now) == ["không chạy được: RuntimeError", "Đã làm."]
    assert run_due(now) == [] and ran == ["hỏng", "a"]
    assert run_due(now + dt.timedelta(days=1)) == ["không chạy được: RuntimeError", "Đã làm."]


@pytest.mark.parametrize(("minutes", "again"), [(5, []), (31, ["hỏng"])])
def test_a_turn_that_was_cut_off_is_taken_again(ran: list[str], minutes: int, again: list[str]) -> None:
    run_due()
    ran.clear()
    Run.objects.update(started_at=timezone.now() - dt.timedelta(minutes=minutes))
    run_due()
    assert ran == again


PATH = "jobs.test_schedule.note"
SEEN: list[int] = []


@task()
def note(number: int) -> str:
    """What the workers of these tests do; it may be told to do something meanwhile."""
    MEANWHILE()
    SEEN.append(number)
    return f"Đã làm {number}"


def MEANWHILE() -> None:
    """Nothing, unless a test says so."""


def _job(status: str = TaskResultStatus.READY, seconds: float = 0, tries: int = 1) -> DBTaskResult:
    running = status == TaskResultStatus.RUNNING
    return DBTaskResult.objects.create(
        task_path=f"{note.func.__module__}.note",
        args_kwargs={"args": [1], "kwargs": {}},
        backend_name="default",
        status=status,
        worker_ids=["máy"] * tries if running else [],
        started_at=clock_of_the_machine() - dt.timedelta(seconds=seconds) if running else None,
        run_after=timezone.now(),
    )


@pytest.mark.parametrize(
    ("begun", "lease", "put_back"),
    [
        (5, None, 0),  # claimed a moment ago, about to take its lease
        (40, None, 1),  # claimed, and killed before it had one
        (4000, 20, 0),  # a long job whose worker lives
        (40, -1, 1),  # its worker renews no more
    ],
)
def test_jobs_of_a_killed_worker_are_put_back(begun: int, lease: int | None, put_back: int) -> None:
    job = _job(TaskResultStatus.RUNNING, begun)
    if lease is not None:
        Lease.objects.create(job=job.pk, holder="máy#1", until=clock_of_the_machine() + dt.timedelta(seconds=lease))
    assert requeue_interrupted() == put_back
    assert DBTaskResult.objects.filter(status=TaskResultStatus.READY).count() == put_back
    assert requeue_interrupted() == 0


def test_a_job_that_stops_every_worker_is_given_up() -> None:
    _job(TaskResultStatus.RUNNING, 40, tries=3)
    assert requeue_interrupted() == 0
    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED


@pytest.fixture
def queue(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The queue of the database, as it is outside of tests, and a job that can be found by its path."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
    library = "django_tasks_db.management.commands.db_worker"
    monkeypatch.setattr(f"{library}.close_old_connections", lambda: None)  # the test's own transaction goes on
    monkeypatch.setattr(f"{library}.exclusive_transaction", lambda _using: transaction.atomic())
    monkeypatch.setitem(sys.modules, note.func.__module__, sys.modules[__name__])
    SEEN.clear()


def test_a_worker_holds_a_lease_while_it_works_and_lets_it_go(queue, monkeypatch) -> None:
    job, held = _job(), []
    monkeypatch.setattr(sys.modules[__name__], "MEANWHILE", lambda: held.extend(Lease.objects.values_list("job")))
    make_worker(batch=True).run()
    job.refresh_from_db()
    assert held == [(job.pk,)] and not Lease.objects.exists()
    assert (job.status, job.return_value, SEEN) == (TaskResultStatus.SUCCESSFUL, "Đã làm 1", [1])


def test_a_late_worker_writes_nothing_over_the_one_that_took_its_job(queue, monkeypatch) -> None:
    job, refused = _job(), []

    def lose() -> None:
        Lease.objects.update(holder="khác#2")
        DBTaskResult.objects.update(worker_ids=["tôi", "khác"])
        try:
            demand_lease()
        except LeaseLost:
            refused.append(True)
            raise

    monkeypatch.setattr(sys.modules[__name__], "MEANWHILE", lose)
    make_worker(batch=True).run()
    job.refresh_from_db()
    assert refused and not SEEN
    assert (job.status, job.finished_at) == (TaskResultStatus.RUNNING, None)
    assert Lease.objects.get().holder == "khác#2"


def test_a_piece_of_work_stands_in_the_queue_once(queue) -> None:
    job = _job(TaskResultStatus.RUNNING)
    assert not enqueue_once(note, 1) and enqueue_once(note, 2)
    assert unqueued(note, [1, 2, 3]) == [3]
    DBTaskResult.objects.filter(pk=job.pk).update(status=TaskResultStatus.FAILED)
    assert unqueued(note, [1, 2, 3]) == [1, 3]
    assert (
        not [DBTaskResult.objects.create(**{**_plain(job), "status": TaskResultStatus.FAILED}) for _ in range(6)]
        or unqueued(note, [1]) == []
    )


def _plain(job: DBTaskResult) -> dict:
    return {name: getattr(job, name) for name in ("task_path", "args_kwargs", "backend_name", "run_after")}


def test_a_worker_goes_on_after_the_database_was_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "RETRY_SECONDS", 0)

    class Stumbling:
        running, runs = True, 0

        def run(self) -> None:
            self.runs += 1
            if self.runs < 3:
                raise OSError("away")

    worker = Stumbling()
    run_worker(worker, threading.Event())  # type: ignore[arg-type]
    assert worker.runs == 3
