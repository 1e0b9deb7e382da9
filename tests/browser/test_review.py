"""The linter beside a draft, its source with marks, and figures side by side, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_an_officer_mends_a_draft_before_it_is_signed(sign_in: Callable, seeds: Path, tmp_path: Path) -> None:
    """The plan 004 as a draft: findings beside the text, one left with a reason, a second version compared."""
    session = sign_in("congchuc")
    page = session.open("/van-ban/du-thao/")
    text = next(seeds.glob("004_*.txt")).read_text("utf-8")
    first, second = tmp_path / "ban-1.txt", tmp_path / "ban-2.txt"
    first.write_text(text + "\nBản một.\n", "utf-8")
    second.write_text(text.replace("Lạc Phụng", "Lạc Phượng") + "\nBản hai.\n", "utf-8")
    page.set_input_files("#dt-tep", first)
    page.click("button:has-text('Soát bản này')")
    page.wait_for_selector(".finding", timeout=60_000)
    assert session.faults() == []
    assert page.locator(".source-text a.back").count() > 5

    page.click(".finding:has-text('Lạc Phụng') a.jump >> nth=0")
    assert page.locator(".source-text mark.chosen").count() >= 1
    number = page.locator(".source-text mark.chosen").first.get_attribute("data-marks")
    assert number and number.startswith("l-")

    blank = page.locator(".finding:has-text('chưa có số')").first
    blank.locator("summary:has-text('Bỏ qua')").click()
    blank.locator("input[name=ly-do]").fill("Chờ ký mới cấp số")
    blank.locator("button:has-text('Bỏ qua')").click()
    page.click("summary:has-text('Đã bỏ qua: 1')")
    assert "Chờ ký mới cấp số" in page.inner_text(".set-aside")

    page.click("summary:has-text('Đưa bản mới')")
    page.set_input_files("#dt-tep", second)
    page.click("button:has-text('Soát bản mới')")
    page.wait_for_selector(".compared", timeout=60_000)
    page.click("details.gone summary")
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
    assert page.locator("mark.m-citation").count() > 10
    page.click("a.chip:has-text('viện dẫn')")
    assert page.locator("mark.m-citation").count() == 0
    assert page.locator("mark.m-task").count() > 10
    page.locator(".finding a.jump").first.press("Enter")
    assert "#nguon-l-" in page.url
    page.locator(".source-text a.back").first.press("Enter")
    assert "#loi-" in page.url

    session.open("/van-ban/so-di/")
    page.check("input[name=van-ban] >> nth=0")
    page.locator("button:has-text('Đối chiếu số liệu')").press("Enter")
    told = page.inner_text("main")
    assert "khớp" in told and "268 + 838 + 21 = 1.127" in told
    page.locator(".parts-of a").first.press("Enter")
    assert page.locator("mark.m-passage").count() >= 1
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
