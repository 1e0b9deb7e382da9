"""What is cleared away, and what is young enough to stay."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from factories import make_world, officer
from thuongton.api.models import GivenAnswer
from thuongton.api.services import forget_answers
from thuongton.jobs import schedule
from thuongton.jobs.models import Lease, Run
from thuongton.jobs.schedule import Periodic
from thuongton.jobs.services.upkeep import clear_jobs, clear_sign_ins
from thuongton.people.models import Session
from thuongton.people.services.sessions import digest_of
from thuongton.web.models import Spending
from thuongton.web.rooms import given

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def _job(status: str, finished: dt.timedelta | None) -> DBTaskResult:
    return DBTaskResult.objects.create(
        task_path="x.y", args_kwargs={"args": [], "kwargs": {}}, backend_name="default", status=status,
        run_after=timezone.now(), finished_at=timezone.now() - finished if finished else None,
    )  # fmt: skip


def test_finished_jobs_go_after_two_weeks_and_no_other() -> None:
    old = [_job(status, 15 * DAY) for status in (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED)]
    kept = [_job(TaskResultStatus.SUCCESSFUL, 13 * DAY), _job(TaskResultStatus.READY, None)]
    kept.append(_job(TaskResultStatus.RUNNING, None))
    for job in (*old, *kept):
        Lease.objects.create(job=job.pk, holder="x", until=timezone.now())
    run = Run.objects.create(name="a", key="a:1", finished_at=timezone.now() - 61 * DAY)
    unfinished = Run.objects.create(name="a", key="a:2")
    assert clear_jobs() == 3
    assert set(DBTaskResult.objects.all()) == set(kept)
    assert set(Lease.objects.values_list("job", flat=True)) == {job.pk for job in kept}
    assert list(Run.objects.all()) == [unfinished] and run.pk != unfinished.pk


def test_ended_sessions_and_old_attempts_go(client: Client) -> None:
    from axes.models import AccessAttempt

    user = officer(make_world().commune)
    for age in (-DAY, DAY):
        one = Client()
        one.force_login(user)
        Session.objects.filter(digest=digest_of(one.session.session_key)).update(expires_at=timezone.now() + age)
    for age in (-DAY, DAY):
        attempt = AccessAttempt.objects.create(
            username="a", ip_address="127.0.0.1", user_agent=str(age), path_info="/", failures_since_start=1
        )
        AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=timezone.now() + 31 * age)
    assert clear_sign_ins() == 2
    assert Session.objects.count() == AccessAttempt.objects.count() == 1


def test_answers_are_forgotten_after_two_weeks() -> None:
    user = officer(make_world().commune)
    for number, age in enumerate((1, 15)):
        made = GivenAnswer.objects.create(user=user, key=f"khoa-{number}", fingerprint="x")
        GivenAnswer.objects.filter(pk=made.pk).update(created_at=timezone.now() - age * DAY)
    assert forget_answers() == 1 and GivenAnswer.objects.get().key == "khoa-0"


def test_spent_allowances_are_forgotten_once_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    for who, age in (("user:1", 2), ("user:2", 0)):
        Spending.objects.create(who=who, act="dua-vao", window=int(time.time()) - age * 86_400, spent=1)
    jobs = [job for job in given(Periodic) if job.name == "don-luot-dem"]
    monkeypatch.setattr(schedule, "given", lambda kind: jobs)
    now = timezone.localtime()
    assert schedule.run_due(now) == ["Đã bỏ 1 lượt đếm việc nặng đã cũ."]
    assert Spending.objects.get().who == "user:2"
    assert schedule.run_due(now) == [] != schedule.run_due(now + DAY)


def test_all_of_it_recurs() -> None:
    assert {"don-viec-cu", "don-tra-loi", "don-tep", "don-bieu-mau", "don-luot-dem"} <= {
        job.name for job in given(Periodic)
    }
