"""The desk of the law: acts are brought in by a job, the drafter mends a basis, the leader opens a count."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from law.test_desk import DECREE, ENDS, LOCAL

pytestmark = pytest.mark.browser
expect.set_options(timeout=60_000)
DRAFT = "Căn cứ Nghị định số 15/2003/NĐ-CP ngày 19/3/2003 của Chính phủ quy định về đê điều;"


def wide_and_narrow(session: Any) -> None:
    """Neither screen scrolls sideways, and nothing is wrong on either."""
    for width, height in ((1366, 768), (360, 740)):
        session.page.set_viewport_size({"width": width, "height": height})
        assert session.page.evaluate("document.documentElement.scrollWidth") <= width
        assert session.faults() == []
    session.page.set_viewport_size({"width": 1366, "height": 768})


def bring_in(session: Any) -> None:
    """The acts of this story, by the page; bringing them again changes nothing."""
    session.open("/phap-luat/nhap/")
    files = [
        {"name": f"{number}.txt", "mimeType": "text/plain", "buffer": text.encode()}
        for number, text in enumerate((DECREE, ENDS, LOCAL))
    ]
    session.page.set_input_files("input[name='tep']", files)
    with session.page.expect_navigation():
        session.page.click("button:has-text('Nhập vào sổ')")
    expect(session.page.locator("#tien-do")).to_contain_text("Đã nhập xong")


def test_the_drafter_mends_a_basis(sign_in: Callable) -> None:
    bring_in(sign_in("tuphap"))
    session = sign_in("congchuc")
    page = session.page
    session.open("/phap-luat/can-cu/")
    wide_and_narrow(session)
    page.fill("textarea[name='noi-dung']", DRAFT)
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.click(".foot-bar button")
    expect(page.locator(".tb")).to_contain_text("Sai ngày")
    expect(page.locator(".tb")).to_contain_text("Hết hiệu lực")
    wide_and_narrow(session)
    with page.expect_navigation():
        page.click("button:has-text('Sửa thành 19/2/2003')")
    expect(page.locator(".tb")).to_contain_text("Khớp")
    assert "ngày 19/2/2003" in page.input_value("textarea[name='noi-dung']")
    assert session.complaints == []


def test_the_leader_opens_a_count(sign_in: Callable) -> None:
    bring_in(sign_in("tuphap"))
    session = sign_in("lanhdao")
    page = session.page
    session.open("/phap-luat/?q=15/2003")
    act = str(page.locator("a.row-link").first.get_attribute("href"))
    session.open(f"{urlsplit(act).path.rstrip('/')}/giu-so/")
    count = page.locator("#tac-dong a").nth(1)
    number = int(count.inner_text().split()[0])
    assert number >= 1
    wide_and_narrow(session)
    with page.expect_navigation():
        count.click()
    expect(page.locator(".tb tbody tr")).to_have_count(number)
    wide_and_narrow(session)
    session.open(str(page.locator("a.row-link").first.get_attribute("href")))
    expect(page.locator("main")).to_contain_text("20/2010/NĐ-CP")
    assert session.complaints == []
