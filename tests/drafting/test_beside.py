"""A draft beside the law: the text that would stand, what waits, what is repeated, the right to rule, the page."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from factories import officer
from reviews.local_acts import HEAD, PLACE, bring, in_force, paper
from thuongton.documents.services.drafts import read_version, start_draft
from thuongton.drafting.beside import in_order, restated, right_to_rule
from thuongton.drafting.queries.beside import laid_beside
from thuongton.law.works import LegalWork
from vanban import read_document
from vanban.delegations import read_delegations

DAY = dt.date(2026, 5, 1)
LAW = paper(
    "40/2025/NĐ-CP", "Chính phủ", "Nghị định", "10/3/2025", "Quy định về kè biển",
    "Điều 1. Mức chi", "1. Nghị định này quy định về kè biển.",
    "2. Ủy ban nhân dân cấp tỉnh quy định mức chi cho người trông kè.",
    "Điều 2. Người trông kè",
    "Người trông kè được trang bị áo phao, đèn pin, loa cầm tay và được hưởng mức chi hằng tháng theo quy định; khi có "
    "bão lớn phải báo ngay cho Ủy ban nhân dân xã nơi có kè và không được rời vị trí.",
    *in_force("Nghị định", 3, "01/5/2025"),
)  # fmt: skip
OURS = paper(
    "21/2025/QĐ-UBND", PLACE, "Quyết định", "15/4/2025", "Quy định mức chi cho người trông kè",
    "Căn cứ khoản 2 Điều 1 Nghị định số 40/2025/NĐ-CP ngày 10 tháng 3 năm 2025 của Chính phủ quy định về kè biển;",
    "Điều 1. Mức chi", "1. Mức chi là 100.000 đồng.", "2. Mức chi thêm là 20.000 đồng.",
    "Điều 2. Nguồn chi", "Ngân sách tỉnh.",
    *in_force("Quyết định", 3, "01/5/2025"),
)  # fmt: skip
DRAFT = f"""ỦY BAN NHÂN DÂN
TỈNH THỬ
{HEAD}
Số:      /2026/QĐ-UBND
Thử, ngày    tháng    năm 2026

QUYẾT ĐỊNH
Sửa đổi, bổ sung một số điều của Quyết định số 21/2025/QĐ-UBND ngày 15 tháng 4 năm 2025

Căn cứ khoản 2 Điều 1 Nghị định số 40/2025/NĐ-CP ngày 10 tháng 3 năm 2025 của Chính phủ quy định về kè biển;
Căn cứ Điều 2 Nghị định số 40/2025/NĐ-CP ngày 10 tháng 3 năm 2025 của Chính phủ quy định về kè biển;
Ủy ban nhân dân tỉnh ban hành Quyết định sửa đổi, bổ sung một số điều của Quyết định số 21/2025/QĐ-UBND.

Điều 1. Sửa đổi, bổ sung một số điều của Quyết định số 21/2025/QĐ-UBND ngày 15 tháng 4 năm 2025
1. Sửa đổi, bổ sung khoản 1 Điều 1 như sau:
“1. Mức chi là 150.000 đồng.”.
2. Bổ sung Điều 2a vào sau Điều 2 như sau:
“Điều 2a. Quyết toán
Quyết toán theo năm.”.
3. Sửa đổi, bổ sung Điều 9 như sau:
“Điều 9. Việc khác
Việc khác.”.
Điều 2. Hiệu lực thi hành
Quyết định này có hiệu lực từ ngày 15 tháng 6 năm 2026.
"""


@pytest.fixture
def register(world: Any) -> Any:
    """The decree and our decision on it."""
    return bring([LAW, OURS])


def test_the_text_that_would_stand(register: Any) -> None:
    laid = laid_beside(read_document(DRAFT), DAY)
    ((act, one),) = laid.acts
    assert act.number == "21/2025/QĐ-UBND"
    rows = {row.place: row for row in one.rows}
    assert rows["khoản 1 Điều 1"].before == "1. Mức chi là 100.000 đồng."
    assert rows["khoản 1 Điều 1"].after == "1. Mức chi là 150.000 đồng."
    assert rows["Điều 2a"].before == "" and "Quyết toán" in rows["Điều 2a"].after
    assert [place for place, _why in one.waiting] == ["Điều 9"]
    assert (one.changed, one.total, one.mostly) == (1, 3, "")
    assert register["21/2025/QĐ-UBND"].orders.count() == 1


def test_more_than_half_is_told(register: Any) -> None:
    more = DRAFT.replace(
        "3. Sửa đổi, bổ sung Điều 9 như sau:\n“Điều 9. Việc khác\nViệc khác.”.",
        "3. Sửa đổi, bổ sung Điều 2 như sau:\n“Điều 2. Nguồn chi\nNgân sách xã.”.",
    )
    ((_act, one),) = laid_beside(read_document(more), DAY).acts
    assert (one.changed, one.total) == (2, 3) and "quá nửa" in one.mostly


def test_the_right_to_rule(register: Any) -> None:
    laid = laid_beside(read_document(DRAFT), DAY)
    assert [(one.place, one.sure) for one in laid.rights] == [("khoản 2 Điều 1", True), ("Điều 2", False)]
    assert "không có lời nào giao" in laid.rights[1].says
    assert laid.bases and laid.bases[0].startswith("Căn cứ Nghị định số 40/2025/NĐ-CP")


@pytest.mark.parametrize(
    ("place", "bodies", "sure", "says"),
    [
        ("khoản 2 Điều 1", ("ubnd_tinh",), True, False),
        ("Điều 1", ("ubnd_tinh",), True, False),
        ("khoản 1 Điều 1", ("ubnd_tinh",), False, True),
        ("khoản 2 Điều 1", ("hdnd_tinh",), False, True),
    ],
)
def test_rights_by_place_and_body(place: str, bodies: tuple[str, ...], sure: bool, says: bool) -> None:
    left = read_delegations(LAW[1])
    told = right_to_rule(place, "40/2025/NĐ-CP", bodies, "Ủy ban nhân dân tỉnh Thử", left)
    assert (told.sure, bool(told.says)) == (sure, says)


def test_what_repeats_the_law_is_told(register: Any) -> None:
    words = LAW[1].split("Điều 2. Người trông kè\n")[1].split("\n")[0]
    copied = DRAFT.replace("Điều 2. Hiệu lực thi hành", f"Điều 1a. Người trông kè\n{words}\nĐiều 2. Hiệu lực thi hành")
    assert [one.theirs for one in laid_beside(read_document(copied), DAY).restated] == ["Điều 2"]
    assert laid_beside(read_document(DRAFT), DAY).restated == ()


def test_short_and_different_parts_repeat_nothing() -> None:
    law = [("1/2020/QH14", "Điều 9", "một hai ba bốn năm sáu bảy tám chín mười " * 4)]
    assert restated([("Điều 1", "một hai ba bốn năm sáu bảy tám")], law) == []
    assert restated([("Điều 1", "khác hẳn lời văn của luật này " * 6)], law) == []


def test_bases_in_order() -> None:
    works = [
        LegalWork("2/2020/TT-BTC", kind="Thông tư"),
        LegalWork("5/2021/NĐ-CP", kind="Nghị định", issued_on=dt.date(2021, 1, 1)),
        LegalWork("4/2020/NĐ-CP", kind="Nghị định", issued_on=dt.date(2020, 1, 1)),
        LegalWork("1/2019/QH14", kind="Luật"),
    ]
    assert [work.number for work in in_order(works)] == [
        "1/2019/QH14", "4/2020/NĐ-CP", "5/2021/NĐ-CP", "2/2020/TT-BTC",
    ]  # fmt: skip


def test_a_draft_that_changes_itself_changes_nothing(register: Any) -> None:
    itself = DRAFT.replace("Số:      /2026/QĐ-UBND", "Số: 50/2026/QĐ-UBND").replace(
        "3. Sửa đổi, bổ sung Điều 9 như sau:\n“Điều 9. Việc khác\nViệc khác.”.",
        "3. Bãi bỏ Quyết định số 50/2026/QĐ-UBND.",
    )
    laid = laid_beside(read_document(itself), DAY)
    assert [act.number for act, _one in laid.acts] == ["21/2025/QĐ-UBND"] and laid.unmet == ()


@pytest.fixture
def draft(world: Any, register: Any) -> Any:
    """The draft of the province, read."""
    made = start_draft(None, world.province, DRAFT.encode(), "du-thao.txt", title="Dự thảo sửa đổi")
    read_version(made.versions.get().pk)
    return made


def test_the_page_and_its_files(world: Any, draft: Any, client: Client) -> None:
    client.force_login(officer(world.province))
    page = client.get(f"/xay-dung-van-ban/ben-du-thao/?du-thao={draft.pk}")
    assert page.status_code == 200 and "150" in page.text and "21/2025/QĐ-UBND" in page.text
    for name in ("bang", "the-thuc"):
        answer = client.get(f"/xay-dung-van-ban/ben-du-thao/{name}.docx?du-thao={draft.pk}")
        assert answer.status_code == 200 and answer.content[:2] == b"PK"


def test_a_draft_of_another_is_not_there(world: Any, draft: Any, client: Client) -> None:
    client.force_login(officer(world.far_province, "nguoi-xa"))
    for name in ("", "bang.docx", "the-thuc.docx"):
        assert client.get(f"/xay-dung-van-ban/ben-du-thao/{name}?du-thao={draft.pk}").status_code == 404
    client.force_login(officer(world.province))
    assert client.get("/xay-dung-van-ban/ben-du-thao/").status_code == 404
    assert client.get("/xay-dung-van-ban/ben-du-thao/?du-thao=khong").status_code == 404
