"""Pages of the working calendar: who reads, who changes, what is shown before anything is written."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from factories import World, make_world, person
from thuongton.audit.checks import run_checks
from thuongton.calendars.changes import ChangeKind, Wanted
from thuongton.calendars.models import CalendarChange, CalendarDay, CalendarYear
from thuongton.calendars.queries import keeper
from thuongton.calendars.services.changing import change_days
from thuongton.calendars.services.seeding import seed_years
from thuongton.people.models import Role, Unit
from thuongton.people.services import end_unit

pytestmark = pytest.mark.django_db

ASKED = {
    "act": "off",
    "day": "8/10/2026",
    "name": "Nghỉ bão số 9",
    "number": "99/UBND-VP",
    "issued_on": "30/9/2026",
    "issuer": "Ủy ban nhân dân tỉnh",
}


@pytest.fixture
def world() -> World:
    seed_years([2026, 2027])
    return make_world()


def signed_in(role: str, unit: Unit, name: str = "nguoi") -> Client:
    client = Client()
    client.force_login(person(name, role, unit))
    return client


def test_a_year_is_shown_with_its_papers(world: World) -> None:
    officer = signed_in(Role.OFFICER, world.commune)
    body = officer.get(reverse("calendars:year"), {"nam": "2026"}).content.decode()
    assert "12729/VPCP-KGVX" in body and "hoán đổi với 10/1/2026" in body and "28/2026/QH16" in body
    assert (
        "Đã có thông báo lịch nghỉ" in body and "Dự kiến" not in body and reverse("calendars:change_form") not in body
    )
    assert "Dự kiến: lịch nghỉ năm 2027" in officer.get(reverse("calendars:year"), {"nam": "2027"}).content.decode()
    for odd in ("0", "9999", "abc", "٢٠٢٦", "1" * 40):
        assert officer.get(reverse("calendars:year"), {"nam": odd}).status_code == 200


def test_nothing_is_written_before_it_was_shown(world: World) -> None:
    admin = signed_in(Role.ADMINISTRATOR, world.province)
    asked = {**ASKED, "don-vi": str(world.province.pk)}
    assert admin.get(reverse("calendars:change_form"), {"don-vi": world.province.pk}).status_code == 200
    shown = admin.post(reverse("calendars:change_form"), asked)
    assert shown.status_code == 200 and "0 thời hạn dời" in shown.content.decode()
    assert not CalendarChange.objects.exists() and not CalendarDay.objects.filter(unit__isnull=False).exists()
    done = admin.post(reverse("calendars:apply"), asked)
    change = CalendarChange.objects.get()
    assert done.status_code == 302 and done["Location"] == reverse("calendars:change", args=[change.pk])
    row = CalendarDay.objects.get(unit=world.province)
    assert (row.day, row.number) == (dt.date(2026, 10, 8), "99/UBND-VP")
    assert "ngày 30/9/2026 của Ủy ban nhân dân tỉnh" in row.source
    assert "99/UBND-VP" in admin.get(done["Location"]).content.decode()


@pytest.mark.parametrize("field", ["act", "day", "name", "number", "issued_on"])
def test_what_is_missing_is_said_and_nothing_typed_is_lost(world: World, field: str) -> None:
    admin = signed_in(Role.ADMINISTRATOR, world.province)
    for name in ("calendars:change_form", "calendars:apply"):
        answer = admin.post(reverse(name), {**ASKED, "don-vi": str(world.province.pk), field: ""})
        assert answer.status_code == 400
        kept = "Nghỉ bão số 9" if field != "name" else "99/UBND-VP"
        assert kept in answer.content.decode()
    assert not CalendarChange.objects.exists()


def test_others_may_not_change_and_see_only_what_is_theirs(world: World) -> None:
    change = change_days(
        None, world.commune, Wanted(ChangeKind.OFF, dt.date(2026, 10, 8), "Lễ hội của xã", "1/QĐ", dt.date(2026, 9, 1))
    )
    clients = {
        "officer": signed_in(Role.OFFICER, world.province, "a"),
        "admin": signed_in(Role.ADMINISTRATOR, world.other_commune, "b"),
        "far": signed_in(Role.ADMINISTRATOR, world.far_province, "c"),
    }
    for name, client in clients.items():
        asked = {**ASKED, "don-vi": str(world.commune.pk)}
        for url in (reverse("calendars:change_form"), reverse("calendars:apply")):
            assert client.post(url, asked).status_code in (403, 404), name
            assert client.post(url, ASKED).status_code == 403, name
        assert client.post(reverse("calendars:announce", args=[2027]), {"source": "x"}).status_code == 403
    page, year = reverse("calendars:change", args=[change.pk]), reverse("calendars:year") + "?nam=2026"
    assert clients["officer"].get(page).status_code == 200
    assert "Lễ hội của xã" in clients["officer"].get(year).content.decode()
    for name in ("admin", "far"):
        assert clients[name].get(page).status_code == 404
        assert "Lễ hội của xã" not in clients[name].get(year).content.decode()
    citizen = Client()
    citizen.force_login(person("dan", Role.CITIZEN, None))
    assert citizen.get(reverse("calendars:year")).status_code == 403
    assert CalendarChange.objects.count() == 1


def test_the_highest_administrator_announces_a_year(world: World) -> None:
    for unit in (world.far_commune, world.far_province):
        end_unit(None, unit, on=dt.date(2026, 1, 1), reason="x")
    admin = signed_in(Role.ADMINISTRATOR, world.province)
    assert admin.post(reverse("calendars:announce", args=[2027]), {"source": ""}).status_code == 302
    assert not CalendarYear.objects.get(year=2027).announced
    assert admin.post(reverse("calendars:announce", args=[2027]), {"source": "1/TB-BNV"}).status_code == 302
    assert CalendarYear.objects.get(year=2027).announced


@pytest.mark.parametrize(
    ("named", "near", "far"),
    [
        ("", False, False),  # several top units, none named
        ("H90", True, False),
        ("H91", False, True),
        ("H99", False, False),  # no such unit
    ],
)
def test_of_several_top_units_the_one_that_was_named_keeps_the_common_days(
    world: World, settings: Any, named: str, near: bool, far: bool
) -> None:
    settings.CALENDAR_KEEPER = named
    page, form = reverse("calendars:year") + "?nam=2026", reverse("calendars:change_form")
    for unit, name, may in ((world.province, "a", near), (world.far_province, "b", far)):
        admin = signed_in(Role.ADMINISTRATOR, unit, name)
        assert admin.post(form, ASKED).status_code == (200 if may else 403)
        assert admin.post(form, {**ASKED, "don-vi": str(unit.pk)}).status_code == 200  # its own days, always
        said = admin.get(page).content.decode()
        kept_by = {"H90": world.province, "H91": world.far_province}.get(named)
        other = f"do quản trị viên của {kept_by} đổi" if kept_by else "Chưa chỉ định nơi giữ lịch chung"
        assert ("Anh chị giữ lịch chung" if may else other) in said
    below = signed_in(Role.ADMINISTRATOR, world.commune, "c")
    assert below.post(form, ASKED).status_code == 403


@pytest.mark.parametrize(("named", "told"), [("", 0), ("H90", 0), ("H99", 1)])
def test_a_keeper_that_is_no_unit_is_told(world: World, settings: Any, named: str, told: int) -> None:
    settings.CALENDAR_KEEPER = named
    found = [find.sentence for find in run_checks() if find.check.code == "calendar-keeper"]
    assert len(found) == told
    assert all(named in words for words in found)


def test_a_unit_that_ended_keeps_the_common_days_no_more(world: World, settings: Any) -> None:
    settings.CALENDAR_KEEPER = "H91"
    for unit in (world.far_commune, world.far_province):
        end_unit(None, unit, on=dt.date(2026, 1, 1), reason="x")
    assert keeper() is None
    settings.CALENDAR_KEEPER = ""
    assert keeper() == world.province
