"""The page of confirming asks which units unknown leads mean, and remembers the answer as another name of the unit."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from factories import World, officer, person
from plans.test_confirm import intake_of, task
from thuongton.people.models import Role, UnitAlias
from thuongton.plans.models import Party
from thuongton.plans.services.adopting import adopt_intake

pytestmark = pytest.mark.django_db


def _tasks() -> tuple[dict[str, object], ...]:
    return (
        task("1.a", "Ban hành Kế hoạch tuyên truyền", lead=["VP cải cách"]),
        task("1.b", "Rà soát văn bản", lead=["Bộ phận lạ"]),
    )


def test_unknown_leads_are_asked_and_remembered(world: World, client: Client) -> None:
    intake = intake_of(world, *_tasks())
    client.force_login(officer(world.province))
    page = reverse("plans:confirm", args=[intake.pk])
    shown = client.get(page).content.decode()
    assert "Chưa nhận ra 2 cơ quan chủ trì" in shown and "«VP cải cách»" in shown and "<option" not in shown
    asked = client.get(page, {"viec": "co-quan"})
    assert asked.context["unknown"] == ["VP cải cách", "Bộ phận lạ"]
    assert world.justice in asked.context["choices"]
    sent = {
        "co-quan-0": "VP cải cách",
        "la-0": str(world.justice.pk),
        "co-quan-1": "Bộ phận lạ",
        "la-1": "",
    }
    answer = client.post(reverse("plans:confirm-agencies", args=[intake.pk]), sent)
    assert answer.status_code == 302
    kept = UnitAlias.objects.get()
    assert (kept.name, kept.unit, kept.scope) == ("VP cải cách", world.justice, world.province)
    assert client.get(page).context["unknown"] == ["Bộ phận lạ"]
    adopt_intake(
        None, intake, unit=world.province, own=True, number="5/KH-UBND", issued_on=None, title="Kế hoạch",
        tracked_from=None,
    )  # fmt: skip
    assert Party.objects.get(name="VP cải cách").unit == world.justice


def test_a_name_or_unit_that_was_not_asked_is_not_kept(world: World, client: Client) -> None:
    intake = intake_of(world, *_tasks())
    client.force_login(officer(world.province))
    address = reverse("plans:confirm-agencies", args=[intake.pk])
    client.post(address, {"co-quan-0": "Tên tự nghĩ", "la-0": str(world.justice.pk)})
    client.post(address, {"co-quan-0": "VP cải cách", "la-0": "999999"})
    assert not UnitAlias.objects.exists()


def test_who_may_not_write_is_not_asked(world: World, client: Client) -> None:
    intake = intake_of(world, *_tasks())
    client.force_login(person("chi-xem", Role.CITIZEN, None))
    assert client.get(reverse("plans:confirm", args=[intake.pk]), {"viec": "co-quan"}).status_code in (200, 404)
    sent = {"co-quan-0": "VP cải cách", "la-0": str(world.justice.pk)}
    assert client.post(reverse("plans:confirm-agencies", args=[intake.pk]), sent).status_code in (403, 404)
    assert not UnitAlias.objects.exists()


def test_a_corrected_lead_brings_the_question_up_to_date(world: World, client: Client) -> None:
    intake = intake_of(world, *_tasks())
    client.force_login(officer(world.province))
    row = intake.proposals.order_by("order")[1]
    sent = {"code": "1.b", "title": "Rà soát văn bản", "lead": world.justice.name, "timing_text": "Năm 2026"}
    part = client.post(
        reverse("plans:confirm-sua", args=[intake.pk, row.pk]), sent, headers={"HX-Request": "true"}
    ).content.decode()
    assert 'id="co-quan" hx-swap-oob="true"' in part and "Chưa nhận ra 1 cơ quan chủ trì" in part
