"""Periodic jobs: each turn once, a killed turn again, a failing job in nobody's way; jobs left by a killed worker."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from thuongton.jobs import schedule, services
from thuongton.jobs.models import Run
from thuongton.jobs.schedule import Periodic, run_due
from thuongton.jobs.services import ABANDONED, requeue_interrupted, run_worker

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

    jobs = {
        "hỏng": Periodic("hỏng", lambda now: now.date().isoformat(), fail),
        "a": Periodic("a", lambda now: now.date().isoformat(), work),
        "nghỉ": Periodic("nghỉ", lambda now: None, work),
    }
    monkeypatch.setattr(schedule, "_registered", jobs)
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


@pytest.mark.parametrize(
    ("minutes", "older_than", "put_back"), [(5, ABANDONED, 0), (40, ABANDONED, 1), (0, dt.timedelta(0), 1)]
)
def test_jobs_of_a_killed_worker_are_put_back(minutes: int, older_than: dt.timedelta, put_back: int) -> None:
    DBTaskResult.objects.create(
        task_path="thuongton.documents.services.intake.read_file",
        args_kwargs={"args": [1], "kwargs": {}},
        backend_name="default",
        status=TaskResultStatus.RUNNING,
        started_at=timezone.now() - dt.timedelta(minutes=minutes),
    )
    assert requeue_interrupted(older_than) == put_back
    assert DBTaskResult.objects.filter(status=TaskResultStatus.READY).count() == put_back


def test_a_worker_goes_on_after_the_database_was_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "RETRY_SECONDS", 0)

    class Stumbling:
        running, runs = True, 0

        def run(self) -> None:
            self.runs += 1
            if self.runs < 3:
                raise OSError("away")

    worker = Stumbling()
    run_worker(worker, threading.Event())  # type: ignore[arg-type]
    assert worker.runs == 3
