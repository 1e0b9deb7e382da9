"""Every page of the rooms in a real browser: accessible, calm on a phone, light, quiet, and in English too."""

from __future__ import annotations

from collections.abc import Callable

import pytest

pytestmark = pytest.mark.browser
PAGES = [
    "/",
    "/bang-lanh-dao/",
    "/tim/?q=de+an",
    "/lich/",
    "/lich-nhac-viec/",
    "/ke-hoach/",
    "/ke-hoach/1/",
    "/ke-hoach/1/theo-don-vi/",
    "/ke-hoach/1/dong-thoi-gian/",
    "/ke-hoach/1/bao-cao/",
    "/ke-hoach/1/so-sanh/?truoc=2025-12-31",
    "/ke-hoach/1/lich-su/",
    "/ke-hoach/1/ma-tran/",
    "/ke-hoach/nhiem-vu/",
    "/ke-hoach/nhiem-vu/35/",
    "/ke-hoach/tu-bang/",
    "/ke-hoach/xac-nhan/",
    "/ke-hoach/don-doc/",
    "/vu-viec/",
    "/vu-viec/khieu_nai/",
    "/vu-viec/hang-viec/qua_han/",
    "/van-ban/",
    "/van-ban/1/",
    "/van-ban/dua-vao/",
    "/van-ban/so-den/moi/",
    "/tai-khoan-cua-toi/",
    "/nhat-ky/",
]
BUDGET = 300 * 1024


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_serious(sign_in: Callable, path: str) -> None:
    session = sign_in("tuphap", looks=True)
    session.open(path)
    assert session.faults() == []
    assert session.complaints == []


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_a_phone(sign_in: Callable, path: str) -> None:
    page = sign_in("tuphap", width=360, height=740, looks=True).open(path)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{path} is {wide} px too wide"


def test_first_page_is_light(sign_in: Callable) -> None:
    """All bytes of the first page with an empty cache, as they travel (gzip)."""
    session = sign_in("tuphap")
    client = session.page.context.new_cdp_session(session.page)
    client.send("Network.enable")
    client.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes: list[float] = []
    client.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    session.open("/ke-hoach/1/")
    session.page.wait_for_load_state("networkidle")
    assert len(sizes) >= 4
    assert sum(sizes) <= BUDGET, f"{sum(sizes) / 1024:.0f} KiB"


@pytest.mark.parametrize("path", ["/", "/ke-hoach/1/", "/ke-hoach/nhiem-vu/35/", "/van-ban/", "/bang-lanh-dao/"])
def test_reading_works_without_javascript(site, browser, path: str) -> None:  # type: ignore[no-untyped-def]
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.address}/tai-khoan/login/")
    page.fill("input[name=login]", "tuphap")
    page.fill("input[name=password]", "thuong-ton-2026")
    page.press("input[name=password]", "Enter")
    answer = page.goto(site.address + path)
    assert answer is not None and answer.status == 200
    assert page.inner_text("h1").strip()
    context.close()


def test_keyboard_reaches_the_search_box_and_the_content(sign_in: Callable) -> None:
    page = sign_in("tuphap").open("/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "tim"
    page.keyboard.type("de an")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim/**")
    assert "Đề án" in page.inner_text("main")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"


def test_english_pages(sign_in: Callable) -> None:
    """The frame speaks English after one choice; the papers stay as printed."""
    session = sign_in("tuphap")
    page = session.open("/")
    page.click("details.who summary")
    page.click("details.who button:has-text('English')")
    assert page.get_attribute("html", "lang") == "en"
    frame = page.inner_text("nav.rooms >> nth=0")
    assert "Hôm nay" not in frame and "Kế hoạch" not in frame
    session.open("/ke-hoach/1/")
    assert "Tính đến" not in page.inner_text("header.top")


def test_the_hat_is_switched_at_the_top(sign_in: Callable) -> None:
    session = sign_in("tuphap")
    page = session.open("/")
    page.click("details.who summary")
    page.click("details.who button:has-text('Chuyên viên, Sở Tư pháp')")
    assert "Chuyên viên, Sở Tư pháp" in page.inner_text("details.who summary")
