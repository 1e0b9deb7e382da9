"""The review desk: row by row with keys alone, a lost network loses nothing; a phone does it by buttons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
expect.set_options(timeout=60_000)
QUEUE = "/ra-soat/lan-luot/"
REASON = "Không còn đối tượng điều chỉnh"


def wide_and_narrow(session: Any) -> None:
    """Neither screen scrolls sideways, and nothing is wrong on either."""
    for width, height in ((1366, 768), (360, 740)):
        session.page.set_viewport_size({"width": width, "height": height})
        assert session.page.evaluate("document.documentElement.scrollWidth") <= width
        assert session.faults() == []
    session.page.set_viewport_size({"width": 1366, "height": 768})


def row_of(page: Any) -> str:
    return str(page.get_attribute("[data-row]", "data-row"))


def moves_on(page: Any, key: str) -> tuple[str, str]:
    """Press one key: the row before and the row after it."""
    was = row_of(page)
    page.keyboard.press(key)
    expect(page.locator("[data-row]")).not_to_have_attribute("data-row", was)
    return was, row_of(page)


def test_the_lawyer_decides_by_keys_alone(sign_in: Callable) -> None:
    session = sign_in("tuphap")
    page = session.page
    session.open("/ra-soat/")
    wide_and_narrow(session)
    session.open(QUEUE)
    wide_and_narrow(session)
    first = row_of(page)
    page.keyboard.press("b")
    expect(page.locator("[data-trouble]")).to_contain_text("lý do")
    assert row_of(page) == first, "without a reason nothing is said"
    page.keyboard.type(REASON)
    page.keyboard.press("Enter")
    was, second = moves_on(page, "b")
    assert was == first
    expect(page.locator("[role=status]")).to_contain_text("Bãi bỏ toàn bộ")
    assert moves_on(page, "z")[1] == first, "taken back"
    _was, again = moves_on(page, "b")
    assert again == second, "the reason is kept: one key"
    page.keyboard.press("1")
    third = moves_on(page, "g")[1]
    assert moves_on(page, "Enter")[0] == third, "left for later"
    page.context.set_offline(True)
    here = row_of(page)
    page.keyboard.press("b")
    expect(page.locator("[data-trouble]")).to_contain_text("Mất kết nối")
    assert row_of(page) == here
    page.context.set_offline(False)
    moves_on(page, "b")
    session.open(f"/ra-soat/{first}/")
    expect(page.locator("main")).to_contain_text(REASON)
    wide_and_narrow(session)
    session.open(f"/ra-soat/{first}/?phan=loi-van")
    session.open("/ra-soat/tien-do/")
    wide_and_narrow(session)
    assert [one for one in session.complaints if "ERR_INTERNET_DISCONNECTED" not in one] == []


def test_the_leader_decides_as_proposed_on_a_phone(sign_in: Callable) -> None:
    lawyer = sign_in("tuphap")
    lawyer.open(QUEUE)
    lawyer.page.fill("#ly-do-moi", REASON)
    lawyer.page.press("#ly-do-moi", "Enter")
    proposed = moves_on(lawyer.page, "b")[0]
    session = sign_in("lanhdaoso", width=360, height=740)
    page = session.page
    session.open(f"{QUEUE}?dong={proposed}")
    expect(page.locator("[data-row]")).to_contain_text(REASON)
    assert session.faults() == []
    page.click("[data-agree]")
    expect(page.locator("[data-row]")).not_to_have_attribute("data-row", proposed)
    session.open(f"/ra-soat/{proposed}/")
    expect(page.locator("#ghi-ket-qua")).to_contain_text("Quyết định")
    assert session.complaints == []


def test_without_a_script_every_key_is_a_button(sign_in: Callable) -> None:
    session = sign_in("tuphap", scripts=False)
    page = session.page
    session.open(QUEUE)
    first = row_of(page)
    page.fill("#ly-do-moi", REASON)
    with page.expect_navigation():
        page.click("button[data-key='G']")
    assert row_of(page) != first
