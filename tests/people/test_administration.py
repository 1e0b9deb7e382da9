"""Who administers whom: hats in force of one root count, and nobody is taken over, told of, or left without anybody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from factories import PASSWORD, World, make_world, person
from thuongton.people import services
from thuongton.people.models import Hat, Notification, Role, Unit, User
from thuongton.people.queries import people_in_scope, people_visible_to, standing, today

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@dataclass
class People:
    """An administrator of each unit, by the name of the unit's field."""

    world: World
    admins: dict[str, User]

    def unit(self, name: str) -> Unit:
        found: Unit = getattr(self.world, name)
        return found


PLACES = ("province", "justice", "commune", "other_commune", "far_province", "far_commune")


def make_people() -> People:
    world = make_world()
    admins = {name: person(f"qt-{name}", Role.ADMINISTRATOR, getattr(world, name)) for name in PLACES}
    return People(world, admins)


@pytest.fixture(scope="module")
def people_built(once: Callable[[Callable[[], People]], People]) -> People:
    return once(make_people)


@pytest.fixture
def people(people_built: People) -> People:
    return deepcopy(people_built)


def given(people: People, *hats: tuple[str, str, int, int | None]) -> User:
    """A person with hats ``(unit, scope, first day, last day)``, days counted from today, in the order given."""
    user = services.add_user(
        None, None, username="can-bo", full_name="Cán Bộ", password=PASSWORD, email="can-bo@example.vn"
    )
    for unit, scope, first, last in hats:
        services.give_hat(
            None,
            user,
            Role.OFFICER,
            unit=people.unit(unit),
            scope=people.unit(scope),
            valid_from=today() + first * DAY,
            valid_to=None if last is None else today() + last * DAY,
        )
    return User.objects.get(pk=user.pk)


TRANSFERRED = (("commune", "commune", -90, -1), ("other_commune", "other_commune", 0, None))
CASES = {
    "one hat": ((("commune", "commune", 0, None),), "commune province"),
    "transferred between communes": (TRANSFERRED, "other_commune province"),
    "transferred to another province": (
        (("commune", "commune", -90, -1), ("far_commune", "far_commune", 0, None)),
        "far_commune far_province",
    ),
    "two communes of one province": (
        (("commune", "commune", -90, None), ("other_commune", "other_commune", 0, None)),
        "province",
    ),
    "a wider scope than the unit": ((("commune", "province", -90, None),), "province"),
    "a second hat of another province": (
        (("commune", "commune", -90, None), ("far_commune", "far_commune", -1, None)),
        "commune province",
    ),
    "a hat of another province dated back": (
        (("commune", "commune", -90, None), ("far_commune", "far_commune", -9000, None)),
        "commune province",
    ),
    "a hat that has not begun": (
        (("commune", "commune", -90, None), ("other_commune", "other_commune", 5, None)),
        "commune province",
    ),
    "all hats ended: where the last one ended": (
        (("other_commune", "other_commune", -90, -9), ("commune", "commune", -90, -1)),
        "commune province",
    ),
    "no hat, made by the system": ((), ""),
}


@pytest.mark.parametrize(("hats", "expected"), CASES.values(), ids=CASES)
def test_who_administers(people: People, hats: tuple, expected: str) -> None:
    user = given(people, *hats)
    allowed = {name for name, admin in people.admins.items() if standing(admin, user).administers}
    assert allowed == set(expected.split())
    for name, admin in people.admins.items():
        client = Client()
        client.force_login(admin)
        for route in ("person_reset", "person_edit"):
            answer = client.post(
                reverse(f"people:{route}", args=[user.pk]), {"full_name": "Cán Bộ", "email": "can-bo@example.vn"}
            )
            right = (200 if route == "person_reset" else 302,) if name in allowed else (403, 404)
            assert answer.status_code in right, (name, route)
        if name in allowed:
            assert not User.objects.get(pk=user.pk).is_active  # «Tài khoản được dùng» was not ticked
            assert not User.objects.get(pk=user.pk).check_password(PASSWORD)
        User.objects.filter(pk=user.pk).update(is_active=True, password=user.password)


def test_the_first_day_written_on_a_hat_does_not_make_it_the_oldest(people: People) -> None:
    user = given(people, ("commune", "commune", -90, None), ("far_commune", "far_commune", -9000, None))
    Hat.objects.filter(user=user, unit=people.unit("commune")).update(given_on=today() - 80 * DAY)
    assert standing(people.admins["commune"], user).administers
    assert not standing(people.admins["far_province"], user).administers


@pytest.mark.parametrize("role", [role for role in Role.values if role not in (Role.ADMINISTRATOR, Role.CITIZEN)])
def test_other_roles_administer_nobody(people: People, role: str) -> None:
    user = given(people, ("commune", "commune", 0, None))
    other = person("ai-do", role, people.unit("province"))
    for act in (
        lambda: services.reset_password(other, user),
        lambda: services.edit_person(other, user, full_name="X", email="", is_active=True),
        lambda: services.end_hat(other, user.hats.get()),
        lambda: services.give_hat(other, user, Role.LEADER, unit=people.unit("commune")),
        lambda: services.offer_hat(other, people.unit("commune"), username="x", role=Role.LEADER),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_a_citizen_is_nobodys(people: People) -> None:
    citizen = person("nguoi-dan", Role.CITIZEN, None)
    assert not any(standing(admin, citizen).administers for admin in people.admins.values())
    assert not any(people_in_scope(admin).filter(pk=citizen.pk).exists() for admin in people.admins.values())


def test_an_account_without_a_hat_is_of_the_unit_that_opened_it(people: People) -> None:
    admin = people.admins["commune"]
    user = services.add_user(admin, people.unit("commune"), username="moi", full_name="Mới", password=None)
    expected = {"commune", "province"}
    assert {name for name, one in people.admins.items() if standing(one, user).gives} == expected
    with pytest.raises(PermissionDenied):
        services.give_hat(people.admins["far_commune"], user, Role.OFFICER, unit=people.unit("far_commune"))
    services.give_hat(admin, user, Role.OFFICER, unit=people.unit("commune"))
    assert people_in_scope(admin).get(username="moi").hats.count() == 1


def test_history_and_address_of_an_account_stay_with_its_own(people: People) -> None:
    user = given(people, ("commune", "commune", -90, None), ("far_commune", "far_commune", 0, None))
    secret = "kỷ luật theo Quyết định 12"
    services.let_one_person_decide(None, people.unit("commune"), True, reason="x")
    hat = user.hats.get(unit=people.unit("commune"))
    extra = services.give_hat(None, user, Role.LEADER, unit=people.unit("commune"))
    services.end_hat(people.admins["province"], extra, reason=secret)
    services.reset_password(people.admins["province"], user)
    pages = {}
    for name in ("commune", "province", "far_commune", "far_province"):
        client = Client()
        client.force_login(people.admins[name])
        pages[name] = client.get(reverse("people:person", args=[user.pk])).content.decode()
    assert hat.valid_to is None
    assert "can-bo@example.vn" in pages["province"]
    assert "Cấp lại mật khẩu" in pages["province"]
    assert secret in pages["province"]
    for name in ("far_commune", "far_province"):
        assert "can-bo@example.vn" not in pages[name]
        assert secret not in pages[name]
        assert "Cấp lại mật khẩu" not in pages[name]
        assert "quản trị viên khác quản trị" in pages[name]


def test_after_a_transfer_nothing_is_left_to_read(people: People) -> None:
    user = given(people, *TRANSFERRED)
    client = Client()
    client.force_login(people.admins["commune"])
    assert client.get(reverse("people:person", args=[user.pk])).status_code == 404
    assert "can-bo" not in client.get(reverse("people:persons")).content.decode()
    link = reverse("people:person", args=[user.pk])
    assert link not in client.get(reverse("people:unit", args=[people.unit("commune").pk])).content.decode()


def test_whoever_left_is_no_colleague(people: People) -> None:
    user = given(people, ("commune", "commune", -90, -1), ("far_commune", "far_commune", 0, None))
    near, far = person("dong-nghiep", Role.OFFICER, people.unit("commune")), people.admins["far_commune"]
    assert not people_visible_to(near).filter(pk=user.pk).exists()
    assert people_visible_to(far).filter(pk=user.pk).exists()
    assert people_visible_to(near, within=people.unit("commune")).filter(pk=near.pk).exists()
    assert not people_visible_to(near, within=people.unit("commune")).filter(username="qt-justice").exists()


def locks(admin: User, victim: User) -> None:
    services.edit_person(admin, victim, full_name=victim.full_name, email="", is_active=False)


def ends(admin: User, victim: User) -> None:
    services.end_hat(admin, victim.hats.get(role=Role.ADMINISTRATOR))


@pytest.mark.parametrize("act", [locks, ends])
def test_the_last_administrator_of_a_root_stays(people: People, act) -> None:
    """Neither by oneself, with whichever hat, nor by anybody else; with a second one it is free."""
    last = people.admins["province"]
    wearing = User.objects.get(pk=last.pk)
    wearing.hat = services.give_hat(None, last, Role.OFFICER, unit=people.unit("province"))
    with pytest.raises((ValidationError, PermissionDenied)):
        act(last, last)
    with pytest.raises((ValidationError, PermissionDenied)):
        act(wearing, last)
    second = person("qt-hai", Role.ADMINISTRATOR, people.unit("province"))
    User.objects.filter(pk=last.pk).update(is_active=False)
    with pytest.raises(ValidationError, match="quản trị viên cuối cùng"):
        act(last, second)
    User.objects.filter(pk=last.pk).update(is_active=True)
    act(last, second)
    with pytest.raises(ValidationError):
        act(last, last)


def test_the_last_hat_of_an_administrator_is_not_taken_with_another_one(people: People) -> None:
    """Two administrators' hats of one person: the one of the part does not stand for the one of the whole."""
    last = people.admins["province"]
    part = services.give_hat(None, last, Role.ADMINISTRATOR, unit=people.unit("justice"))
    whole = last.hats.get(unit=people.unit("province"))
    wearing = User.objects.get(pk=last.pk)
    wearing.hat = part
    with pytest.raises(PermissionDenied):
        services.end_hat(wearing, whole)
    wearing.hat = second = services.give_hat(
        None, last, Role.ADMINISTRATOR, unit=people.unit("justice"), scope=people.unit("province")
    )
    services.end_hat(wearing, whole)
    wearing.hat = part
    with pytest.raises((ValidationError, PermissionDenied)):
        services.end_hat(wearing, second)


@pytest.mark.parametrize(("first", "second"), [(0, 1), (1, 0)])
def test_two_administrators_cannot_both_go(people: People, first: int, second: int) -> None:
    two = [people.admins["province"], person("qt-hai", Role.ADMINISTRATOR, people.unit("province"))]
    locks(two[first], two[second])
    with pytest.raises(ValidationError, match="quản trị viên cuối cùng"):
        locks(two[second], two[first])


@pytest.mark.parametrize("scoped", ["commune", "justice"])
def test_administrators_of_parts_may_go(people: People, scoped: str) -> None:
    ends(people.admins["province"], people.admins[scoped])
    assert people.admins[scoped].hats.get().valid_to == today() - DAY


def test_people_are_told_what_was_done_to_them(people: People, django_capture_on_commit_callbacks) -> None:
    user = given(people, ("commune", "commune", 0, None))
    admin = people.admins["province"]
    with django_capture_on_commit_callbacks(execute=True):
        services.reset_password(admin, user)
        hat = services.give_hat(admin, user, Role.LEADER, unit=people.unit("commune"))
        services.end_hat(admin, hat)
        services.edit_person(admin, user, full_name="Cán Bộ", email="moi@example.vn", is_active=True)
        services.edit_person(admin, user, full_name="Cán Bộ", email="moi@example.vn", is_active=True)
    texts = list(Notification.objects.filter(user=user).order_by("pk").values_list("text", flat=True))
    for text, word in zip(texts, ("mật khẩu", "giao anh chị vai trò", "thôi giao", "thông tin tài khoản"), strict=True):
        assert word in text
    assert [message.to for message in mail.outbox] == [["can-bo@example.vn"]] * 4
    assert not any(PASSWORD in message.body for message in mail.outbox)
