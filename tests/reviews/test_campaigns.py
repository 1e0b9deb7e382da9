"""Campaigns: the plan, who takes part, documents of the scope taken in once, whatever stops it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from factories import officer, person
from thuongton.law.models import ActWindow, LegalAct
from thuongton.people.models import Role
from thuongton.people.services import add_unit, succeed
from thuongton.reviews.models import Campaign, CampaignIntake, CampaignUnit, ReviewRow
from thuongton.reviews.planning import lacking_of
from thuongton.reviews.queries.campaigns import campaigns_visible_to, other_campaigns
from thuongton.reviews.services import campaigns as services
from thuongton.reviews.services.campaigns import (
    FIELDS,
    begin_intake,
    change_campaign,
    close_campaign,
    drop_unit,
    make_campaign,
    open_campaign,
    put_unit,
)
from thuongton.web.forms.marks import Seen, mark_of_row

DAY = dt.date
PROVINCE, XA = "Ủy ban nhân dân tỉnh Thử", "UBND tỉnh Xa"


MAY = DAY(2020, 5, 4)


def act(number: str, issuer: str = PROVINCE, day: dt.date = MAY, kind: str = "Quyết định") -> LegalAct:
    return LegalAct.objects.create(
        number=number, number_key=number, issuer=issuer, issuer_key=issuer, kind=kind, title=f"Về {number}",
        issued_on=day, effective_on=day,
    )  # fmt: skip


def campaign_of(world: Any, user: Any, **more: Any) -> Campaign:
    given: dict[str, Any] = {"title": "Rà soát sau sáp nhập", "kind": "merger"}
    return make_campaign(user, world.province, **given | more)


@pytest.fixture
def user(world: Any) -> Any:
    return officer(world.province)


def test_documents_of_the_scope_come_in_once_with_those_of_units_before_and_their_units(world: Any, user: Any) -> None:
    old = add_unit(None, world.province, name="Xã Cũ", kind="commune")
    for heir in (world.commune, world.other_commune):
        succeed(None, old, heir, on=DAY(2025, 7, 1))
    act("1/2020/QĐ-UBND")
    act("2/2020/NQ-HĐND", "Hội đồng nhân dân tỉnh Thử", kind="Nghị quyết")
    act("3/2020/QĐ-UBND", "Ủy ban nhân dân xã Cũ")
    act("4/2020/QĐ-UBND", "UBND xã Một")
    act("5/2020/QĐ-UBND", XA)
    act("6/2020/NĐ-CP", "Chính phủ", kind="Nghị định")
    act("77/QĐ-UBND")
    act("8/2016/QĐ-UBND", day=DAY(2016, 1, 1))
    campaign = campaign_of(world, user, since=DAY(2019, 1, 1), due=DAY(2026, 6, 30))
    put_unit(user, campaign, unit=world.justice, part="lead", due=DAY(2026, 5, 1))
    put_unit(user, campaign, unit=world.commune, part="lead")
    put_unit(user, campaign, unit=world.province, part="lead")
    intake = begin_intake(user, campaign)
    rows = {(row.number, row.unit.name, row.due) for row in ReviewRow.objects.select_related("unit")}
    assert rows == {
        ("1/2020/QĐ-UBND", "Sở Tư pháp", DAY(2026, 5, 1)),
        ("2/2020/NQ-HĐND", "Sở Tư pháp", DAY(2026, 5, 1)),
        ("3/2020/QĐ-UBND", "Xã Một", DAY(2026, 6, 30)),
        ("4/2020/QĐ-UBND", "Xã Một", DAY(2026, 6, 30)),
    }
    assert (intake.taken, intake.without_year) == (4, 1) and intake.done_at is not None
    assert begin_intake(user, campaign).taken == 0 and ReviewRow.objects.count() == 4


def test_kinds_and_the_state_on_the_fixing_day_narrow_it(world: Any, user: Any) -> None:
    ends = act("1/2020/QĐ-UBND")
    runs = act("2/2020/QĐ-UBND")
    act("3/2020/NQ-HĐND", "Hội đồng nhân dân tỉnh Thử", kind="Nghị quyết")
    for one, until in ((ends, DAY(2024, 1, 1)), (runs, DAY.max)):
        ActWindow.objects.create(act=one, since=DAY.min, until=until, state="in_force", reason="runs")
    ActWindow.objects.create(act=ends, since=DAY(2024, 1, 1), until=DAY.max, state="expired", reason="term")
    campaign = campaign_of(world, user, kind="system", fixed_on=DAY(2023, 12, 31))
    assert begin_intake(user, campaign, kinds=["Quyết định"], states=["in_force"]).taken == 2
    later = campaign_of(world, user, kind="system", fixed_on=DAY(2024, 12, 31))
    assert begin_intake(user, later, kinds=["Quyết định"], states=["in_force"]).taken == 1


def test_a_document_may_be_in_two_campaigns_and_its_rows_say_so(world: Any, user: Any) -> None:
    act("1/2020/QĐ-UBND")
    one, other = campaign_of(world, user), campaign_of(world, user, title="Chuyên đề")
    begin_intake(user, one)
    begin_intake(user, other)
    rows = list(ReviewRow.objects.order_by("pk"))
    assert [row.campaign for row in rows] == [one, other]
    assert {pk: [each.title for each in some] for pk, some in other_campaigns(rows).items()} == {
        rows[0].pk: ["Chuyên đề"], rows[1].pk: ["Rà soát sau sáp nhập"]
    }  # fmt: skip
    close_campaign(person("lanh-dao", Role.LEADER, world.province), other)
    assert other_campaigns(rows)[rows[0].pk] == []


class Killed(BaseException):
    """The process is gone."""


def test_an_intake_that_is_killed_in_the_middle_goes_on_and_takes_nothing_twice(
    world: Any, user: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    LegalAct.objects.bulk_create(
        LegalAct(
            number=f"{n}/2020/QĐ-UBND", number_key=f"{n}/2020/QĐ-UBND", issuer=PROVINCE, issuer_key=PROVINCE,
            kind="Quyết định", issued_on=DAY(2020, 1, 1),
        )
        for n in range(1, 1001)
    )  # fmt: skip
    monkeypatch.setattr(services, "BATCH", 150)
    campaign = campaign_of(world, user)
    real, steps = services.taken_already, []

    def dies(*given: Any) -> set[tuple[int, int]]:
        steps.append(given)
        if len(steps) == 4:
            raise Killed
        return real(*given)

    monkeypatch.setattr(services, "taken_already", dies)
    intake = CampaignIntake.objects.create(campaign=campaign, by=user)
    with pytest.raises(Killed):
        services.take_documents.func(intake.pk)
    assert ReviewRow.objects.count() == 450
    assert services.resume_intakes() == 1
    intake.refresh_from_db()
    assert (intake.taken, intake.done_at is not None) == (1000, True)
    assert ReviewRow.objects.count() == ReviewRow.objects.values("act").distinct().count() == 1000
    assert services.resume_intakes() == 0


def test_bad_days_ended_campaigns_and_others_are_refused_with_one_sentence(world: Any, user: Any) -> None:
    leader = person("lanh-dao", Role.LEADER, world.province)
    with pytest.raises(ValidationError, match="Ngày cuối"):
        campaign_of(world, user, since=DAY(2020, 1, 2), until=DAY(2020, 1, 1))
    with pytest.raises(ValidationError, match="ấn định"):
        campaign_of(world, user, since=DAY(2020, 1, 2), fixed_on=DAY(2020, 1, 1))
    with pytest.raises(ValidationError, match="tên gọi"):
        campaign_of(world, user, title="  ")
    campaign = campaign_of(world, user, due=DAY(2026, 6, 1))
    with pytest.raises(ValidationError, match="Hạn của đơn vị"):
        put_unit(user, campaign, unit=world.justice, part="lead", due=DAY(2026, 7, 1))
    with pytest.raises((ValidationError, PermissionDenied)):
        put_unit(user, campaign, unit=world.far_commune, part="lead")
    with pytest.raises(PermissionDenied):
        close_campaign(user, campaign)
    with pytest.raises(PermissionDenied):
        change_campaign(officer(world.far_province, "xa"), campaign, title="Khác")
    close_campaign(leader, campaign)
    for act_ in (lambda: begin_intake(user, campaign), lambda: change_campaign(user, campaign, title="Khác")):
        with pytest.raises(ValidationError, match="đã kết thúc"):
            act_()
    open_campaign(leader, campaign)
    with pytest.raises(ValidationError, match="đang mở"):
        open_campaign(leader, campaign)
    CampaignIntake.objects.create(campaign=campaign)
    for refused in (lambda: begin_intake(user, campaign), lambda: close_campaign(leader, campaign)):
        with pytest.raises(ValidationError, match="hãy đợi xong"):
            refused()


def test_who_was_slower_overwrites_nobody(world: Any, user: Any) -> None:
    campaign = campaign_of(world, user)
    seen = Seen(FIELDS, mark_of_row(campaign, FIELDS))
    change_campaign(user, campaign, seen=seen, title="Tên mới")
    with pytest.raises(ValidationError, match="Người khác vừa sửa"):
        change_campaign(user, campaign, seen=seen, title="Tên khác")
    assert campaign.title == "Tên mới"


def test_a_unit_with_documents_stays_and_a_unit_that_takes_part_sees_the_campaign(world: Any, user: Any) -> None:
    act("4/2020/QĐ-UBND", "UBND xã Một")
    campaign = campaign_of(world, user)
    commune = officer(world.commune, "xa-mot")
    assert not campaigns_visible_to(commune).exists()
    put_unit(user, campaign, unit=world.commune, part="lead")
    help_ = put_unit(user, campaign, unit=world.finance, part="help")
    assert campaigns_visible_to(commune).get() == campaign
    with pytest.raises(PermissionDenied):
        change_campaign(commune, campaign, title="Của xã")
    begin_intake(user, campaign)
    with pytest.raises(ValidationError, match="đang có văn bản"):
        drop_unit(user, CampaignUnit.objects.get(unit=world.commune))
    drop_unit(user, help_)
    assert [one.unit for one in campaign.units.all()] == [world.commune]


def test_the_plan_says_what_it_lacks(world: Any, user: Any) -> None:
    campaign = campaign_of(world, user, kind="system", purpose="Mục đích", budget="Ngân sách")
    assert lacking_of(campaign, leads=0) == [
        "Đối tượng", "Phạm vi", "Thời gian, tiến độ", "Đơn vị chủ trì, phối hợp", "Thời điểm ấn định danh mục"
    ]  # fmt: skip


def test_the_pages_of_a_campaign(world: Any, user: Any, client: Client) -> None:
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    act("1/2020/QĐ-UBND")
    sent = {"ten": "Hệ thống hoá 2024–2028", "loai": "system", "tu": "1/1/2024", "an-dinh": "31/12/2028"}
    refused = client.post(reverse("reviews:campaign-new"), sent | {"den": "1/1/2020"})
    assert refused.status_code == 400 and "Ngày cuối đứng trước ngày đầu" in refused.content.decode()
    made = client.post(reverse("reviews:campaign-new"), sent)
    campaign = Campaign.objects.get()
    assert made.status_code == 302 and made["Location"] == reverse("reviews:campaign", args=[campaign.pk])
    page = client.get(made["Location"]).content.decode()
    assert "Kế hoạch chưa nêu" in page and "Điều 49" in page
    edit = reverse("reviews:campaign-edit", args=[campaign.pk])
    assert "31/12/2028" in client.get(edit).content.decode()
    assert client.post(edit, sent | {"muc-dich": "Để biết"}).status_code == 302
    asked = reverse("reviews:campaign-unit", args=[campaign.pk])
    assert client.post(asked, {"don-vi": world.justice.pk, "vai-tro": "lead"}).status_code == 302
    assert client.post(reverse("reviews:campaign-intake", args=[campaign.pk]), {}).status_code == 302
    assert client.get(reverse("reviews:campaigns")).status_code == 200
    assert campaign.rows.count() == 0 and campaign.units.get().unit == world.justice


def test_nobody_of_another_province_finds_a_campaign(world: Any, user: Any, client: Client) -> None:
    campaign = campaign_of(world, user)
    member = put_unit(user, campaign, unit=world.justice, part="lead")
    client.force_login(officer(world.far_province, "xa"), backend="django.contrib.auth.backends.ModelBackend")
    for name in ("campaign", "campaign-edit"):
        assert client.get(reverse(f"reviews:{name}", args=[campaign.pk])).status_code == 404
    sent = {"don-vi": member.pk, "vai-tro": "lead"}
    for name in ("unit", "unit-out", "intake", "close", "open"):
        assert client.post(reverse(f"reviews:campaign-{name}", args=[campaign.pk]), sent).status_code == 404
    assert campaign.units.count() == 1 and not CampaignIntake.objects.exists()
