"""The law in a real browser: the lawyer compares two days, the commune officer asks for a clause on a day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser
LAW = "901/2019/QH14"


def unfold(page: Any) -> None:
    """On a phone the tools are folded: open them."""
    for part in page.locator("details.law-fold:not([open]) > summary").all():
        part.click()


def test_the_lawyer_compares_two_days(sign_in: Callable) -> None:
    session = sign_in("tuphap")
    page = session.page
    session.open("/phap-luat/?q=901/2019")
    page.goto(session.site.address + page.get_attribute("table[data-rows] a.row-link", "href"))
    assert LAW in page.inner_text("h1")
    assert session.faults() == []
    page.keyboard.press("Tab")
    page.click(".law-days a:has-text('1/1/2020')")
    assert "trong 10 ngày làm việc" in page.inner_text("article")
    page.click("nav.tabs a:has-text('So sánh')")
    assert page.inner_text(".law-diff >> nth=0").count("07") == 1
    assert page.locator(".law-diff del").count() >= 1 and page.locator(".law-diff ins").count() >= 2
    assert session.faults() == []


def test_the_officer_asks_for_a_clause_on_a_day(sign_in: Callable) -> None:
    session = sign_in("congchuc", width=360, height=740)
    page = session.page
    session.open("/phap-luat/?q=901/2019")
    page.goto(session.site.address + page.get_attribute("table[data-rows] a.row-link", "href"))
    unfold(page)
    page.fill("#den", "khoản 2 Điều 1")
    page.keyboard.press("Enter")
    page.wait_for_url("**/dieu-1-khoan-2*")
    unfold(page)
    page.fill("input[name=ngay]", "1/6/2021")
    page.keyboard.press("Enter")
    page.wait_for_url("**ngay=*")
    assert "trong 10 ngày làm việc" in page.inner_text("article")
    assert "khoản 2 Điều 1 Luật số 901/2019/QH14" in (page.get_attribute("#trich-dan", "value") or "")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert session.faults() == []
