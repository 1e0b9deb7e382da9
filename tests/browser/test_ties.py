"""A complaint made from a reception without retyping; two like cases side by side; the pages on both screens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
expect.set_options(timeout=60_000)
WHO = "Bà Lương Thị Kể Lại"
MATTER = "bồi thường đất ruộng ở cánh đồng phía nam chưa đúng diện tích đã đo"


def receive(session: Any, matter: str) -> str:
    """A reception typed once; the address of its page."""
    session.open("/vu-viec/tiep_cong_dan/moi/tiep/")
    page = session.page
    page.select_option("[name='f-nguoi_tiep']", "can_bo")
    page.select_option("[name='f-loai_don']", "khieu_nai")
    page.fill("[name='f-ho_ten']", WHO)
    page.fill("[name='f-noi_dung']", matter)
    with page.expect_navigation():
        page.click("main form[action*='/moi/'] button.btn-primary")
    return str(page.url)


def wide_and_narrow(session: Any) -> None:
    """Neither screen scrolls sideways, and nothing is wrong on either."""
    for width, height in ((1366, 768), (360, 740)):
        session.page.set_viewport_size({"width": width, "height": height})
        assert session.page.evaluate("document.documentElement.scrollWidth") <= width
        assert session.faults() == []
    session.page.set_viewport_size({"width": 1366, "height": 768})


def test_reception_to_complaint_without_retyping(sign_in: Callable) -> None:
    session = sign_in("congchuc")
    page = session.page
    came = receive(session, MATTER)
    page.click("summary:has-text('Lập hồ sơ từ hồ sơ này')")
    with page.expect_navigation():
        page.click("a.menu-item:has-text('Khiếu nại')")
    assert page.is_checked("[name='khieu_nai-lap']") and not page.is_checked("[name='to_cao-lap']")
    assert WHO not in page.content() and MATTER not in page.content()
    wide_and_narrow(session)
    page.select_option("[name='khieu_nai-f-lan']", "dau")
    with page.expect_navigation():
        page.click("button:has-text('Lập hồ sơ')")
    assert "/ho-so/" in page.url and page.url != came
    assert WHO in page.inner_text("main") and MATTER in page.inner_text("main")
    with page.expect_navigation():
        page.click("a:has-text('Tiếp công dân')")
    assert session.complaints == []


def test_like_cases_are_held_side_by_side(sign_in: Callable) -> None:
    session = sign_in("congchuc")
    page = session.page
    receive(session, "nước thải của lò mổ chảy vào kênh tưới của xóm")
    here = receive(session, "lò mổ để nước thải chảy vào kênh tưới của cả xóm")
    session.open(urlsplit(here).path + "trung/")
    wide_and_narrow(session)
    with page.expect_navigation():
        page.locator("a:has-text('Đối chiếu')").first.click()
    assert "cùng" not in page.title() and page.locator("table tbody tr").count() > 4
    wide_and_narrow(session)
    page.select_option("[name='ket-luan']", "matter")
    with page.expect_navigation():
        page.click("button:has-text('Không trùng')")
    expect(page.locator("main")).to_contain_text("khác nội dung")
    assert session.complaints == []
