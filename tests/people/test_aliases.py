"""Other names of units: who says them, for whose papers they hold, and what they tie together."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from factories import World, person, read_task
from thuongton.audit.models import Event
from thuongton.people.models import Role, UnitAlias
from thuongton.people.services import add_alias, remove_alias
from thuongton.plans.models import Party, Plan
from thuongton.plans.queries.adoption import known_units
from thuongton.plans.queries.agencies import units_to_choose, unknown_leads
from thuongton.plans.services.adopting import adopt_plan
from thuongton.plans.taking_in.read_task import ReadTask

D = dt.date


def task(lead: str) -> ReadTask:
    return read_task(lead, f"Việc của {lead}", lead=[lead])


def adopted(world: World, *leads: str) -> Plan:
    tasks = [task(lead) for lead in leads]
    return adopt_plan(None, world.commune, title="Kế hoạch", tasks=tasks, tracked_from=D(2026, 1, 5))


def test_a_told_name_ties_what_was_read_and_what_will_be(world: World) -> None:
    before = adopted(world, "Bộ phận một cửa", "Sở Tư pháp")
    other = adopt_plan(
        None, world.other_commune, title="Xã bên", tasks=[task("Bộ phận một cửa")], tracked_from=D(2026, 1, 5)
    )
    add_alias(None, world.office, "bộ phận  Một cửa", scope=world.commune)
    after = adopted(world, "Bộ phận một cửa")
    for plan, unit in ((before, world.office), (after, world.office), (other, None)):
        assert Party.objects.get(task__plan=plan, name="Bộ phận một cửa").unit == unit
    event = Event.objects.filter(action="Ghi tên gọi khác của đơn vị").latest("id")
    assert event.changes.filter(table="plans_party").count() == 1


def test_the_nearest_answer_holds_and_another_replaces_it(world: World) -> None:
    add_alias(None, world.justice, "Một cửa", scope=world.province)
    assert known_units(world.commune).resolve("Một cửa").unit_id == world.justice.pk
    add_alias(None, world.office, "Một cửa", scope=world.commune)
    assert known_units(world.commune).resolve("Một cửa").unit_id == world.office.pk
    assert known_units(world.other_commune).resolve("Một cửa").unit_id == world.justice.pk
    add_alias(None, world.finance, "MỘT CỬA", scope=world.commune)
    assert UnitAlias.objects.filter(scope=world.commune).count() == 1
    assert known_units(world.commune).resolve("Một cửa").unit_id == world.finance.pk
    remove_alias(None, UnitAlias.objects.get(scope=world.commune))
    assert known_units(world.commune).resolve("Một cửa").unit_id == world.justice.pk


@pytest.mark.parametrize(
    ("role", "at", "scope", "may"),
    [
        (Role.OFFICER, "commune", "commune", True),
        (Role.ADMINISTRATOR, "province", "commune", True),
        (Role.ADMINISTRATOR, "province", "province", True),
        (Role.OFFICER, "commune", "province", False),
        (Role.OFFICER, "other_commune", "commune", False),
        (Role.INSPECTOR, "province", "commune", False),
        (Role.LEADER, "far_province", "commune", False),
    ],
)
def test_who_says_a_name(world: World, role: str, at: str, scope: str, may: bool) -> None:
    user = person("ai", role, getattr(world, at))
    if may:
        remove_alias(user, add_alias(user, world.office, "Một cửa", scope=getattr(world, scope)))
        return
    with pytest.raises(PermissionDenied):
        add_alias(user, world.office, "Một cửa", scope=getattr(world, scope))
    alias = add_alias(None, world.office, "Một cửa", scope=getattr(world, scope))
    with pytest.raises(PermissionDenied):
        remove_alias(user, alias)


def test_a_unit_of_elsewhere_is_no_answer(world: World) -> None:
    with pytest.raises(ValidationError, match="cùng tỉnh"):
        add_alias(None, world.far_commune, "Một cửa", scope=world.commune)
    user = person("xa", Role.OFFICER, world.commune)
    assert world.far_commune not in units_to_choose(user, world.commune)


def test_names_that_are_no_unit_are_asked_about(world: World) -> None:
    leads = ["Sở Tư pháp", "VP HĐND&UBND", "Một cửa", "UBND cấp xã", "Ông Nguyễn Văn A", "Một cửa"]
    assert unknown_leads(world.commune, [task(lead) for lead in leads]) == ["Một cửa", "Ông Nguyễn Văn A"]


def test_the_page_of_a_unit_keeps_its_names(world: World) -> None:
    client = Client()
    client.force_login(person("xa", Role.OFFICER, world.commune))
    page = reverse("people:unit", args=[world.office.pk])
    assert client.post(reverse("people:alias_add", args=[world.office.pk]), {"ten": "Một cửa"}).status_code == 302
    alias = UnitAlias.objects.get()
    assert (alias.unit, alias.scope, alias.name) == (world.office, world.commune, "Một cửa")
    text = client.get(page).content.decode()
    assert "Một cửa" in text and "Ghi tên gọi khác của đơn vị" in text
    other = Client()
    other.force_login(person("xa-hai", Role.OFFICER, world.other_commune))
    gone = reverse("people:alias_remove", args=[world.office.pk, alias.pk])
    assert other.post(gone).status_code == 404 and UnitAlias.objects.exists()
    assert client.post(gone).status_code == 302 and not UnitAlias.objects.exists()
