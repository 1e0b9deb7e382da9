"""Renumbering, names in lists, the name of an act, chapters and sections as objects of operations."""

from __future__ import annotations

import datetime as dt

import pytest

import vanban
from thuongton.law.history import ActHistories
from thuongton.law.states import LegalState, ToldState, state_on
from thuongton.law.text.places import place_of
from thuongton.law.works import LegalWork, LegalWorks, Order

BASE = """LUẬT
VÍ DỤ VỀ CHƯƠNG

Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi
1. Một.
2. Hai.
3. Ba:
a) A;
b) B.
Chương II
QUYỀN
Mục 1
CHUNG
Điều 2. Quyền
Có quyền.
Điều 3. Nghĩa vụ
Có nghĩa vụ.
Mục 2
RIÊNG
Điều 4. Riêng
Lời riêng.
Chương III
THI HÀNH
Điều 5. Hiệu lực thi hành
Luật này có hiệu lực từ ngày 01 tháng 01 năm 2020.
"""
OF = "Luật Ví dụ về chương số 10/2019/QH14"


def work(number: str, text: str, issued: str, effective: str | None, title: str = "", **more: object) -> LegalWork:
    orders = tuple(
        Order(one, text[one.payload.start : one.payload.end] if one.payload is not None else None)
        for one in vanban.amendments(text)
    )
    day = dt.date.fromisoformat(effective) if effective else None
    return LegalWork(
        number, "Quốc hội", "Luật", title, dt.date.fromisoformat(issued), day, text=text, orders=orders, **more
    )  # type: ignore[arg-type]


def amending(number: str, orders: str, issued: str, effective: str | None, of: str = OF, **more: object) -> LegalWork:
    text = f"LUẬT\nSửa đổi, bổ sung một số điều của {of}\n\nĐiều 1. Sửa đổi, bổ sung một số điều của {of}\n{orders}\n"
    return work(number, text, issued, effective, f"sửa đổi, bổ sung một số điều của {of}", **more)


def base() -> LegalWork:
    return work("10/2019/QH14", BASE, "2019-06-01", "2020-01-01", "Ví dụ về chương")


def ask(works: list[LegalWork], provision: str | None, on: str, known: str | None = None) -> ToldState:
    histories = ActHistories(LegalWorks(works), dt.date.fromisoformat(known) if known else None)
    return state_on(histories.of(works[0]), place_of(provision), dt.date.fromisoformat(on))


def after(orders: str, provision: str | None) -> ToldState:
    return ask([base(), amending("20/2021/QH15", orders, "2021-06-01", "2022-01-01")], provision, "2022-01-01")


TEXTS = {
    ("1. Đánh số lại khoản 3 Điều 1 thành khoản 4.", "khoản 4 Điều 1"): "4. Ba:\na) A;\nb) B.",
    ("1. Khoản 2, khoản 3 Điều 1 trở thành khoản 3, khoản 4.", "khoản 3 Điều 1"): "3. Hai.",
    ("1. Điều 5 được đánh số lại thành Điều 6.", "Điều 6"): (
        "Điều 6. Hiệu lực thi hành\nLuật này có hiệu lực từ ngày 01 tháng 01 năm 2020."
    ),
    ("1. Chuyển điểm b khoản 3 Điều 1 thành điểm a khoản 2 Điều 1.", "khoản 2 Điều 1"): "2. Hai.\na) B.",
    (
        "1. Bổ sung khoản 3 vào sau khoản 2 Điều 1 và đánh số lại khoản 3 thành khoản 4 như sau:\n“3. Mới.”.",
        "khoản 3 Điều 1",
    ): "3. Mới.",
    ("1. Sửa đổi tên Điều 2, Điều 3 như sau:\na) “Điều 2. Các quyền”;\nb) “Điều 3. Các nghĩa vụ”.", "Điều 3"): (
        "Điều 3. Các nghĩa vụ\nCó nghĩa vụ."
    ),
    (
        "1. Sửa đổi tên Điều 2, tên Chương III như sau:\na) “Điều 2. Các quyền”;\nb) “Chương III\nHIỆU LỰC”.",
        "Chương III",
    ): ("Chương III\nHIỆU LỰC\nĐiều 5. Hiệu lực thi hành\nLuật này có hiệu lực từ ngày 01 tháng 01 năm 2020."),
    ("1. Bãi bỏ Mục 2 Chương II.", "Điều 4"): "",
    ("1. Bổ sung Mục 3 vào sau Mục 2 Chương II như sau:\n“Mục 3\nTHÊM\nĐiều 4a. Thêm\nLời.”.", "Điều 4a"): (
        "Điều 4a. Thêm\nLời."
    ),
    ("1. Bổ sung Chương IIa vào sau Chương II như sau:\n“Chương IIa\nTHÊM\nĐiều 4a. Thêm\nLời.”.", "Chương IIa"): (
        "Chương IIa\nTHÊM\nĐiều 4a. Thêm\nLời."
    ),
    (
        "1. Sửa đổi Mục 2 Chương II như sau:\n“Mục 2\nKHÁC\nĐiều 4. Khác\nLời khác.”.",
        "Điều 4",
    ): "Điều 4. Khác\nLời khác.",
}


@pytest.mark.parametrize(("given", "words"), TEXTS.items())
def test_what_is_renumbered_named_or_put_in_chapters(given: tuple[str, str], words: str) -> None:
    orders, provision = given
    told = after(orders, provision)
    assert told.findings == ()
    assert told.text == words
    assert {step.by.number for step in told.steps} == {"20/2021/QH15"}


def test_an_act_bears_another_name() -> None:
    works = [base(), amending("20/2021/QH15", "1. Sửa đổi tên Luật như sau:\n“Ví dụ mới”.", "2021-06-01", "2022-01-01")]
    act = ActHistories(LegalWorks(works)).of(works[0]).on(dt.date(2022, 1, 1)).act
    assert act.own == "LUẬT\nVí dụ mới"


@pytest.mark.parametrize(
    ("orders", "provision", "reason"),
    [
        ("1. Đánh số lại khoản 1 Điều 1 thành khoản 2.", "khoản 1 Điều 1", "Đã có khoản 2 Điều 1"),
        ("1. Khoản 7 Điều 1 trở thành khoản 8.", "Điều 1", "Không tìm thấy khoản 7 Điều 1"),
        ("1. Sửa đổi Mục 2 Chương II như sau:\n“Mục 2\nKHÁC\nĐiều 2. Khác\nLời khác.”.", "Điều 4", "Đã có Điều 2"),
        ("1. Sửa đổi tên Điều 2, Điều 3 như sau:\na) “Điều 2. Các quyền”.", "Điều 3", "Không thấy nội dung mới"),
    ],
)
def test_what_cannot_be_numbered_waits_at_its_place(orders: str, provision: str, reason: str) -> None:
    told = after(orders, provision)
    assert any(reason in one for one in told.findings), told.findings
    assert told.state is LegalState.IN_FORCE


def test_what_was_changed_before_a_renumbering_is_told_under_the_new_number() -> None:
    works = [
        base(),
        amending("20/2021/QH15", "1. Sửa đổi khoản 3 Điều 1 như sau:\n“3. Ba mới.”.", "2021-06-01", "2022-01-01"),
        amending("30/2022/QH15", "1. Đánh số lại khoản 3 Điều 1 thành khoản 4.", "2022-06-01", "2023-01-01"),
    ]
    told = ask(works, "khoản 4 Điều 1", "2023-01-01")
    assert told.text == "4. Ba mới."
    assert [step.by.number for step in told.steps] == ["20/2021/QH15", "30/2022/QH15"]
    assert ask(works, "khoản 3 Điều 1", "2022-12-31").text == "3. Ba mới."


def test_a_repealed_chapter_ends_its_articles_and_says_by_what() -> None:
    told = after("1. Bãi bỏ Chương II.", "Điều 2")
    assert (told.state, [step.by.number for step in told.steps]) == (LegalState.EXPIRED, ["20/2021/QH15"])
    assert after("1. Bãi bỏ Chương II.", "Điều 1").state is LegalState.IN_FORCE


def test_a_suspended_chapter_suspends_its_articles() -> None:
    orders = "1. Ngưng hiệu lực thi hành Chương II đến hết ngày 31 tháng 12 năm 2022."
    assert after(orders, "Điều 2").state is LegalState.SUSPENDED
    assert after(orders, "Điều 1").state is LegalState.IN_FORCE
