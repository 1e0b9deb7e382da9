"""The trail keeps who signed in, who was refused and which files left; nobody can flood it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.cache import cache
from django.test import Client

from factories import PASSWORD, World, person
from thuongton.audit.models import Event
from thuongton.documents.services.register import register_document
from thuongton.people.models import Role, User
from thuongton.people.services.signing import MOST_FAILURES, MOST_REFUSALS

pytestmark = pytest.mark.django_db
LOGIN = "/tai-khoan/login/"


@pytest.fixture(autouse=True)
def in_trail(settings) -> None:
    settings.ACCESS_IN_TRAIL = True
    cache.clear()


@pytest.fixture
def officer(world: World) -> User:
    return person("can-bo", Role.OFFICER, world.commune)


def acts(**narrowed: object) -> list[tuple[str, str]]:
    """Act and reason of the events that are not about making the world."""
    named = ("Đăng nhập", "Đăng xuất", "Đăng nhập sai", "Bị từ chối vì không có quyền", "Tải tệp về")
    found = Event.objects.filter(action__in=named, **narrowed).order_by("id")
    return list(found.values_list("action", "reason"))


def test_signing_in_and_out(officer: User) -> None:
    client = Client(REMOTE_ADDR="10.1.2.3")
    client.post(LOGIN, {"login": "can-bo", "password": "sai"})
    client.post(LOGIN, {"login": "can-bo", "password": PASSWORD})
    client.post("/tai-khoan/logout/")
    from_there = "từ địa chỉ 10.1.2.3"
    assert acts() == [("Đăng nhập sai", from_there), ("Đăng nhập", from_there), ("Đăng xuất", from_there)]
    wrong = Event.objects.get(action="Đăng nhập sai")
    assert (wrong.subject_id, wrong.actor_user_id, wrong.unit_path) == (officer.pk, None, officer.hat.unit.path)


def test_what_was_typed_as_a_name_is_not_kept_when_it_is_none(officer: User) -> None:
    Client().post(LOGIN, {"login": "MatKhauCuaToi1!", "password": "x"})
    (event,) = Event.objects.filter(action="Đăng nhập sai")
    assert event.subject == "" and "matkhaucuatoi" not in f"{event.reason}{event.subject}".lower()


def test_wrong_names_from_one_address_do_not_flood_the_trail(officer: User, still_clock: None) -> None:
    for number in range(MOST_FAILURES + 15):
        Client().post(LOGIN, {"login": f"ten-{number}", "password": "x"})
    assert len(acts(action="Đăng nhập sai")) == MOST_FAILURES


def test_a_refusal_stands_in_the_trail(world: World, still_clock: None) -> None:
    inspector = person("kiem-tra", Role.INSPECTOR, world.commune)
    client = Client()
    client.force_login(inspector)
    for _turn in range(MOST_REFUSALS + 10):
        assert client.get("/nguoi-dung/").status_code == 403
    (_signed_in, *found) = acts(actor_user_id=inspector.pk)
    assert found[0] == ("Bị từ chối vì không có quyền", "GET /nguoi-dung/")
    assert len(found) == MOST_REFUSALS


def test_a_file_that_leaves_stands_in_the_trail(world: World, officer: User) -> None:
    register_document(None, world.commune, "incoming", title="Đến", registered_on=dt.date(2026, 1, 2))
    client = Client()
    client.force_login(officer)
    assert client.get("/van-ban/so-den/").status_code == 200
    assert [act for act, _reason in acts(actor_user_id=officer.pk)] == ["Đăng nhập"]
    answer = client.get("/van-ban/so-den/xuat.xlsx?nam=2026")
    assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"]
    (_signed_in, (act, reason)) = acts(actor_user_id=officer.pk)
    assert act == "Tải tệp về" and reason.endswith("– /van-ban/so-den/xuat.xlsx?nam=2026") and ".xlsx –" in reason
