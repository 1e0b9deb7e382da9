"""The pages of registers: lists made of the file of a kind alone, queues, the panel; what may never stand in them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from cases.conftest import Office
from thuongton.cases.definition.library import known_kinds
from thuongton.cases.models import Case
from thuongton.cases.services import open_case

pytestmark = pytest.mark.django_db


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def complaint(office: Office, name: str = "Hoàng Văn Thử", on: str = "2026-03-10") -> Case:
    data = {"lan": "dau", "linh_vuc": "dat_dai", "thuoc_tham_quyen": True, "so_don": 1, "nguoi": name}
    return open_case(office.officer, office.world.commune, "khieu_nai", "nhan_don", on, data)[0]


@pytest.mark.parametrize("kind", sorted(known_kinds()))
def test_every_kind_has_its_list(office: Office, kind: str) -> None:
    client = signed_in(office.officer)
    assert text_of(client, reverse("cases:list", args=[kind]))
    for what in ("excel", "word", "print"):
        assert client.get(reverse(f"cases:list-{what}", args=[kind])).status_code == 200


def test_the_list_shows_and_finds(office: Office) -> None:
    case = complaint(office)
    client = signed_in(office.officer)
    page = text_of(client, reverse("cases:list", args=["khieu_nai"]))
    assert "01/2026" in page and "Hoàng Văn Thử" in page and "trễ" in page
    print(page[page.index("<main") :][:6000])
    assert text_of(client, reverse("cases:books"))
    assert text_of(client, reverse("cases:queue", args=["qua_han"]))
    assert text_of(client, reverse("cases:peek", args=[case.uid]))
