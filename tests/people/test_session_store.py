"""Sessions are kept under the SHA-256 of their key; what a cookie says stands nowhere in the database."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import itertools
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress

import pytest
from django.conf import settings
from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.core import signing
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from factories import PASSWORD, make_world, person
from held_day import clock_of_the_machine
from thuongton.audit.models import Event, RowChange
from thuongton.people.models import Role, Session, User
from thuongton.people.queries import sessions_of
from thuongton.people.services import edit_person, reset_password
from thuongton.people.services.sessions import SessionStore, digest_of

pytestmark = pytest.mark.django_db
LOGIN = "/tai-khoan/login/"
NEW = "con-meo-ngu-trua-muon"


@pytest.fixture
def officer() -> User:
    return person("nhan-vien", Role.OFFICER, make_world().commune)


def signed_in(address: str = "10.0.0.7", agent: str = "Trình duyệt A") -> Client:
    client = Client(REMOTE_ADDR=address, headers={"user-agent": agent})
    client.post(LOGIN, {"login": "nhan-vien", "password": PASSWORD})
    return client


def inside(client: Client) -> bool:
    return client.get(reverse("people:account")).status_code == 200


def key_of(client: Client) -> str:
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def ended_by(client: Client, address: str) -> None:
    """Send an act on sessions, and the password that it asks for."""
    asked = client.post(address)["Location"]
    assert asked.startswith(reverse("account_reauthenticate"))
    client.post(asked, {"password": PASSWORD})


def everything_kept() -> list[bytes]:
    """Every value of every table, and what is behind it where it is packed or written in other letters."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for value in itertools.chain.from_iterable(cursor.fetchall()):
                kept = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                found += [kept, *unpacked(kept)]
    return found


def unpacked(kept: bytes) -> Iterator[bytes]:
    """What Base64 and zlib may hide in each part of a value."""
    for part in re.split(rb"[.:\s]", kept):
        with suppress(ValueError):
            opened = base64.urlsafe_b64decode(part + b"=" * (-len(part) % 4))
            yield opened
            with suppress(zlib.error):
                yield zlib.decompress(opened)


def test_what_is_packed_is_found() -> None:
    packed = signing.dumps({"HTTP_COOKIE": "sessionid=khoa-cua-ai-do-" + "x" * 200}, compress=True)
    assert not any(b"khoa-cua-ai-do" in kept for kept in [packed.encode()])
    assert any(b"khoa-cua-ai-do" in kept for kept in unpacked(packed.encode()))


@pytest.mark.usefixtures("officer")
def test_the_database_never_holds_what_a_cookie_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "ACCESS_IN_TRAIL", True)
    first, second, waiting, stranger = signed_in(), signed_in(), signed_in(), Client()
    stranger.get(reverse("account_login"))
    stranger.post(LOGIN, {"login": "nhan-vien", "password": "sai"})
    before = key_of(first)
    first.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert inside(first) and not inside(second) and key_of(first) != before
    assert first.post(reverse("people:sessions"))["Location"].startswith(reverse("account_reauthenticate"))
    kept = everything_kept()
    secrets = {before} | {
        morsel.value
        for client in (first, second, waiting, stranger)
        for name, morsel in client.cookies.items()
        if "csrf" not in name and len(morsel.value) >= 16
    }
    assert len(secrets) >= 3
    assert any(digest_of(key_of(first)).encode() in one for one in kept)
    assert not [secret for secret in secrets for one in kept if secret.encode() in one]


def test_what_stands_in_the_database_opens_nothing(officer: User) -> None:
    signed_in()
    row = Session.objects.get(user=officer)
    for told in (row.digest, row.data, row.standing, str(row.pk)):
        thief = Client()
        thief.cookies[settings.SESSION_COOKIE_NAME] = told
        assert not inside(thief)


def test_a_row_says_whose_it_is_when_it_began_and_from_where(officer: User) -> None:
    client = signed_in("10.0.0.8", "x" * 500)
    row = Session.objects.get(user=officer)
    assert row.digest == hashlib.sha256(key_of(client).encode()).hexdigest()
    assert (row.address, row.agent) == ("10.0.0.8", "x" * 200)
    assert abs(clock_of_the_machine() - row.begun_at) < dt.timedelta(minutes=1) and row.used_at == row.begun_at
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")  # without an address of its own
    assert Session.objects.get(digest=digest_of(key_of(client))).address is None and inside(client)


def test_the_session_goes_with_the_account(officer: User) -> None:
    client = signed_in()
    Session.objects.filter(user=officer).update(data="khong phai du lieu cua ta")
    assert not inside(client)
    signed_in()
    officer.hats.all().delete()
    User.objects.filter(pk=officer.pk).delete()
    assert not Session.objects.filter(user=officer.pk).exists()


@pytest.mark.usefixtures("officer")
def test_one_session_is_ended_and_the_others_go_on() -> None:
    here, there, third = signed_in(), signed_in("10.0.0.9", "Máy ở nhà"), signed_in()
    page = here.get(reverse("people:sessions")).content.decode()
    assert "10.0.0.9" in page and "Máy ở nhà" in page and page.count("phiên này") == 1
    address = re.search(r'10\.0\.0\.9.*?action="([^"]+)"', page, re.DOTALL)[1]  # type: ignore[index]
    ended_by(here, address)
    assert (inside(here), inside(there), inside(third)) == (True, False, True)
    assert Event.objects.filter(action="Đăng xuất một phiên").count() == 1
    assert not RowChange.objects.filter(table="people_session").exists()


def test_sessions_of_others_and_this_one_cannot_be_ended_there(officer: User) -> None:
    other = person("nguoi-khac", Role.OFFICER, officer.hat.unit)
    theirs = Client()
    theirs.force_login(other, backend="django.contrib.auth.backends.ModelBackend")
    here = signed_in()
    ended_by(here, reverse("people:session", args=[Session.objects.get(user=officer).pk]))
    assert inside(here) and inside(theirs)
    assert here.post(reverse("people:session", args=[Session.objects.get(user=other).pk])).status_code == 404
    here.post(reverse("people:sessions"))
    assert inside(here) and inside(theirs)


def test_the_list_holds_only_those_that_go_on(officer: User) -> None:
    here, old = signed_in(), signed_in()
    assert sessions_of(officer).count() == 2
    hour = dt.timedelta(seconds=settings.SESSION_IDLE_SECONDS)
    late = Session.objects.filter(digest=digest_of(key_of(old)))
    for column, ago in (("used_at", hour), ("begun_at", 12 * hour), ("expires_at", dt.timedelta())):
        was = late.values_list(column, flat=True)[0]
        late.update(**{column: timezone.now() - ago - dt.timedelta(seconds=1)})
        assert sessions_of(officer).count() == 1, column
        late.update(**{column: was})
    officer.set_password(NEW)
    officer.save()
    assert not sessions_of(officer).exists() and not inside(here)


def test_a_lock_and_a_new_password_end_the_rows_too(officer: User) -> None:
    for end in (
        lambda: reset_password(None, officer),
        lambda: edit_person(None, officer, full_name="Cán Bộ", email="", is_active=False),
    ):
        officer.set_password(PASSWORD)
        officer.save()
        client = signed_in()
        assert Session.objects.filter(user=officer).exists()
        end()
        assert not Session.objects.filter(user=officer).exists()
        assert not inside(client)
    edit_person(None, officer, full_name="Cán Bộ", email="", is_active=True)
    assert not inside(client)


def test_the_store_keeps_the_contract_of_django() -> None:
    store = SessionStore()
    store["a"] = 1
    store.save()
    key = store.session_key
    assert key is not None and store.exists(key) and SessionStore(key)["a"] == 1
    twin = SessionStore(key)
    with pytest.raises(CreateError):
        twin.save(must_create=True)
    twin["a"] = 2
    store.delete()
    with pytest.raises(UpdateError):
        twin.save()
    assert not store.exists(key)
    unknown = SessionStore("khoa-khong-co-that-bao-gio")
    assert unknown.load() == {} and unknown.session_key is None
    store.delete("khong-co")
    SessionStore().delete()


def test_only_sessions_that_ended_are_cleared() -> None:
    keys = []
    for seconds in (-1, 3600):
        store = SessionStore()
        store.set_expiry(seconds)
        store.save()
        keys.append(store.session_key)
    assert SessionStore(keys[0]).load() == {}
    assert SessionStore.clear_expired() == 1
    assert Session.objects.get().digest == digest_of(keys[1])
