"""The linter beside a draft, its source with marks, and figures side by side, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser


def test_an_officer_mends_a_draft_before_it_is_signed(sign_in: Callable, seeds: Path, tmp_path: Path) -> None:
    """The plan 004 as a draft: findings beside the text, one left with a reason, a second version compared."""
    session = sign_in("congchuc")
    page = session.open("/van-ban/du-thao/")
    page.click("a:has-text('Soát một bản dự thảo')")
    text = next(seeds.glob("004_*.txt")).read_text("utf-8")
    first, second = tmp_path / "ban-1.txt", tmp_path / "ban-2.txt"
    first.write_text(text + "\nBản một.\n", "utf-8")
    second.write_text(text.replace("Lạc Phụng", "Lạc Phượng") + "\nBản hai.\n", "utf-8")
    page.set_input_files("#dt-tep", first)
    page.click("button:has-text('Soát bản này')")
    page.wait_for_selector(".finding", timeout=60_000)
    assert session.faults() == []
    assert session.count(".source-text a.back") > 5

    page.click(".finding:has-text('Lạc Phụng') > summary >> nth=0")
    assert session.count(".source-text mark.chosen") >= 1
    number = page.locator(".source-text mark.chosen").first.get_attribute("data-marks")
    assert number and number.startswith("l-")

    assert session.count(".finding:has-text('chưa có số')") == 0  # a draft gets its number when it is signed
    twice = page.locator(".finding:has-text('Bộ tiêu chí Bộ tiêu chí')").first
    twice.locator("summary").first.click()
    page.keyboard.press("b")
    page.keyboard.type("Tên đúng như Quyết định")
    page.keyboard.press("Enter")
    page.wait_for_selector("#da-bo-qua")
    assert session.count(".finding[open]") == 1  # the next one stands open
    page.click("summary:has-text('Đã bỏ qua: 1')")
    assert "Tên đúng như Quyết định" in page.inner_text(".set-aside")

    page.click("summary:has-text('Đưa bản mới')")
    page.set_input_files("#ban-moi-tep", second)
    page.click("button:has-text('Soát bản mới')")
    page.wait_for_selector(".compared", timeout=60_000)
    page.click("details.gone > summary")
    assert "Lạc Phụng" in page.inner_text("details.gone")
    page.click("summary:has-text('Đã bỏ qua: 1')")
    assert session.faults() == []
    assert session.complaints == []


def test_a_paper_is_read_and_reconciled_without_scripts_on_a_phone(sign_in: Callable) -> None:
    """Kinds of mark off and on, to a passage and back, papers chosen in the register: all by plain links and forms."""
    session = sign_in("tuphap", width=360, height=780, scripts=False)
    page = session.open("/van-ban/so-di/")
    page.click("a:has-text('694/STP-XDPL')")
    page.click("a:has-text('Đọc & kiểm tra')")
    assert session.count("mark.m-citation") > 10
    page.click("a.mark-switch:has-text('viện dẫn')")
    assert session.count("mark.m-citation") == 0
    assert session.count("mark.m-task") > 10
    page.locator(".finding[open] a.jump").press("Enter")
    assert "#nguon-l-" in page.url
    page.locator(".source-text a.back").last.press("Enter")
    assert "#loi-" in page.url
    assert page.locator(f"#{page.url.partition('#')[2]}").is_visible()  # the card opens without a script too

    session.open("/van-ban/so-di/")
    page.check("input[name=dong] >> nth=0")
    page.locator("button:has-text('Đối chiếu số liệu')").press("Enter")
    told = page.inner_text("main")
    assert "Khớp" in told and "268 + 838 + 21 = 1.127" in told
    page.locator(".verdict > summary", has_text="268 + 838 + 21 = 1.127").first.press("Enter")
    page.locator(".verdict[open] li a").first.press("Enter")
    assert session.count("mark.m-passage") >= 1
    assert session.complaints == []


def test_the_new_pages_fit_a_phone_and_are_sound(sign_in: Callable) -> None:
    """axe-core and the width of a phone on every page of checking."""
    session = sign_in("quantri", width=360, height=780)
    for path in ("/van-ban/1/soat/", "/van-ban/quy-tac/", "/van-ban/quy-tac/repeated-words/", "/van-ban/du-thao/",
                 "/van-ban/doi-chieu/?van-ban=1&q=66", "/van-ban/doi-chieu/in/?van-ban=1"):  # fmt: skip
        page = session.open(path)
        assert session.faults() == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    assert session.complaints == []
