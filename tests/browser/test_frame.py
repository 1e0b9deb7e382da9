"""The frame in a real browser: the side folds and stays so, the calendar fills a day, what was done is a toast."""

from __future__ import annotations

from collections.abc import Callable

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def width_of_side(session) -> int:  # type: ignore[no-untyped-def]
    return int(session.page.locator(".side").bounding_box()["width"])


@pytest.mark.parametrize("scripts", [True, False])
def test_the_side_folds_and_stays_folded(sign_in: Callable, scripts: bool) -> None:
    session = sign_in("tuphap", scripts=scripts)
    page = session.open("/ke-hoach/")
    assert width_of_side(session) == 200
    if scripts:
        with page.expect_response("**/khung/thanh-ben/"):
            page.click("button.fold")
    else:
        page.click("button.fold")
        page.wait_for_load_state()
        assert page.url.endswith("/ke-hoach/")
    assert width_of_side(session) == 48
    session.open("/van-ban/")
    assert width_of_side(session) == 48
    assert session.complaints == []
    if scripts:
        assert session.faults() == []


def test_a_day_is_picked_in_the_calendar_and_the_page_is_rewound(sign_in: Callable) -> None:
    session = sign_in("tuphap")
    page = session.open("/ke-hoach/")
    page.click("details.asof summary")
    page.fill("#tinh-den", "31/3/2026")
    page.click("details.asof .date > button")
    assert session.faults() == []
    page.click('.calendar button[aria-label="12/3/2026"]')
    assert page.input_value("#tinh-den") == "12/3/2026"
    page.click("details.asof button.btn-primary")
    page.wait_for_url("**tinh-den=12**")
    assert "12/3/2026" in page.inner_text(".rewound-note")
    page.click(".rewound-note a")
    assert "tinh-den" not in page.url


def test_a_phone_has_five_doors_and_the_rest_under_one_of_them(sign_in: Callable) -> None:
    session = sign_in("tuphap", width=360, height=740)
    page = session.open("/")
    assert session.count(".phone-bar > *") == 5
    page.click(".phone-bar summary")
    page.click(".phone-bar a:has-text('Nhật ký')")
    page.wait_for_url("**/nhat-ky/")
    assert session.faults() == []


def test_heads_stay_while_the_work_scrolls(sign_in: Callable) -> None:
    session = sign_in("tuphap")
    page = session.open("/ke-hoach/1/")
    assert page.evaluate("document.documentElement.scrollHeight <= window.innerHeight")
    page.keyboard.press("PageDown")
    page.wait_for_function("document.querySelector('.scroller').scrollTop > 300")
    assert page.locator("header.top").bounding_box()["y"] == 0


def test_the_words_of_a_date_are_as_offices_write_them(sign_in: Callable) -> None:
    page = sign_in("tuphap", locale="en-US").open("/ke-hoach/?tinh-den=2026-03-04")
    page.click("details.asof summary")
    assert page.input_value("#tinh-den") == "4/3/2026"
