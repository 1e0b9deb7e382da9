"""Signing in: lock-out, initial passwords, second factor, sessions, and the doors that stay shut."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from factories import PASSWORD, make_world, person
from thuongton.audit.models import Event
from thuongton.audit.queries import unaccounted
from thuongton.people import services
from thuongton.people.models import Role, User

pytestmark = pytest.mark.django_db
LOGIN = "/tai-khoan/login/"
NEW = "ngay-mai-troi-nang-9"


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    """The limits per minute are counted in the cache; each test starts from none."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def officer() -> User:
    return person("cong-chuc", Role.OFFICER, make_world().commune)


def sign_in(client: Client, name: str, password: str = PASSWORD) -> int:
    return client.post(LOGIN, {"login": name, "password": password}).status_code


def test_five_wrong_passwords_lock_the_name_on_that_machine_only(officer: User) -> None:
    other = person("dong-nghiep", Role.OFFICER, officer.hat.unit)
    tries = ["cong-chuc", "Cong-Chuc", " cong-chuc ", "CONG-CHUC"]
    assert [sign_in(Client(), name, "sai") for name in tries] == [200] * 4
    locked = Client().post(LOGIN, {"login": "cong-chuc", "password": "sai-5"})
    assert locked.status_code == 429
    assert "bị tạm khoá 15 phút" in locked.content.decode()
    refused = Client()
    assert sign_in(refused, "cong-chuc") == 429
    assert "_auth_user_id" not in refused.session
    assert sign_in(Client(), other.username) == 302
    elsewhere = Client(REMOTE_ADDR="10.0.0.9")
    assert sign_in(elsewhere, "cong-chuc") == 302


def test_a_wrong_password_is_told_in_vietnamese_without_saying_which_part_is_wrong(officer: User) -> None:
    known = Client().post(LOGIN, {"login": "cong-chuc", "password": "sai"}).content.decode()
    unknown = Client().post(LOGIN, {"login": "khong-co", "password": "sai"}).content.decode()
    sentence = "Tên đăng nhập hoặc mật khẩu không đúng; hãy nhập lại."
    assert sentence in known
    assert sentence in unknown


@pytest.mark.parametrize("role", Role.values)
def test_every_role_signs_in(role: str) -> None:
    world = make_world()
    person("ai-do", role, None if role == Role.CITIZEN else world.commune)
    client = Client()
    assert sign_in(client, "ai-do") == 302
    assert client.get(reverse("people:account")).status_code == 200


def test_a_stopped_account_cannot_sign_in_and_its_session_ends(officer: User) -> None:
    client = Client()
    sign_in(client, "cong-chuc")
    services.edit_person(None, officer, full_name="Công Chức", email="", is_active=False)
    assert client.get(reverse("people:account")).status_code == 302
    stopped = Client().post(LOGIN, {"login": "cong-chuc", "password": PASSWORD})
    assert stopped["Location"] == reverse("account_inactive")
    assert "đang bị khoá" in Client().get(stopped["Location"]).content.decode()


def test_an_initial_password_must_be_changed_before_anything_else(officer: User) -> None:
    password = services.reset_password(None, officer)
    client = Client()
    assert sign_in(client, "cong-chuc", password) == 302
    for address in ("/", "/ke-hoach/", reverse("people:account"), reverse("audit:list")):
        assert client.get(address)["Location"] == reverse("account_change_password")
    page = client.get(reverse("account_change_password")).content.decode()
    assert "mật khẩu ban đầu" in page
    assert "ít nhất 12 ký tự" in page
    same = {"oldpassword": password, "password1": password, "password2": password}
    assert "phải khác mật khẩu đang dùng" in client.post(reverse("account_change_password"), same).content.decode()
    new = {"oldpassword": password, "password1": NEW, "password2": NEW}
    assert client.post(reverse("account_change_password"), new)["Location"] == reverse("people:account")
    assert client.get(reverse("people:account")).status_code == 200
    assert Event.objects.filter(action="Đổi mật khẩu", actor_user_id=officer.pk).count() == 1
    assert not unaccounted().exists()


@pytest.mark.parametrize(
    ("old", "new", "again", "sentence"),
    [
        (PASSWORD, "ngan", "ngan", "quá ngắn"),
        (PASSWORD, "0912345678", "0912345678", "số điện thoại"),
        (PASSWORD, "cong-chuc1", "cong-chuc1", "quá giống"),
        (PASSWORD, NEW, NEW + "x", "không giống nhau"),
        ("sai", NEW, NEW, "Mật khẩu đang dùng không đúng"),
    ],
)
def test_passwords_that_break_a_rule(officer: User, old: str, new: str, again: str, sentence: str) -> None:
    client = Client()
    client.force_login(officer)
    given = {"oldpassword": old, "password1": new, "password2": again}
    assert sentence in client.post(reverse("account_change_password"), given).content.decode()


def code_of(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


@pytest.mark.django_db(transaction=True)
def test_second_factor_on_with_a_code_used_at_sign_in_and_off_again(officer: User, still_clock: None) -> None:
    client = Client()
    sign_in(client, "cong-chuc")
    again_first = client.get(reverse("mfa_activate_totp"))["Location"]
    assert again_first.startswith(reverse("account_reauthenticate"))
    assert "Mật khẩu không đúng" in client.post(again_first, {"password": "sai"}).content.decode()
    client.post(again_first, {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    assert "data:image/svg+xml;base64," in page
    secret = re.search(r"<code>([A-Z2-7]{16,})</code>", page)[1]
    assert "Mã không đúng" in client.post(reverse("mfa_activate_totp"), {"code": "000"}).content.decode()
    done = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert done["Location"] == reverse("mfa_view_recovery_codes")
    codes = re.findall(r"<li><code>(\w+)</code>", client.get(done["Location"]).content.decode())
    assert len(codes) == 10
    again = Client()
    assert again.post(LOGIN, {"login": "cong-chuc", "password": PASSWORD})["Location"] == reverse("mfa_authenticate")
    assert again.get("/")["Location"].startswith(LOGIN)
    assert "Xác thực hai lớp" in again.get(reverse("mfa_authenticate")).content.decode()
    assert again.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == 302
    assert again.get(reverse("people:account")).status_code == 200
    off = client.post(reverse("mfa_deactivate_totp"))
    assert off["Location"] == reverse("mfa_index")
    assert sign_in(Client(), "cong-chuc") == 302
    actions = set(Event.objects.filter(actor_user_id=officer.pk).values_list("action", flat=True))
    assert {"Bật xác thực hai lớp", "Tắt xác thực hai lớp"} <= actions


def test_other_sessions_are_signed_out(officer: User) -> None:
    here, there = Client(), Client()
    sign_in(here, "cong-chuc")
    sign_in(there, "cong-chuc")
    page = here.get(reverse("people:sessions")).content.decode()
    assert "Đăng xuất các phiên khác" in page
    again = here.post(reverse("people:sessions"))["Location"]
    here.post(again, {"password": PASSWORD})
    assert here.get(reverse("people:account")).status_code == 200
    assert there.get(reverse("people:account")).status_code == 302


SHUT = [
    ("account_signup", {}),
    ("account_email", {}),
    ("account_email_verification_sent", {}),
    ("account_confirm_login_code", {}),
    ("account_set_password", {}),
]


@pytest.mark.parametrize(("name", "kwargs"), SHUT)
@pytest.mark.parametrize("method", ["get", "post"])
def test_doors_that_stay_shut(officer: User, name: str, kwargs: dict[str, str], method: str) -> None:
    client = Client()
    assert getattr(client, method)(reverse(name, kwargs=kwargs))["Location"] == LOGIN
    client.force_login(officer)
    assert getattr(client, method)(reverse(name, kwargs=kwargs))["Location"] == reverse("people:account")


def test_who_forgot_the_password_is_told_whom_to_ask() -> None:
    for address in (reverse("account_reset_password"), "/tai-khoan/password/reset/key/1-abc/"):
        assert "quản trị viên của đơn vị" in Client().get(address).content.decode()
    assert Client().get("/tai-khoan/confirm-email/abc/").status_code == 404


def test_the_hat_of_somebody_else_cannot_be_worn(officer: User) -> None:
    boss = person("lanh-dao", Role.LEADER, officer.hat.unit)
    client = Client()
    client.force_login(officer)
    client.post(reverse("people:wear"), {"hat": boss.hat.pk, "next": "https://noi-khac.vn/"})
    assert client.session.get("hat") is None
    second = services.give_hat(None, officer, Role.LEADER, unit=officer.hat.unit)
    answer = client.post(reverse("people:wear"), {"hat": second.pk, "next": "https://noi-khac.vn/"})
    assert client.session["hat"] == second.pk
    assert answer["Location"] == "/"


def test_messages_are_read_by_their_owner_only(officer: User) -> None:
    mine = services.notify(officer, "Nhiệm vụ đến hạn", url="/ke-hoach/")
    boss = person("lanh-dao", Role.LEADER, officer.hat.unit)
    client = Client()
    client.force_login(boss)
    assert client.post(reverse("people:open_message", args=[mine.pk])).status_code == 404
    client.post(reverse("people:read"))
    mine.refresh_from_db()
    assert mine.read_at is None
    client.force_login(officer)
    assert "1 chưa đọc" in client.get(reverse("people:account")).content.decode()
    assert client.post(reverse("people:open_message", args=[mine.pk]))["Location"] == "/ke-hoach/"
    mine.refresh_from_db()
    assert mine.read_at is not None
