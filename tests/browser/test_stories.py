"""The three stories of the product, done in a real browser by the people of the demonstration."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import docx
import openpyxl
import pytest

pytestmark = pytest.mark.browser


def test_department_reads_the_quarter_and_closes_a_task(sign_in: Callable, tmp_path: Path) -> None:
    """Sở Tư pháp sees the Quarter I table, opens its numbers, prints, proves a task, asks for time; another decides."""
    session = sign_in("tuphap")
    page = session.open("/ke-hoach/")
    page.click("text=444/KH-UBND")
    page.goto(page.url + "?tinh-den=2026-03-31")
    assert "42 nhiệm vụ: 23 thường xuyên + 19 có thời hạn = 42" in page.inner_text(".sum")
    counts = " ".join(page.inner_text(".state-line").split())
    for words in ("4 khai báo xong", "6 đang làm", "23 thường xuyên", "= 42", "0 chứng minh"):
        assert words in counts
    done = page.locator(".state-line a:has-text('khai báo xong')").get_attribute("title")
    assert done == "2 xong trước hạn, 2 xong đúng hạn"
    assert page.locator(".rewound-note").is_visible()

    page.click(".state-line a:has-text('đang làm')")
    assert session.count(".tb tbody tr:not(.group)") == 6
    page.go_back()

    page.click("nav.tabs a:has-text('Báo cáo trạng thái')")
    report = page.inner_text("main")
    assert "Không truy được 7" in report
    assert "sai" not in report.lower().split()
    with page.expect_download() as word:
        page.click("button:has-text('Word'), a:has-text('Word')")
    words = "\n".join(_words(Path(word.value.path())))
    assert "QUÝ I" in words.upper() or "31/3/2026" in words
    assert "Xây dựng Đề án đổi mới, nâng cao chất lượng công tác tổ chức thi hành pháp luật" in words

    page.goto(session.site.address + "/ke-hoach/?tinh-den=")
    page.click("text=444/KH-UBND")
    page.click("a.row-link:has-text('Xây dựng Đề án đổi mới')")
    page.click(".peek-body h2 a")
    assert "chưa phải sản phẩm" in page.inner_text("#khai-bao")
    page.click("#nop-san-pham summary")
    page.fill("#nop-san-pham-so", "15/ĐA-STP")
    page.fill("#nop-san-pham-ngay-ky", "2026-11-02")
    page.fill("#nop-san-pham-trich-yeu", "Đề án đổi mới, nâng cao chất lượng công tác tổ chức thi hành pháp luật")
    proof = tmp_path / "de-an.txt"
    proof.write_text("ĐỀ ÁN\nĐổi mới, nâng cao chất lượng công tác tổ chức thi hành pháp luật\n", "utf-8")
    page.set_input_files("#nop-san-pham-tep", proof)
    page.click("#nop-san-pham button:has-text('Nộp sản phẩm')")
    assert "15/ĐA-STP" in page.inner_text("#san-pham")
    assert session.count("#san-pham button:has-text('Duyệt sản phẩm')") == 0  # whoever asks does not decide
    boss = sign_in("lanhdaoso")
    decided = boss.open(_path(page.url))
    decided.click("#san-pham button:has-text('Duyệt sản phẩm')")
    assert "đã duyệt" in decided.inner_text("#san-pham")
    assert "chưa có sản phẩm" not in decided.inner_text("#trang-thai")

    session.open("/ke-hoach/")
    page.click("text=444/KH-UBND")
    page.click("a.row-link:has-text('Rà soát, sửa đổi, bổ sung và tham mưu')")
    page.click(".peek-body h2 a")
    page.click("#xin-lui-han summary")
    later = max(dt.date.today().year, 2026) + 1  # after the day of the demonstration, whenever the site runs
    page.fill("#lui-han-han-moi", f"{later}-03-31")
    page.fill("#lui-han-ly-do", "Chờ văn bản của Trung ương")
    page.click("#xin-lui-han button:has-text('Gửi đề nghị')")
    assert "chờ trả lời" in page.inner_text("#lui-han")
    decided = boss.open(_path(page.url))
    decided.click("#lui-han button:has-text('Đồng ý lùi hạn')")
    assert f"31/3/{later}" in decided.inner_text("#vi-sao")
    page.reload()
    page.click("#phan-cong summary:has-text('Phân công')")
    page.click("#phan-cong button:has-text('Phân công')")
    page.click("#phan-cong button:has-text('Nhắc')")
    assert "Đã nhắc" in page.inner_text("main")
    assert session.complaints == boss.complaints == []


def _path(address: str) -> str:
    return urlsplit(address).path


def _words(path: Path) -> list[str]:
    paper = docx.Document(io.BytesIO(path.read_bytes()))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in paper.paragraphs] + cells


def test_commune_officer_drops_a_plan_and_gets_a_work_list(sign_in: Callable, seeds: Path) -> None:
    """A commune officer drops plan 004, confirms what was read beside its source, and has a list for today."""
    session = sign_in("congchuc")
    page = session.open("/van-ban/dua-vao/")
    page.set_input_files("#tep", next(seeds.glob("004_*.txt")))
    page.wait_for_selector("text=Đã đọc, chờ xác nhận", timeout=60_000)
    page.click("a:has-text('Xác nhận')")
    assert session.count(".source-text mark") > 5
    assert session.faults() == []
    page.click("button:has-text('Vào sổ')")  # the next step stands at once: the tasks that were read
    page.wait_for_url("**/ke-hoach/xac-nhan/*/")
    assert "Xác nhận" in page.inner_text("h1")
    assert session.faults() == []
    with page.expect_navigation():
        page.click("button:has-text('Đúng hết dòng chắc chắn')")
    page.click("a:has-text('nhiệm vụ vào theo dõi')")
    assert "Chưa giao chủ trì" in page.inner_text("main")
    assert session.faults() == []
    page.click("button:has-text('nhiệm vụ vào theo dõi')")
    plan = page.inner_text("main")
    assert "nhiệm vụ" in plan and "Văn phòng HĐND và UBND" in plan
    page = session.open("/")
    home = page.inner_text("main")
    assert "Chào" in home and "Hộp việc" in home
    assert re.search(r"\d+ việc", home)
    assert session.complaints == []


def test_plans_of_communes_lie_against_the_groups_of_the_province(sign_in: Callable) -> None:
    """001 and 002 beside the seven groups, quotes on both sides, decided by a person, out as Excel."""
    session = sign_in("tuphap")
    page = session.open("/ke-hoach/")
    page.click("text=444/KH-UBND")
    page.click("nav.tabs a:has-text('Ma trận bao phủ')")
    matrix = page.inner_text("main")
    assert "Lai Khê" in matrix and "Thiệu Trung" in matrix
    page.wait_for_selector("#xem-nhanh blockquote")
    assert session.faults() == []
    left = int(page.inner_text("[data-left]"))
    first, second = page.locator("table.mx tbody tr:not(.group) a.c.open").all()[:2]
    first, second = first.get_attribute("href"), second.get_attribute("href")
    for number, key in enumerate(("Enter", "3"), start=1):  # one key a cell: the next one comes by itself
        page.keyboard.press(key)
        page.wait_for_function("n => document.querySelector('[data-left]').textContent === n", arg=str(left - number))
    assert "missing" in str(page.get_attribute(f"a.c[href='{second}']", "class"))
    page.keyboard.press("Escape")
    assert page.locator("#xem-nhanh").inner_text() == ""
    session.open(f"{urlsplit(page.url).path}{first}")
    assert "Đã quyết" in page.inner_text("main") and session.count("blockquote") >= 1
    assert session.faults() == []
    page.click("button:has-text('Rút quyết định')")
    assert int(page.inner_text("[data-left]")) == left - 1
    with page.expect_download() as sheet:
        page.click("main a:has-text('Excel')")
    book = openpyxl.load_workbook(io.BytesIO(Path(sheet.value.path()).read_bytes()))
    assert book.active.max_row > 42
    assert session.complaints == []
