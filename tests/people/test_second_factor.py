"""The second factor: wrong codes are counted, it is demanded of those who decide, its secrets are sealed."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.test import Client, override_settings
from django.urls import reverse

from factories import PASSWORD, World, person
from thuongton.audit.models import Event
from thuongton.people import services
from thuongton.people.forms import MOST_CODES
from thuongton.people.models import Notification, Role, User
from thuongton.people.sealing import UnreadableSeal, seal, unseal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("still_clock")]
LOGIN = "/tai-khoan/login/"


@pytest.fixture(autouse=True)
def no_limits() -> None:
    cache.clear()


def code_of(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def with_factor(user: User) -> str:
    """Switch the second factor on; returns its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def at_the_code(user: User) -> Client:
    client = Client()
    client.post(LOGIN, {"login": user.username, "password": PASSWORD})
    return client


def test_wrong_codes_are_counted_for_the_person_in_every_browser(world: World) -> None:
    user = person("lanh-dao", Role.LEADER, world.commune)
    secret = with_factor(user)
    for number in range(MOST_CODES):
        page = at_the_code(user).post(reverse("mfa_authenticate"), {"code": f"{number:06d}"}).content.decode()
        assert "Mã không đúng" in page
    late = at_the_code(user)
    assert "quá nhiều lần" in late.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).content.decode()
    assert "_auth_user_id" not in late.session


def test_a_right_code_forgives_the_wrong_ones_and_is_used_once(world: World) -> None:
    user = person("lanh-dao", Role.LEADER, world.commune)
    secret = with_factor(user)
    client, other = at_the_code(user), at_the_code(user)
    for _turn in range(MOST_CODES - 1):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    code = code_of(secret)
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    assert "_auth_user_id" in client.session
    assert "Mã không đúng" in other.post(reverse("mfa_authenticate"), {"code": code}).content.decode()


@pytest.mark.parametrize("role", [role for role in Role.values if role != Role.CITIZEN])
def test_it_is_demanded_of_administrators_and_of_those_who_decide(world: World, role: str) -> None:
    client = Client()
    client.force_login(person("ai-do", role, world.commune))
    demanded = role in {Role.ADMINISTRATOR, Role.LEADER, Role.MONITOR}
    with override_settings(SECOND_FACTOR_DEMANDED=True):
        answer = client.get("/ke-hoach/nhiem-vu/")
        api = client.get("/api/v1/tasks")
        assert (answer.status_code == 302) == demanded and (api.status_code == 403) == demanded
        if demanded:
            assert answer["Location"] == reverse("mfa_activate_totp")
            assert client.post("/ke-hoach/nhiem-vu/1/huy/").status_code == 302
    assert client.get("/ke-hoach/nhiem-vu/").status_code == 200


@override_settings(SECOND_FACTOR_DEMANDED=True, SECOND_FACTOR_OF_ALL=True)
def test_it_can_be_demanded_of_everybody(world: World) -> None:
    without_a_hat = User.objects.create_user("chua-co-vai-tro")
    for user in (*(person(f"ai-{role}", role, world.commune) for role in Role.values), without_a_hat):
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        assert client.get("/")["Location"] == reverse("mfa_activate_totp"), user
        assert client.get("/api/v1/tasks").status_code == 403, user
        assert client.get(reverse("account_logout")).status_code == 200


@override_settings(SECOND_FACTOR_DEMANDED=True)
def test_whoever_owes_it_can_set_it_up_and_go_on(world: World) -> None:
    user = person("lanh-dao", Role.LEADER, world.commune)
    client = at_the_code(user)
    again = client.get(reverse("mfa_activate_totp"))
    if again.status_code == 302:
        client.post(again["Location"], {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r"<code>([A-Z2-7]{16,})</code>", page)[1]  # type: ignore[index]
    assert client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}).status_code == 302
    assert client.get("/ke-hoach/nhiem-vu/").status_code == 200


def test_secrets_are_sealed_and_those_kept_in_clear_still_open(world: World) -> None:
    user = person("lanh-dao", Role.LEADER, world.commune)
    secret = with_factor(user)
    kept = Authenticator.objects.get(user=user).data["secret"]
    assert secret not in kept and unseal(kept) == secret and unseal(secret) == secret
    with override_settings(SECRET_KEY="x" * 60), pytest.raises(UnreadableSeal):
        unseal(kept)
    assert seal("a") != seal("a")


def test_after_a_restore_with_another_key_people_set_it_up_anew(world: World) -> None:
    lost, kept = person("mot", Role.LEADER, world.commune), person("hai", Role.LEADER, world.commune)
    with override_settings(SECRET_KEY="y" * 60):
        with_factor(lost)
    with_factor(kept)
    answer = at_the_code(lost).post(reverse("mfa_authenticate"), {"code": "123456"})
    assert answer.status_code == 200 and "Mã không đúng" in answer.content.decode()
    assert services.drop_unreadable_factors() == 1
    assert list(Authenticator.objects.values_list("user", flat=True)) == [kept.pk]


def test_an_administrator_takes_away_the_factor_of_a_lost_phone(world: World) -> None:
    user = person("can-bo", Role.OFFICER, world.commune)
    admin = person("quan-tri", Role.ADMINISTRATOR, world.commune)
    far = person("quan-tri-xa", Role.ADMINISTRATOR, world.far_commune)
    with_factor(user)
    with pytest.raises(PermissionDenied):
        services.remove_second_factor(far, user)
    client = Client()
    client.force_login(admin)
    page = reverse("people:person", args=[user.pk])
    assert "Gỡ xác thực hai lớp" in client.get(page).content.decode()
    assert client.post(reverse("people:person_factor", args=[user.pk])).status_code == 302
    assert not Authenticator.objects.filter(user=user).exists()
    assert Notification.objects.filter(user=user, text__contains="gỡ xác thực hai lớp").count() == 1
    assert Event.objects.filter(action="Gỡ xác thực hai lớp", actor_user_id=admin.pk).count() == 1
    assert "Gỡ xác thực hai lớp</button>" not in client.get(page).content.decode()
