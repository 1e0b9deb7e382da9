"""Registers in a real browser: found by a name that stands in no address, looked at beside the list, handed over."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_plus

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
WHO = "Hoàng Văn Khôi Mẫu"


def sent(page: Page, path: str, key: str, body: dict[str, Any]) -> dict[str, Any]:
    """What the API answers to a write of the person of this page."""
    token = page.locator("input[name=csrfmiddlewaretoken]").first.get_attribute("value")
    headers = {"Idempotency-Key": key, "X-CSRFToken": token or "", "Content-Type": "application/json"}
    address = page.url.split("/", 3)
    origin = "/".join(address[:3])
    answer = page.request.post(
        f"{origin}/api/v1/{path}", headers={**headers, "Referer": f"{origin}/"}, data=json.dumps(body)
    )
    assert answer.status == 201, answer.text()
    found: dict[str, Any] = answer.json()
    return found


def unit_of(page: Page, name: str) -> int:
    origin = "/".join(page.url.split("/", 3)[:3])
    items = page.request.get(f"{origin}/api/v1/units", params={"words": name}).json()["items"]
    return next(int(one["id"]) for one in items if one["name"] == name)


def late_on(page: Page) -> int:
    """How many cases the greeting of the first page calls late."""
    said = re.search(r"(\d+) vụ việc quá hạn", page.inner_text("h1"))
    return int(said[1]) if said else 0


def test_filter_look_and_hand_over(sign_in: Callable) -> None:
    """An officer finds a complaint by the name of who sent it, looks at it beside the list, gives it to a colleague."""
    session = sign_in("congchuc")
    page = session.page
    unit, late = unit_of(page, "Xã Lạc Phượng"), late_on(page)
    day = dt.datetime.now(tz=dt.UTC).date() - dt.timedelta(days=40)
    given = {"lan": "dau", "linh_vuc": "dat_dai", "thuoc_tham_quyen": True, "so_don": 1}
    for number, name in enumerate((WHO, "Bùi Thị Khác", "Đỗ Văn Khác")):
        data = {**given, "nguoi": name, "noi_dung": f"Khiếu nại về ranh giới thửa đất số {number}"}
        body = {"kind": "khieu_nai", "unit": unit, "on": f"{day}", "data": data}
        sent(page, "cases", f"so-khieu-nai-{number}", body)

    session.open("/")
    assert late_on(page) == late + 3 and WHO not in page.inner_text("main")
    page.goto(session.site.address + "/vu-viec/")
    page.click("main tbody a.row-link:has-text('Khiếu nại')")
    page.wait_for_selector("table[data-rows] tbody tr")
    before = session.count("table[data-rows] tbody tr")
    assert before >= 3
    page.click("details[data-filter] summary")
    page.fill("details[data-filter] input[name=q]", WHO)
    page.click("details[data-filter] button:has-text('Xem kết quả')")
    page.wait_for_url("**/vu-viec/khieu_nai/?*")
    assert not any(word in unquote_plus(page.url) for word in ("Hoàng", "Khôi"))
    assert session.count("table[data-rows] tbody tr") == 1 and WHO in page.inner_text("table[data-rows]")
    assert session.faults() == []

    page.click("table[data-rows] a.row-link")
    page.wait_for_selector("#xem-nhanh .peek-body")
    assert "ranh giới thửa đất số 0" in page.inner_text("#xem-nhanh") and "trễ" in page.inner_text("#xem-nhanh")
    assert session.faults() == []
    page.keyboard.press("Escape")
    assert session.count("#xem-nhanh .peek-body") == 0

    page.check("table[data-rows] .tick")
    page.click("form.bulk button:has-text('Giao người xử lý')")
    assert WHO not in page.inner_text("main")
    assert session.faults() == []
    page.locator("select[name=nguoi]").select_option(index=1)
    chosen = page.locator("select[name=nguoi] option:checked").inner_text()
    page.click("main button:has-text('Giao người xử lý')")
    page.wait_for_selector("table[data-rows]")
    assert "Đã giao 1 hồ sơ" in page.inner_text("body")
    assert chosen in page.inner_text("table[data-rows]") and WHO in page.inner_text("table[data-rows]")

    with page.expect_download() as download:
        page.click("summary:has-text('Xuất')")
        page.click("a.menu-item:has-text('Excel')")
    assert download.value.suggested_filename.startswith("khieu_nai-")
    assert session.complaints == []


def test_registers_on_a_phone(sign_in: Callable) -> None:
    session = sign_in("congchuc", width=360, height=740, looks=True)
    for path in ("/vu-viec/", "/vu-viec/khieu_nai/", "/vu-viec/hang-viec/viec_cua_toi/"):
        page = session.open(path)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0 and session.faults() == [], path
    assert session.complaints == []
