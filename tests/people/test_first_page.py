"""What an administrator finds on the first page: light sign-ins, empty units, ending roles, unused accounts."""

from __future__ import annotations

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from factories import World, person
from thuongton.people.models import Hat, Role, User
from thuongton.people.queries import today

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def admin(world: World) -> User:
    return person("quan-tri", Role.ADMINISTRATOR, world.commune)


def found(admin: User) -> dict[str, list[str]]:
    """The queues of the page by key, with the titles of their rows."""
    client = Client()
    client.force_login(admin)
    shown = client.get("/").context["reads"]
    assert all(one.queued.number == len(one.queued.rows) for one in shown)
    return {one.queue.key: [row.title for row in one.queued.rows] for one in shown}


def test_who_signs_in_with_a_password_alone(world: World, admin: User) -> None:
    """Those who administer or decide in the own scope; an officer owes none, and who is elsewhere is not told."""
    leader, _officer = person("lanh-dao", Role.LEADER, world.commune), person("can-bo", Role.OFFICER, world.commune)
    person("lanh-dao-xa-khac", Role.LEADER, world.far_commune)
    assert found(admin)["mot-lop"] == sorted([str(leader), str(admin)])
    Authenticator.objects.create(user=leader, type=Authenticator.Type.TOTP, data={"secret": "x"})
    Authenticator.objects.create(user=admin, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert found(admin)["mot-lop"] == [str(admin)]


def test_units_in_which_nobody_has_a_role(world: World, admin: User) -> None:
    assert found(admin)["don-vi-trong"] == [world.office.name]
    person("can-bo", Role.OFFICER, world.office)
    assert "don-vi-trong" not in found(admin)


@pytest.mark.parametrize(("left", "told"), [(-1, False), (0, True), (30, True), (31, False)])
def test_roles_that_end_within_a_month(world: World, admin: User, left: int, told: bool) -> None:
    officer = person("can-bo", Role.OFFICER, world.commune)
    Hat.objects.filter(user=officer).update(valid_to=today() + left * DAY)
    assert any(officer.full_name in row for row in found(admin).get("vai-tro-het", [])) == told


def test_accounts_that_nobody_uses(world: World, admin: User) -> None:
    officer = person("can-bo", Role.OFFICER, world.commune)
    assert officer.full_name in " ".join(found(admin)["chua-dung"])
    User.objects.update(last_login=timezone.now())
    assert "chua-dung" not in found(admin)


def test_when_all_is_in_order_it_says_so(world: World, admin: User) -> None:
    Authenticator.objects.create(user=admin, type=Authenticator.Type.TOTP, data={"secret": "x"})
    person("can-bo", Role.OFFICER, world.office)
    User.objects.update(last_login=timezone.now())
    client = Client()
    client.force_login(admin)
    page = client.get("/")
    assert page.context["reads"] == [] and "Không có gì phải xem lại" in page.content.decode()
