"""A session ends by itself an hour after the last request and twelve after signing in; its owner alone ends it."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from factories import PASSWORD, make_world, person
from thuongton.people import session_life
from thuongton.people.models import Role

pytestmark = pytest.mark.django_db
HOUR = 3600.0


class Clock:
    """The time as the sessions see it."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(session_life, "time", made)
    return made


@pytest.fixture
def client(clock: Clock) -> Client:
    person("nhan-vien", Role.OFFICER, make_world().commune)
    found = Client()
    found.post("/tai-khoan/login/", {"login": "nhan-vien", "password": PASSWORD})
    return found


def inside(client: Client) -> bool:
    return client.get(reverse("people:account")).status_code == 200


def test_an_hour_without_a_request_ends_it(client: Client, clock: Clock) -> None:
    clock.now += HOUR - 1
    assert inside(client)
    clock.now += HOUR - 1
    assert inside(client)
    key = client.session.session_key
    clock.now += HOUR + session_life.NOTED_EVERY
    assert not inside(client)
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    assert not inside(client)


def test_twelve_hours_end_it_whatever_is_done(client: Client, clock: Clock) -> None:
    for _half_hour in range(24):
        assert inside(client)
        clock.now += HOUR / 2
    clock.now += 1
    assert not inside(client)
    assert client.get("/api/v1/units").status_code == 401


def test_an_idle_page_writes_nothing(client: Client, clock: Clock) -> None:
    before = client.session[session_life.SEEN]
    clock.now += session_life.NOTED_EVERY
    assert inside(client)
    assert client.session[session_life.SEEN] == before


def test_a_new_identity_is_given_at_sign_in_and_the_old_one_ends_at_sign_out(client: Client) -> None:
    first = client.session.session_key
    client.post(reverse("account_logout"))
    late = Client()
    late.cookies[settings.SESSION_COOKIE_NAME] = first
    assert not inside(late)
    late.post("/tai-khoan/login/", {"login": "nhan-vien", "password": PASSWORD})
    assert late.session.session_key not in (None, first)
    assert inside(late)


def test_sessions_are_ended_by_who_shows_again_that_it_is_he(client: Client) -> None:
    other = Client()
    other.post("/tai-khoan/login/", {"login": "nhan-vien", "password": PASSWORD})
    assert client.get(reverse("people:sessions")).status_code == 200
    asked = client.post(reverse("people:sessions"))
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    client.post(asked["Location"], {"password": "sai"})
    assert inside(other)
    client.post(asked["Location"], {"password": PASSWORD})
    assert not inside(other)
    assert inside(client)
