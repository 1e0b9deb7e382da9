"""Lists of a campaign as of a day, signed and frozen, withdrawn, and laid out: on rows."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factories import officer, person
from reviews.lists_of_tests import FIXED, judge, make_campaign
from thuongton.people.models import Role, User
from thuongton.prints.queries import opened
from thuongton.reviews.lists.membership import ListKind
from thuongton.reviews.lists.papers import PaperKind, official
from thuongton.reviews.models import Campaign, ReviewRow, SignedList
from thuongton.reviews.queries.lists import (
    campaign_figures,
    facts_of,
    layouts_for,
    paper_on,
    rows_of_campaign,
    since_signed,
)
from thuongton.reviews.services.lists import drop_layout, lay_out, sign_list, withdraw_list
from vanban.write.docx import write_docx

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader(world: Any) -> User:
    return person("lanh-dao", Role.LEADER, world.province)


@pytest.fixture
def campaign(world: Any, leader: User) -> Campaign:
    return make_campaign(world.province, leader)


def numbers(campaign: Campaign, kind: ListKind, day: dt.date = FIXED) -> list[str]:
    frozen = paper_on(None, campaign, PaperKind.SYSTEM, day)
    table = next((one for one in frozen.tables if one.key == kind), None)
    at = [one.key for one in table.columns].index("so") if table else 0
    return [str(row.cells[at]).partition("/")[0] for row in table.rows] if table else []


def test_states_are_those_of_the_register_on_the_day(campaign: Campaign) -> None:
    assert numbers(campaign, ListKind.EXPIRED) == ["1", "2"]
    assert numbers(campaign, ListKind.PARTLY) == ["4"]
    assert numbers(campaign, ListKind.IN_FORCE) == ["4", "5", "3", "6"]
    assert numbers(campaign, ListKind.UNKNOWN) == ["9", "8", "7"]
    assert numbers(campaign, ListKind.EXPIRED, dt.date(2024, 12, 31)) == ["1"]
    year = paper_on(None, campaign, PaperKind.YEAR, FIXED)
    assert [len(table.rows) for table in year.tables] == [1, 0]
    figures = campaign_figures(None, campaign, FIXED)
    assert (figures.total, figures.lists[ListKind.EXPIRED], figures.lists[ListKind.UNKNOWN]) == (9, 2, 3)
    parts = {one.number: one.ended for one in facts_of(rows_of_campaign(None, campaign), FIXED) if one.ended}
    assert parts == {"4/2020/QĐ-UBND": ("khoản 2 Điều 1 (theo 5/2022/QĐ-UBND)",)}


def test_the_number_of_statements_does_not_grow_with_rows(campaign: Campaign, world: Any) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            facts_of(rows_of_campaign(None, campaign), FIXED)
        return len(caught)

    before = asked()
    ReviewRow.objects.bulk_create(
        [
            ReviewRow(campaign=campaign, unit=world.finance, number=f"{n}/2019/CT-UBND", origin="typed")
            for n in range(40)
        ]
    )
    assert asked() == before
    assert len(numbers(campaign, ListKind.UNKNOWN)) == 43


def test_what_is_signed_never_changes_and_says_what_did(campaign: Campaign, leader: User) -> None:
    row = campaign.rows.get(number="3/2024/QĐ-UBND")
    judge(row, leader, "thay_the", reason="Trái Luật mới")
    signed = sign_list(leader, campaign, PaperKind.SYSTEM, fixed_on=FIXED, signer="Nguyễn A", capacity="Chủ tịch")
    assert signed.number == "01/QĐ-UBND" and signed.document is not None
    assert signed.document.number == signed.number
    before = write_docx(official(opened(signed.printout), number=signed.number))
    assert since_signed(signed, paper_on(leader, campaign, PaperKind.SYSTEM, FIXED)) == []
    row.decision = None
    row.save()
    campaign.rows.get(number="9/2018/NQ-HĐND").delete()
    signed = SignedList.objects.get()
    assert write_docx(official(opened(signed.printout), number=signed.number)) == before
    changes = since_signed(signed, paper_on(leader, campaign, PaperKind.SYSTEM, FIXED))
    assert {(one.table, one.change, one.number) for one in changes} == {
        (ListKind.TO_HANDLE, "went", "3/2024/QĐ-UBND"), (ListKind.UNKNOWN, "went", "9/2018/NQ-HĐND")
    }  # fmt: skip


def test_of_two_people_who_sign_one_list_the_second_gets_one_sentence(
    campaign: Campaign, leader: User, world: Any
) -> None:
    other = person("lanh-dao-hai", Role.LEADER, world.province)
    sign_list(leader, campaign, PaperKind.SYSTEM, fixed_on=FIXED)
    with pytest.raises(ValidationError) as refused:
        sign_list(other, campaign, PaperKind.SYSTEM, fixed_on=FIXED)
    (sentence,) = refused.value.messages
    assert sentence.startswith("Lanh-Dao đã ký danh mục này, số 01/QĐ-UBND ngày ")
    assert SignedList.objects.count() == 1
    withdraw_list(leader, SignedList.objects.get(), "Thiếu văn bản")
    again = sign_list(other, campaign, PaperKind.SYSTEM, fixed_on=FIXED)
    assert again.number == "02/QĐ-UBND"
    sign_list(other, campaign, PaperKind.CHECKED, fixed_on=FIXED)


def test_who_may_not_and_what_cannot_be_signed(campaign: Campaign, leader: User, world: Any) -> None:
    for user in (officer(world.province, "vien"), person("xa-khac", Role.LEADER, world.far_province)):
        with pytest.raises(PermissionDenied):
            sign_list(user, campaign, PaperKind.SYSTEM, fixed_on=FIXED)
        with pytest.raises(PermissionDenied):
            lay_out(user, world.province, ListKind.EXPIRED, "so\nten")
    with pytest.raises(ValidationError, match="chưa tới"):
        sign_list(leader, campaign, PaperKind.SYSTEM, fixed_on=dt.date(2128, 12, 31))
    with pytest.raises(ValidationError, match="Ngày ký phải"):
        sign_list(leader, campaign, PaperKind.SYSTEM, fixed_on=FIXED, on=dt.date(2025, 12, 1))
    with pytest.raises(ValidationError, match="chưa có văn bản nào"):
        sign_list(leader, campaign, PaperKind.CONTINUES, fixed_on=FIXED)
    signed = sign_list(leader, campaign, PaperKind.SYSTEM, fixed_on=FIXED)
    with pytest.raises(ValidationError, match="lý do"):
        withdraw_list(leader, signed, " ")
    withdraw_list(leader, signed, "Nhầm")
    with pytest.raises(ValidationError, match="đã được thu hồi"):
        withdraw_list(leader, signed, "Nhầm nữa")


def test_a_unit_lays_lists_out_for_itself_and_below(campaign: Campaign, leader: User, world: Any) -> None:
    keeper = person("quan-tri", Role.ADMINISTRATOR, world.province)
    lay_out(keeper, world.province, ListKind.EXPIRED, "tt\nso | Số văn bản\nten")
    heads = ["TT", "Số văn bản", "Tên gọi văn bản"]
    assert [one.label for one in layouts_for(world.justice)[ListKind.EXPIRED]] == heads
    assert layouts_for(world.far_province) == {}
    signed = sign_list(leader, campaign, PaperKind.SYSTEM, fixed_on=FIXED)
    lay_out(leader, world.province, ListKind.EXPIRED, "so\nten\nghi_chu")
    kept = opened(SignedList.objects.get(pk=signed.pk).printout).tables[0]
    assert [one.label for one in kept.columns] == ["TT", "Số văn bản", "Tên gọi văn bản"]
    assert drop_layout(keeper, world.province, ListKind.EXPIRED) == 2
    assert layouts_for(world.province) == {}
    with pytest.raises(ValidationError, match="không đúng dạng"):
        lay_out(keeper, world.province, ListKind.EXPIRED, "khong-co")
