"""«Pháp luật»: the list of acts, what a person finds in it and its state on the day of the page."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from factories import World, make_world, officer
from law.acts_of_tests import AMENDS, LAW, keep_acts

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def client(world: World) -> Client:
    client = Client()
    client.force_login(officer(world.commune))
    return client


def test_the_list_says_the_state_of_the_day(client: Client) -> None:
    keep_acts()
    shown = client.get(reverse("law:list"), {"tinh-den": "2022-06-01"}).context["shown"]
    assert {row.act.number: row.state.value for row in shown.rows} == {
        "10/2019/QH14": "partly_expired",
        "20/2021/QH15": "in_force",
        "30/2020/NĐ-CP": "in_force",
        "40/2023/NĐ-CP": "absent",
    }
    later = client.get(reverse("law:list"), {"tinh-den": "2024-06-01"}).context["shown"]
    assert {row.act.number: row.state.value for row in later.rows}["30/2020/NĐ-CP"] == "expired"


def test_queries_do_not_grow_with_the_rows(client: Client) -> None:
    keep_acts(LAW, AMENDS)
    client.get(reverse("law:list"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("law:list"))
    keep_acts()
    with CaptureQueriesContext(connection) as more:
        client.get(reverse("law:list"))
    assert len(more) <= len(few) + 2


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({"q": "phong chong lu"}, {"10/2019/QH14", "20/2021/QH15", "30/2020/NĐ-CP", "40/2023/NĐ-CP"}),
        ({"q": "30/2020"}, {"30/2020/NĐ-CP"}),
        ({"loai": "Luật"}, {"10/2019/QH14", "20/2021/QH15"}),
        ({"tu": "01/01/2021", "den": "31/12/2021"}, {"20/2021/QH15"}),
    ],
)
def test_filters_find(client: Client, asked: dict[str, str], numbers: set[str]) -> None:
    keep_acts()
    shown = client.get(reverse("law:list"), asked).context["shown"]
    assert {row.act.number for row in shown.rows} == numbers


def test_peek_and_pages_open_for_people_of_any_unit(world: World) -> None:
    act = keep_acts()["10/2019/QH14"]
    client = Client()
    client.force_login(officer(world.far_commune, "xa-xa"))
    for address in (
        reverse("law:list"),
        reverse("law:peek", args=[act.pk]),
        reverse("law:act", args=[act.pk]),
        reverse("law:provision", args=[act.pk, "dieu-2-khoan-1-diem-dd"]),
    ):
        assert client.get(address).status_code == 200, address
    assert Client().get(reverse("law:act", args=[act.pk])).status_code == 302
