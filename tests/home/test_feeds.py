"""Calendar feeds: what stands in them, and who can read them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from icalendar import Calendar

from factories import World, person, read_task
from thuongton.home.models import FeedToken
from thuongton.home.services import make_feed, revoke_feeds
from thuongton.people.models import Role, User
from thuongton.people.queries import today
from thuongton.people.services import end_hat
from thuongton.plans.models import Assignment, DeadlineChange, Plan
from thuongton.plans.services.adopting import adopt_plan
from thuongton.plans.services.refreshing import refresh_facts

pytestmark = pytest.mark.django_db


def rule(days: int) -> dict[str, object]:
    due = today() + dt.timedelta(days=days)
    return {"kind": "fixed", "due": due.isoformat(), "confidence": 1.0, "text": "ngày"}


@pytest.fixture
def plan(world: World) -> Plan:
    tasks = [
        read_task(code, f"Việc {code}", lead=["Sở Tư pháp"], timing_text="ngày", timing=rule(days))
        for code, days in (("1", -3), ("2", 5), ("3", 40), ("4", 700))
    ]
    return adopt_plan(None, world.province, title="Kế hoạch", tasks=tasks, tracked_from=today() - dt.timedelta(days=60))


@pytest.fixture
def user(world: World) -> User:
    return person("cong-chuc", Role.OFFICER, world.justice)


def read(secret: str) -> Calendar | None:
    answer = Client().get(f"/lich/{secret}.ics")
    if answer.status_code == 404:
        return None
    assert answer["Content-Type"] == "text/calendar; charset=utf-8" and b"\r\n" in answer.content
    return Calendar.from_ical(answer.content)


def events(secret: str) -> dict[str, dt.date]:
    calendar = read(secret)
    assert calendar is not None
    return {str(event["uid"]): event.decoded("dtstart") for event in calendar.walk("VEVENT")}


def test_a_feed_of_the_unit_holds_all_that_is_open_within_a_year(plan: Plan, user: User) -> None:
    secret = make_feed(user, whole_unit=True)
    keys = {task.code: f"nhiem-vu-{task.pk}@thuongton" for task in plan.tasks.all()}
    found = events(secret)
    assert found == {keys[c]: today() + dt.timedelta(days=d) for c, d in (("1", -3), ("2", 5), ("3", 40))}
    assert events(secret) == found
    calendar = read(secret)
    assert calendar is not None
    event = calendar.walk("VEVENT")[0]
    assert type(event.decoded("dtstart")) is dt.date
    assert event.decoded("dtend") - event.decoded("dtstart") == dt.timedelta(days=1)
    assert "Quá hạn" in str(event["summary"]) and str(event["url"]).startswith("http://testserver/")


def test_a_feed_of_a_person_holds_what_is_assigned(plan: Plan, user: User, world: World) -> None:
    secret = make_feed(user)
    assert events(secret) == {}
    task = plan.tasks.get(code="2")
    Assignment.objects.create(task=task, person=user, unit=world.justice, assigned_on=today())
    assert list(events(secret)) == [f"nhiem-vu-{task.pk}@thuongton"]


def test_only_the_secret_opens_a_feed(plan: Plan, user: User) -> None:
    secret = make_feed(user, whole_unit=True)
    assert secret not in str(list(FeedToken.objects.values()))
    for wrong in (secret[:-1], secret + "x", FeedToken.objects.get().digest, "x"):
        assert read(wrong) is None


@pytest.mark.parametrize("why", ["revoked", "hat", "account"])
def test_a_feed_ends_with_its_reason(plan: Plan, user: User, why: str) -> None:
    secret = make_feed(user, whole_unit=True)
    assert read(secret) is not None
    if why == "revoked":
        assert revoke_feeds(user) == 1
    elif why == "hat":
        end_hat(None, user.hat)  # type: ignore[arg-type]
    else:
        User.objects.filter(pk=user.pk).update(is_active=False)
    assert read(secret) is None


def test_the_page_makes_an_address_and_shows_it_once(plan: Plan, user: User) -> None:
    client = Client()
    client.force_login(user)
    page = client.post("/lich-nhac-viec/tao/", {"ca-don-vi": "1"}).content.decode()
    assert "/lich/" in page and ".ics" in page and FeedToken.objects.get().whole_unit
    assert ".ics" not in client.get("/lich-nhac-viec/").content.decode()
    client.post("/lich-nhac-viec/tat/")
    assert FeedToken.objects.filter(revoked_at__isnull=True).count() == 0


def test_a_citizen_has_no_feed(world: World) -> None:
    client = Client()
    client.force_login(person("dan", Role.CITIZEN, None))
    assert client.post("/lich-nhac-viec/tao/").status_code == 403


def test_a_day_that_rests_on_a_year_nobody_announced_says_so(world: World, plan: Plan, user: User) -> None:
    plan.tasks.filter(code__in=("2", "3")).update(provisional=True)
    task = plan.tasks.get(code="3")
    asked = DeadlineChange.objects.create(
        task=task, new_due=today() + dt.timedelta(days=41), asked_on=today(), reason="x"
    )
    asked.granted_on = today()
    asked.save()
    refresh_facts(None, task)  # a day granted by a paper does not move
    found = read(make_feed(user, whole_unit=True))
    assert found is not None
    titles = {str(event["summary"]) for event in found.walk("VEVENT")}
    assert [title for title in titles if "dự kiến" in title] == [one for one in titles if "Việc 2" in one]
    assert sum("dự kiến" in title for title in titles) == 1 and any("Việc 3" in title for title in titles)
