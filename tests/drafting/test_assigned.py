"""Assigned contents: read of a law on its arrival, closed by acts of ours, opened again, told by people, counted."""

from __future__ import annotations

import datetime as dt
from itertools import product
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from factories import officer, person
from reviews.local_acts import FAR, PLACE, bring, in_force, paper
from thuongton.drafting.assigned import AssignedFacts, AssignedState, local_issuer, rules_it, state_on
from thuongton.drafting.models import AssignedClosing, AssignedContent
from thuongton.drafting.queries.assigned import counts, unread, visible_to, with_state
from thuongton.drafting.services.assigned import (
    confirm,
    follow_register,
    give_to,
    judge,
    read_register,
    reopen,
    set_due,
    settle,
)
from thuongton.law.models import LegalAct
from thuongton.law.states import LegalState
from thuongton.people.models import Role

DAY = dt.date
LAW = paper(
    "40/2025/NĐ-CP", "Chính phủ", "Nghị định", "10/3/2025", "Quy định về kè biển",
    "Điều 1. Mức chi", "1. Nghị định này quy định về kè biển.",
    "2. Hội đồng nhân dân cấp tỉnh quy định mức chi cho người trông kè.",
    "Điều 2. Quản lý", "1. Ủy ban nhân dân cấp tỉnh quy định việc quản lý kè.",
    "2. Giá thuê thuyền thực hiện theo quy định của Ủy ban nhân dân cấp tỉnh.",
    "3. Ủy ban nhân dân cấp xã quy định giờ đóng cửa kè.", "4. Bộ trưởng Bộ Xây dựng quy định chi tiết Điều này.",
    *in_force("Nghị định", 3, "01/5/2025"),
)  # fmt: skip
OURS = paper(
    "21/2025/QĐ-UBND", PLACE, "Quyết định", "15/4/2025", "Quy định việc quản lý kè",
    "Căn cứ khoản 1 Điều 2 Nghị định số 40/2025/NĐ-CP ngày 10 tháng 3 năm 2025 của Chính phủ quy định về kè biển;",
    "Điều 1. Quản lý kè", "Kè do xã trông.",
    *in_force("Quyết định", 2, "01/5/2025"),
)  # fmt: skip
OF_ANOTHER = paper(
    "22/2025/QĐ-UBND", FAR, "Quyết định", "15/4/2025", "Quy định việc quản lý kè của tỉnh Xa",
    "Căn cứ khoản 1 Điều 2 Nghị định số 40/2025/NĐ-CP ngày 10 tháng 3 năm 2025 của Chính phủ quy định về kè biển;",
    "Điều 1. Quản lý kè", "Kè do xã trông.",
    *in_force("Quyết định", 2, "01/5/2025"),
)  # fmt: skip
ENDS_OURS = paper(
    "30/2025/QĐ-UBND", PLACE, "Quyết định", "10/6/2025", "Bãi bỏ Quyết định số 21/2025/QĐ-UBND",
    "Điều 1. Bãi bỏ Quyết định số 21/2025/QĐ-UBND ngày 15 tháng 4 năm 2025 của Ủy ban nhân dân tỉnh Thử.",
    *in_force("Quyết định", 2, "01/7/2025"),
)  # fmt: skip
STATES = [LegalState.IN_FORCE, LegalState.EXPIRED, LegalState.UNKNOWN]


@pytest.mark.parametrize(
    ("cited", "provision", "details", "beside", "ruled"),
    [
        ("khoản 2 Điều 5", "khoản 2 Điều 5", "", ["khoản 2 Điều 5"], True),
        ("khoản 1 Điều 5", "khoản 2 Điều 5", "khoản 1 Điều 5", ["khoản 2 Điều 5"], True),
        ("Điều 5", "khoản 2 Điều 5", "", ["khoản 2 Điều 5", "khoản 1 Điều 6"], True),
        ("Điều 5", "khoản 2 Điều 5", "", ["khoản 2 Điều 5", "khoản 3 Điều 5"], False),
        ("Điều 6", "khoản 2 Điều 5", "", ["khoản 2 Điều 5"], False),
        ("khoản 3 Điều 5", "khoản 2 Điều 5", "", ["khoản 2 Điều 5"], False),
        ("", "khoản 2 Điều 5", "", ["khoản 2 Điều 5"], False),
    ],
)
def test_what_a_basis_rules(cited: str, provision: str, details: str, beside: list[str], ruled: bool) -> None:
    assert rules_it(cited, provision, details, beside) is ruled


@pytest.mark.parametrize(
    ("issuer", "told"),
    [
        ("Hội đồng nhân dân tỉnh Thử", ("hdnd", "tinh thu")),
        ("Uỷ ban nhân dân  xã Một", ("ubnd", "xa mot")),
        ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH THỬ", ("chu tich ubnd", "tinh thu")),
        ("Chính phủ", None),
        ("Bộ Tư pháp", None),
    ],
)
def test_local_issuers(issuer: str, told: tuple[str, str] | None) -> None:
    assert local_issuer(issuer) == told


def test_every_content_is_in_one_state() -> None:
    days = [None, DAY(2025, 5, 1), DAY(2025, 6, 1), DAY(2026, 1, 1)]
    for verdict, issued, state, sure, due in product(["", "not_ours", "elsewhere"], [0, 1], STATES, [0, 1], days):
        facts = AssignedFacts(verdict, bool(issued), state.value, bool(sure), due)
        told = state_on(facts, DAY(2025, 5, 2))
        assert told in AssignedState
        if told is AssignedState.LATE:
            assert due is not None and due <= DAY(2025, 5, 2) and not issued and not verdict


@pytest.fixture
def law(world: Any) -> dict[str, LegalAct]:
    """The law and nothing on it, read."""
    found = bring([LAW])
    read_register()
    return found


def _of(world: Any, text: str) -> AssignedContent:
    return AssignedContent.objects.get(unit=world.province, content__contains=text)


def _state(row: AssignedContent, day: dt.date) -> str:
    return str(with_state(AssignedContent.objects.filter(pk=row.pk), day).get().state)  # type: ignore[attr-defined]


def test_a_law_leaves_rows_to_each_unit_once(world: Any, law: dict[str, LegalAct]) -> None:
    rows = AssignedContent.objects.filter(unit=world.province).order_by("pk")
    assert [(row.form, row.provision, row.sure) for row in rows] == [
        ("nghi_quyet_hdnd_tinh", "khoản 2 Điều 1", True),
        ("quyet_dinh_ubnd_tinh", "khoản 1 Điều 2", True),
        ("quyet_dinh_ubnd_tinh", "khoản 2 Điều 2", False),
    ]
    assert AssignedContent.objects.filter(unit=world.commune).count() == 1
    assert AssignedContent.objects.filter(unit=world.finance).count() == 0
    before = AssignedContent.objects.count()
    assert read_register() == 0 and not unread().exists()
    LegalAct.objects.update(sha256="khac")
    assert read_register() == 1
    assert AssignedContent.objects.count() == before


def test_what_people_said_outlives_a_new_reading(world: Any, law: dict[str, LegalAct]) -> None:
    user = officer(world.province)
    row = _of(world, "quản lý kè")
    give_to(user, [row], unit=world.finance)
    AssignedContent.objects.filter(pk=row.pk).update(key="cũ")
    LegalAct.objects.update(sha256="khac")
    read_register()
    assert AssignedContent.objects.filter(pk=row.pk, proposer=world.finance).exists()


def test_due_on_the_day_of_effect_and_late_from_then(world: Any, law: dict[str, LegalAct]) -> None:
    row = _of(world, "quản lý kè")
    assert _state(row, DAY(2025, 2, 1)) == "waiting"
    assert _state(row, DAY(2025, 4, 1)) == "soon"
    assert _state(row, DAY(2025, 5, 1)) == "late"
    assert _state(_of(world, "Giá thuê thuyền"), DAY(2025, 5, 1)) == "doubtful"


def test_sql_says_what_python_says(world: Any, law: dict[str, LegalAct]) -> None:
    bring([OURS])
    read_register()
    judge(officer(world.province), [_of(world, "mức chi")], verdict="not_ours", reason="Tỉnh không có kè")
    for day in (DAY(2025, 1, 1), DAY(2025, 4, 1), DAY(2025, 5, 1), DAY(2030, 1, 1)):
        for row in with_state(AssignedContent.objects.all(), day):
            told: Any = row
            facts = AssignedFacts(told.verdict_now, told.issued_now, told.act_state, told.sure_now, told.due_now)
            assert told.state == state_on(facts, day)


@pytest.mark.parametrize("order", [(LAW, OURS, OF_ANOTHER), (OURS, OF_ANOTHER, LAW)])
def test_closed_by_an_act_of_ours_whatever_came_first(world: Any, order: tuple[Any, ...]) -> None:
    for one in order:
        bring([one])
        read_register()
    (closing,) = AssignedClosing.objects.filter(content__unit=world.province)
    assert closing.by.number == "21/2025/QĐ-UBND" and "khoản 1 Điều 2" in closing.quote
    assert closing.since == DAY(2025, 5, 1)
    assert _state(closing.content, DAY(2025, 4, 1)) == "soon"
    assert _state(closing.content, DAY(2025, 6, 1)) == "issued"
    assert [one.by.number for one in AssignedClosing.objects.filter(content__unit=world.far_province)] == [
        "22/2025/QĐ-UBND"
    ]
    assert settle() == (0, 0)


def test_opened_again_where_the_act_falls(world: Any, law: dict[str, LegalAct]) -> None:
    bring([OURS])
    read_register()
    bring([ENDS_OURS])
    read_register()
    (closing,) = AssignedClosing.objects.filter(content__unit=world.province)
    assert closing.until is not None and "21/2025/QĐ-UBND" in closing.ended_why
    assert _state(closing.content, closing.until) == "late"


def test_acts_of_people(world: Any, law: dict[str, LegalAct]) -> None:
    user, other = officer(world.province), officer(world.far_province, "nguoi-xa")
    row, doubtful = _of(world, "mức chi"), _of(world, "Giá thuê thuyền")
    assert not give_to(user, [row], unit=world.finance).refused
    with pytest.raises(ValidationError, match="đơn vị"):
        give_to(user, [row], unit=world.far_province)
    assert give_to(other, [row], unit=world.finance).refused
    set_due(user, [row], day=DAY(2025, 9, 1), reason="Theo công văn của Bộ")
    assert _state(row, DAY(2025, 8, 1)) == "soon"
    with pytest.raises(ValidationError):
        judge(user, [row], verdict="not_ours", reason=" ")
    judge(user, [row], verdict="elsewhere", reason="Đã có Nghị quyết số 5")
    assert _state(row, DAY(2100, 1, 1)) == "elsewhere"
    reopen(user, [row])
    assert _state(row, DAY(2100, 1, 1)) == "late"
    confirm(user, [doubtful])
    assert _state(doubtful, DAY(2100, 1, 1)) == "late"
    assert confirm(user, [doubtful]).refused


def test_who_sees_what(world: Any, law: dict[str, LegalAct]) -> None:
    row = _of(world, "mức chi")
    finance = person("tai-chinh", Role.OFFICER, world.finance)
    assert row not in visible_to(finance)
    give_to(officer(world.province), [row], unit=world.finance)
    assert row in visible_to(finance)
    row.refresh_from_db()
    assert judge(finance, [row], verdict="not_ours", reason="Không").refused
    assert row not in visible_to(officer(world.far_province, "nguoi-xa"))


def test_counts_add_up_and_open_to_rows(world: Any, law: dict[str, LegalAct], client: Client) -> None:
    user = officer(world.province)
    rows = visible_to(user)
    found = counts(rows, DAY(2025, 5, 1))
    assert sum(found.values()) == rows.count()
    assert len(found) == len(AssignedState)
    client.force_login(user)
    page = client.get("/xay-dung-van-ban/noi-dung-duoc-giao/")
    assert page.status_code == 200 and "chưa nạp" in page.text
    late = client.get("/xay-dung-van-ban/noi-dung-duoc-giao/?tinh-trang=late")
    assert late.text.count("row-link") >= found[AssignedState.LATE] > 0
    one = client.get(f"/xay-dung-van-ban/noi-dung-duoc-giao/{rows[0].pk}/")
    assert one.status_code == 200 and rows[0].quote[:20] in one.text
    client.force_login(officer(world.far_commune, "xa-xa"))
    assert client.get(f"/xay-dung-van-ban/noi-dung-duoc-giao/{rows[0].pk}/").status_code == 404


def test_the_register_is_followed(world: Any, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        bring([LAW])
    follow_register()
    assert unread().count() == 0
    assert AssignedContent.objects.filter(unit=world.province).count() == 3
