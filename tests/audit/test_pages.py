"""«Nhật ký»: the list in scope with its filters, and one act in words."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from factories import World, person
from thuongton.audit.models import Event
from thuongton.people import services
from thuongton.people.models import Role

pytestmark = pytest.mark.django_db


def reader(world: World) -> Client:
    client = Client()
    client.force_login(person("nguoi-xem", Role.INSPECTOR, world.province))
    return client


def listed(client: Client, **query: str) -> str:
    response = client.get(reverse("audit:list"), query)
    assert response.status_code == 200
    return response.content.decode()


def test_only_acts_of_the_scope_are_listed(world: World) -> None:
    text = listed(reader(world))
    assert "Xã Một" in text
    assert "Xã Xa" not in text
    far = Event.objects.get(subject="Xã Xa")
    near = Event.objects.get(subject="Xã Một")
    client = Client()
    client.force_login(person("nguoi-xa", Role.OFFICER, world.other_commune))
    assert client.get(reverse("audit:event", args=[near.pk])).status_code == 404
    assert client.get(reverse("audit:event", args=[far.pk])).status_code == 404
    assert "Xã Một" not in listed(client)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"ai": "Hệ thống"}, True),
        ({"ai": "không ai"}, False),
        ({"viec": "Thêm đơn vị"}, True),
        ({"viec": "Sửa"}, False),
        ({"ho-so": "Xã Một"}, True),
        ({"ho-so": "Sở Tư pháp"}, False),
        ({"tu": "1/1/2020"}, True),
        ({"tu": "1/1/2100"}, False),
        ({"den": "1/1/2020"}, False),
        ({"den": f"{dt.date.today() + dt.timedelta(days=2):%d/%m/%Y}"}, True),
    ],
)
def test_the_filters(world: World, query: dict[str, str], found: bool) -> None:
    text = listed(reader(world), **query)
    assert ('title="Xã Một"' in text) is found


def test_a_day_that_is_none_is_told(world: World) -> None:
    client = reader(world)
    assert "«32/1/2026» không phải là ngày" in listed(client, tu="32/1/2026")
    assert "đứng trước" in listed(client, tu="2/1/2026", den="1/1/2026")


def test_an_act_in_words(world: World) -> None:
    admin = person("quan-tri", Role.ADMINISTRATOR, world.province)
    services.edit_unit(
        admin, world.commune, name="Phường Một", kind="ward", valid_from=dt.date(2025, 7, 1), reason="Nghị quyết 12"
    )
    client = Client()
    client.force_login(admin)
    text = client.get(reverse("audit:event", args=[Event.objects.latest("id").pk])).content.decode()
    for words in ("Quan-Tri", "Quản trị, Tỉnh Thử", "Nghị quyết 12", "Xã Một", "Phường Một", "1/7/2025", "Có từ ngày"):
        assert words in text
    hat = services.give_hat(admin, admin, Role.LEADER, unit=world.justice)
    text = client.get(reverse("audit:event", args=[Event.objects.latest("id").pk])).content.decode()
    assert "Sở Tư pháp" in text
    assert "Lãnh đạo đơn vị" in text
    assert f">{hat.unit_id}<" not in text


def test_pages_cost_the_same_however_long_the_trail(world: World) -> None:
    admin = person("quan-tri", Role.ADMINISTRATOR, world.province)
    client = Client()
    client.force_login(admin)
    pages = [reverse("audit:list"), reverse("people:unit", args=[world.commune.pk])]
    client.get(pages[0])

    def queries() -> list[int]:
        counts = []
        for address in pages:
            with CaptureQueriesContext(connection) as done:
                assert client.get(address).status_code == 200
            counts.append(len(done))
        return counts

    services.edit_unit(admin, world.commune, name="Xã 0", kind="commune")
    few = queries()
    for n in range(1, 25):
        services.edit_unit(admin, world.commune, name=f"Xã {n}", kind="commune")
    assert queries() == few
