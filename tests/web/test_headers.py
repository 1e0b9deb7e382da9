"""Headers of every answer: powers nobody uses are closed, and a shared PC keeps nothing of a signed-in person."""

from __future__ import annotations

import pytest
from django.test import Client

from factories import make_world, officer

pytestmark = pytest.mark.django_db


def test_pages_of_a_person_are_not_kept_by_the_browser() -> None:
    client = Client()
    client.force_login(officer(make_world().commune))
    for address in ("/", "/ke-hoach/nhiem-vu/", "/van-ban/so-den/", "/tai-khoan/", "/khong-co/"):
        assert "no-store" in client.get(address)["Cache-Control"], address
    assert "no-store" in client.get("/van-ban/so-den/xuat.xlsx")["Cache-Control"]


def test_powers_of_the_browser_are_closed() -> None:
    policy = Client().get("/tai-khoan/login/")["Permissions-Policy"]
    assert "camera=()" in policy and "geolocation=()" in policy
