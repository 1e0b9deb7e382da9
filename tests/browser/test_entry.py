"""A page of twenty mediations copied without a mouse; the line drops while it is typed; the page on both screens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
PAGE = "/vu-viec/hoa_giai/nhap-trang/"
expect.set_options(timeout=60_000)
DAYS = [f"{n}/3/2026" for n in range(1, 21)]


def type_row(page: Any, day: str, first: str, second: str, *, team: str | None, result: str) -> None:
    """One row by keys alone, from its first cell to its last, then on to the next row."""
    keys = page.keyboard
    for text in (day, "tr", first, second, ""):
        keys.type(text)
        keys.press("Tab")
    if team is not None:
        keys.type(team)
    keys.press("Tab")  # takes the word in grey
    for text in (day, result, "c" if result == "th" else "k"):
        keys.type(text)
        keys.press("Tab")
    keys.press("Enter")


def number_in_register(page: Any, session: Any) -> int:
    """How many mediations the register says it has."""
    page.goto(session.site.address + "/vu-viec/hoa_giai/")
    return int(page.locator(".tabs a[aria-current] .n").inner_text().replace(".", ""))


def test_twenty_mediations_without_a_mouse(sign_in: Callable) -> None:
    session = sign_in("congchuc")
    page = session.page
    before = number_in_register(page, session)
    session.open(PAGE)
    page.locator("tbody tr td input").first.focus()
    for number, day in enumerate(DAYS):
        team = "Tổ hoà giải thôn Đông" if number == 0 else None
        result = "th" if number % 2 else "kh"
        type_row(page, day, f"Người Thử {number}", f"Người Mẫu {number}", team=team, result=result)
    expect(page.locator("#ghi")).to_contain_text("20 vụ")
    assert "20 vụ xảy ra trước hôm nay" in page.inner_text("#nhap-muon")
    assert page.input_value("[name='o.20.tiep_nhan.to']") == "Tổ hoà giải thôn Đông"
    expect(page.locator("[data-kept]")).to_contain_text("Bản nháp tự giữ lúc")
    assert page.input_value("[name='o.3.ket_thuc.ket_qua']") == "Hoà giải không thành"
    assert session.faults() == []
    assert page.evaluate("document.activeElement.id") == "ghi"  # the last row leads to the button
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_selector("text=Đã ghi 20 vụ vào sổ")
    assert page.input_value("[name='o.1.tiep_nhan.on']") == ""
    assert number_in_register(page, session) == before + 20
    assert session.complaints == []


def test_a_line_that_drops_loses_no_draft_and_makes_no_act(sign_in: Callable) -> None:
    session = sign_in("congchuc")
    page = session.page
    before = number_in_register(page, session)
    session.open(PAGE)
    page.locator("tbody tr td input").first.focus()
    type_row(page, "2/2/2026", "Bà Đứt Mạng", "Ông Mẫu", team="Tổ hoà giải thôn 3", result="th")
    expect(page.locator("[data-kept]")).to_contain_text("Bản nháp")
    page.context.set_offline(True)
    type_row(page, "3/2/2026", "Bà Sau Đó", "Ông Mẫu", team=None, result="th")
    expect(page.locator("#noi")).to_contain_text("Chưa nối được máy chủ")
    page.click("#ghi")
    expect(page.locator("#ghi")).to_be_enabled()
    assert page.input_value("[name='o.2.tiep_nhan.ben.1.ho_ten']") == "Bà Sau Đó"
    page.context.set_offline(False)
    expect(page.locator("#ghi")).to_contain_text("2 vụ")
    page.reload()
    assert page.input_value("[name='o.2.tiep_nhan.ben.1.ho_ten']") == "Bà Sau Đó"
    assert "Bản gõ lúc" in page.inner_text("#ban-giu")
    assert number_in_register(page, session) == before
    session.open(PAGE)
    page.locator("tbody tr td input").first.focus()
    for column in ("on", "pham_vi", "ben.1.ho_ten"):
        assert page.input_value(f"[name='o.1.tiep_nhan.{column}']")
    page.evaluate("document.querySelectorAll('td input').forEach((cell) => { cell.value = ''; })")
    page.keyboard.type(" ")
    expect(page.locator("#ghi")).to_have_text("Ghi vào sổ")


def test_what_is_typed_while_a_row_is_checked_stands(sign_in: Callable) -> None:
    """The answer to half a word comes when the whole word is there: it changes nothing of it."""
    session = sign_in("congchuc", looks=True)
    page = session.open(PAGE)

    held: list[Any] = []

    def hold(route: Any) -> None:
        if route.request.method == "POST" and not held:
            held.append(route)
        else:
            route.continue_()

    page.route("**/nhap-trang/", hold)
    page.locator("tbody tr td input").first.focus()
    with page.expect_request(lambda request: request.method == "POST"):
        page.keyboard.type("26/")
    page.keyboard.type("3/2026")
    page.keyboard.press("Tab")
    held[0].continue_()
    expect(page.locator("[data-kept]")).to_contain_text("Bản nháp")
    assert page.input_value("[name='o.1.tiep_nhan.on']") == "26/3/2026"
    page.fill("[name='o.1.tiep_nhan.on']", "")
    page.unroute("**/nhap-trang/")
    page.keyboard.type(" ")
    expect(page.locator("#noi")).to_have_text("")


def test_rows_pasted_from_a_sheet_go_into_their_cells(sign_in: Callable) -> None:
    session = sign_in("congchuc")
    page = session.open(PAGE)
    page.locator("tbody tr td input").first.focus()
    page.evaluate(
        """(text) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
        }""",
        '1/3/2026\tkhác\tBà Dán\tÔng Dán\r\n2/3/2026\txyz\t"Bà\nXuống Dòng"\tÔng Dán\r\n',
    )
    assert page.input_value("[name='o.2.tiep_nhan.ben.1.ho_ten']") == "Bà Xuống Dòng"
    page.wait_for_selector("[name='o.2.tiep_nhan.pham_vi'][aria-invalid]")
    assert page.inner_text("#noi").startswith("Dòng 2: Phạm vi:")
    page.evaluate("document.querySelectorAll('td input').forEach((cell) => { cell.value = ''; })")
    page.keyboard.type(" ")
    expect(page.locator("#noi")).to_have_text("")


@pytest.mark.parametrize("path", [PAGE, "/vu-viec/tiep_cong_dan/nhap-trang/", "/vu-viec/hoa_giai/nhap-excel/"])
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (360, 740)])
def test_the_pages_on_both_screens(sign_in: Callable, path: str, width: int, height: int) -> None:
    session = sign_in("congchuc", width=width, height=height, looks=True)
    page = session.open(path)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{path} is {wide} px too wide"
    assert session.faults() == [] and session.complaints == []


def test_the_page_is_a_form_without_a_script(sign_in: Callable) -> None:
    session = sign_in("congchuc", scripts=False)
    page = session.open(PAGE)
    page.fill("[name='o.1.tiep_nhan.on']", "4/2/2026")
    page.fill("[name='o.2.tiep_nhan.on']", "5/2/2026")
    page.fill("[name='o.2.tiep_nhan.pham_vi']", "khác")
    page.click("#ghi")
    assert "Đã ghi 1 vụ vào sổ" in page.inner_text("main") and "Dòng 1:" in page.inner_text("main")
    assert page.input_value("[name='o.1.tiep_nhan.on']") == "4/2/2026"
    page.click("text=Bỏ bản gõ này")
    assert page.input_value("[name='o.1.tiep_nhan.on']") == ""
