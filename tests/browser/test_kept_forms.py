"""A session that ends while somebody types, and a refused file: with and without scripts nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from browser.conftest import PASSWORD

pytestmark = pytest.mark.browser


def _task(session: object, scripts: bool) -> Page:
    page: Page = session.open("/ke-hoach/")  # type: ignore[attr-defined]
    page.click("text=444/KH-UBND")
    page.click("a.row-link:has-text('Xây dựng Đề án đổi mới')")
    if scripts:  # without them the link of the row opens the task itself
        page.click(".peek-body h2 a")
    return page


@pytest.mark.parametrize("scripts", [True, False])
def test_what_was_typed_survives_the_end_of_the_session(sign_in: Callable, tmp_path: Path, scripts: bool) -> None:
    session = sign_in("tuphap", scripts=scripts)
    page = _task(session, scripts)
    address = urlsplit(page.url).path
    proof = tmp_path / "ke-hoach.txt"
    proof.write_text("ĐỀ ÁN\nĐổi mới công tác tổ chức thi hành pháp luật\n", "utf-8")
    page.click("#nop-san-pham summary")
    page.fill("#nop-san-pham-so", f"8{int(scripts)}/ĐA-STP")
    page.fill("#nop-san-pham-ngay-ky", "2026-11-02")
    page.set_input_files("#nop-san-pham-tep", proof)
    page.context.clear_cookies(name="sessionid")
    page.click("#nop-san-pham button:has-text('Nộp sản phẩm')")
    assert urlsplit(page.url).path == "/tai-khoan/login/"
    page.fill("input[name=login]", "tuphap")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: urlsplit(url).path == address)
    assert page.input_value("#nop-san-pham-so") == f"8{int(scripts)}/ĐA-STP"
    form = page.locator("#nop-san-pham form")
    assert "ke-hoach.txt" in form.inner_text() and "chưa được ghi" in form.inner_text()
    assert page.locator("#ban-giu").is_visible()
    assert not scripts or session.faults() == []  # axe waits for timers that do not run without scripts
    box = page.locator("#ban-giu").bounding_box()
    assert box is not None and 0 <= box["y"] < 768

    form.locator("button:has-text('Nộp sản phẩm')").click()  # refused: the paper needs its title
    assert session.count("text=hãy ghi trích yếu để vào sổ") == 1
    assert "hãy ghi trích yếu để vào sổ" in form.inner_text() and "ke-hoach.txt" in form.inner_text()

    page.goto(page.url)  # the address left after a refusal leads to the page
    assert urlsplit(page.url).path == address
    page.fill("#nop-san-pham-trich-yeu", "Đề án đổi mới")
    form.locator("button:has-text('Nộp sản phẩm')").click()

    page.wait_for_selector("text=Đã nộp sản phẩm")
    box = page.locator("text=Đã nộp sản phẩm").first.bounding_box()
    assert box is not None and 0 <= box["y"] < 768
    assert session.count("#ban-giu") == 0
    page.click(f"text=8{int(scripts)}/ĐA-STP")
    assert "ke-hoach.txt" in page.inner_text("main")
