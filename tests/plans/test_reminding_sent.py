"""Reminders end to end: who is told, once, at office hours, inside the system and by e-mail."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from factories import World, make_world, person, read_task
from thuongton.jobs import schedule
from thuongton.jobs.models import Run
from thuongton.people.models import Notification, Role, User
from thuongton.people.queries import today
from thuongton.plans.models import Assignment, Plan, Reminder
from thuongton.plans.services.adopting import adopt_plan
from thuongton.plans.services.reminding import send_reminders

DUE = dt.date(2026, 6, 30)


@pytest.fixture
def world(db: None) -> World:
    """Of its own for each test: one here really commits."""
    return make_world()


@pytest.fixture
def plan(world: World) -> Plan:
    rule = {"kind": "fixed", "due": DUE.isoformat(), "confidence": 1.0, "text": "30/6/2026"}
    return adopt_plan(
        None,
        world.province,
        title="Kế hoạch",
        tasks=[read_task("1", "Việc một", lead=["Sở Tư pháp"], timing_text="30/6/2026", timing=rule)],
        number="01/KH-UBND",
        tracked_from=dt.date(2026, 1, 5),
    )


@pytest.fixture
def people(world: World) -> dict[str, User]:
    made = {
        "officer": person("cong-chuc", Role.OFFICER, world.justice),
        "leader": person("lanh-dao", Role.LEADER, world.justice),
        "assigned": person("duoc-giao", Role.OFFICER, world.finance),
        "inspector": person("kiem-tra", Role.INSPECTOR, world.justice),
        "stranger": person("nguoi-la", Role.OFFICER, world.commune),
    }
    for name, user in made.items():
        user.email = f"{name}@example.gov.vn"
        user.save(update_fields=["email"])
    return made


@pytest.mark.parametrize(
    ("day", "assigned", "told"),
    [
        (DUE - dt.timedelta(days=8), False, set()),
        (DUE - dt.timedelta(days=7), False, {"officer"}),
        (DUE, False, {"officer"}),
        (DUE + dt.timedelta(days=1), False, {"officer", "leader"}),
        (DUE - dt.timedelta(days=1), True, {"assigned"}),
        (DUE + dt.timedelta(days=1), True, {"assigned", "leader"}),
    ],
)
def test_who_is_told(
    world: World, plan: Plan, people: dict[str, User], day: dt.date, assigned: bool, told: set[str]
) -> None:
    if assigned:
        task = plan.tasks.get()
        Assignment.objects.create(task=task, person=people["assigned"], unit=world.finance, assigned_on=day)
    assert send_reminders(day) == len(told)
    assert {reminder.person for reminder in Reminder.objects.all()} == {people[name] for name in told}
    assert {message.user for message in Notification.objects.all()} == {people[name] for name in told}
    assert sorted(to for message in mail.outbox for to in message.to) == sorted(people[name].email for name in told)
    assert send_reminders(day) == 0 and len(mail.outbox) == len(told)


def test_the_message_says_what_and_when(plan: Plan, people: dict[str, User]) -> None:
    send_reminders(DUE + dt.timedelta(days=2))
    text = mail.outbox[0].body
    assert text.startswith("Bạn có 1 việc quá hạn, 0 việc sắp đến hạn.") and "1 Việc một (hạn 30/6/2026)" in text


def test_somebody_who_left_is_not_told(world: World, plan: Plan, people: dict[str, User]) -> None:
    Assignment.objects.create(task=plan.tasks.get(), person=people["assigned"], unit=world.finance, assigned_on=DUE)
    User.objects.filter(pk=people["assigned"].pk).update(is_active=False)
    assert send_reminders(DUE) == 1
    assert Reminder.objects.get().person == people["officer"]


@pytest.mark.parametrize(
    ("moment", "runs"),
    [("2026-06-29T07:00", 0), ("2026-06-29T08:00", 1), ("2026-06-28T08:00", 0), ("2026-06-29T17:30", 0)],
)
def test_the_clock_sends_at_office_hours_and_once_a_day(
    plan: Plan, people: dict[str, User], monkeypatch: pytest.MonkeyPatch, moment: str, runs: int
) -> None:
    now = timezone.make_aware(dt.datetime.fromisoformat(moment))
    monkeypatch.setattr("thuongton.plans.services.reminding.today", lambda: now.date())
    schedule.run_due(now)
    schedule.run_due(now + dt.timedelta(minutes=1))
    assert Run.objects.filter(name="nhac-viec", finished_at__isnull=False).count() == runs
    assert len(mail.outbox) == runs


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_processes_at_once_send_one_message(plan: Plan, people: dict[str, User]) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("cần PostgreSQL: cơ sở dữ liệu thử của SQLite nằm trong bộ nhớ, một kết nối ghi")
    together = threading.Barrier(2)

    def send() -> None:
        together.wait()
        send_reminders(DUE)
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Reminder.objects.count() == Notification.objects.count() == 1 == len(mail.outbox)
    assert today() is not None
