"""A complaint from its receipt to its decision in a real browser, by two people; a purpose before what is sensitive."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser
NAME = "Trần Thị Bích Mẫu"
MOST_INTERACTIONS = 12


class Hand:
    """Fills a form as a person does and counts what it takes."""

    def __init__(self, page: Any) -> None:
        self.page, self.number = page, 0

    def fill(self, name: str, value: str) -> None:
        """Type into a field."""
        self.page.fill(f"[name='{name}']", value)
        self.number += 1

    def choose(self, name: str, label: str) -> None:
        """Choose from a list."""
        self.page.select_option(f"[name='{name}']", label=label)
        self.number += 1

    def press(self, words: str) -> None:
        """Press a button or a link of the work."""
        self.page.click(f"main a:text-is('{words}'), main button:text-is('{words}'):not(.visually-hidden)")
        self.number += 1


def written(day: dt.date) -> str:
    """A day as offices write it."""
    return f"{day.day}/{day.month}/{day.year}"


def whole(session: Any) -> None:
    """The page has no serious fault for who cannot see it, is no wider than its window, and the console is silent."""
    assert session.faults() == []
    assert session.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert session.complaints == []


def test_complaint_is_received_accepted_suspended_continued_and_decided(sign_in: Callable) -> None:
    officer, leader = sign_in("congchuc"), sign_in("lanhdao", width=360, height=740)
    today = dt.date.today()
    received = today - dt.timedelta(days=7)
    page = officer.open("/vu-viec/khieu_nai/moi/")
    hand = Hand(page)
    hand.choose("f-lan", "Lần đầu")
    hand.choose("f-thuoc_tham_quyen", "Có")
    hand.fill("f-nguoi", NAME)
    hand.fill("f-noi_dung", "quyết định xử phạt vi phạm hành chính")
    hand.fill("ngay", written(received))
    whole(officer)
    hand.press("Nhận đơn")
    assert "Nhập muộn" in page.inner_text("main") and "Đang xem xét điều kiện thụ lý" in page.inner_text(".head-line")
    address = page.url
    assert page.inner_text(".next .btn-primary") == "Thụ lý"
    assert page.locator(".days td.due").count() == 1
    whole(officer)

    page.click(".next .btn-primary")
    page.fill("[name='f-so']", "12/TB-UBND")
    page.fill("[name='ngay']", written(received + dt.timedelta(days=1)))
    whole(officer)
    page.click("main button.btn-primary")
    assert "Giải quyết lần đầu" in page.inner_text(".clocks") and "Chờ lãnh đạo" in page.inner_text(".next")

    small = leader.page
    for act, number, after in (("Tạm đình chỉ", "14/QĐ-UBND", 2), ("Tiếp tục giải quyết", "15/QĐ-UBND", 5)):
        small.goto(address)
        small.click(f".next a:text-is('{act}')")
        small.fill("[name='f-so']", number)
        small.fill("[name='ngay']", written(received + dt.timedelta(days=after)))
        whole(leader)
        small.click("main button.btn-primary")
        assert act in small.inner_text("#lich-su")
        whole(leader)
    assert "Chưa có quy định rõ" in small.inner_text("#vi-sao")

    small.click(".next .btn-primary")
    small.select_option("[name='f-ket_qua']", label="Khiếu nại sai")
    small.click("main button.btn-primary")
    assert "Đã giải quyết" in small.inner_text(".head-line")
    page.goto(f"{address}?tinh-den={received.isoformat()}")
    assert "Đang xem xét điều kiện thụ lý" in page.inner_text(".head-line")
    assert page.locator("main a.btn-primary").count() == 0


def test_mediation_is_entered_in_a_dozen_interactions_and_opened_for_a_purpose(sign_in: Callable) -> None:
    session = sign_in("congchuc")
    page = session.open("/vu-viec/hoa_giai/")
    hand = Hand(page)
    page.goto(session.site.address + "/vu-viec/hoa_giai/moi/")
    hand.number += 1
    hand.fill("f-to", "Tổ hoà giải thôn Đông")
    hand.choose("f-pham_vi", "Tranh chấp dân sự")
    hand.fill("f-ben-0-ho_ten", NAME)
    hand.fill("f-ben-0-nam_sinh", "1980")
    hand.fill("f-ben-1-ho_ten", "Lê Văn Thử")
    hand.press("Thêm dòng")
    hand.fill("f-ben-2-ho_ten", "Phạm Thị Ba")
    hand.fill("f-noi_dung", "ranh giới đất giữa hai nhà")
    hand.press("Tiếp nhận")
    assert hand.number <= MOST_INTERACTIONS
    assert "Mới tiếp nhận" in page.inner_text(".head-line")
    shown = page.inner_text("main")
    assert NAME not in shown and "Phạm Thị Ba" not in shown and "ranh giới" not in shown

    page.click("main a:has-text('Xem, ghi lý do') >> nth=0")
    page.fill("#xem-muc-dich", "lập biên bản hoà giải")
    page.click("#xem button:text-is('Xem')")
    assert NAME in page.inner_text("#truong") and "Phạm Thị Ba" in page.inner_text("#truong")
    whole(session)
    page.goto(page.url.replace("xem-truong/", ""))
    assert NAME not in page.inner_text("main") and "lập biên bản hoà giải" in page.content()


@pytest.mark.parametrize("scripts", [False])
def test_a_row_is_added_without_a_script(sign_in: Callable, scripts: bool) -> None:
    page = sign_in("congchuc", scripts=scripts).open("/vu-viec/hoa_giai/moi/")
    page.fill("[name='f-ben-1-ho_ten']", "Lê Văn Thử")
    page.click("button:text-is('Thêm dòng')")
    assert page.locator("[name='f-ben-2-ho_ten']").count() == 1
    assert page.input_value("[name='f-ben-1-ho_ten']") == "Lê Văn Thử"
