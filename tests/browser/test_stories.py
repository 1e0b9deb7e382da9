"""The three stories of the product, done in a real browser by the people of the demonstration."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_department_reads_the_quarter_and_closes_a_task(sign_in: Callable, tmp_path: Path) -> None:
    """Sở Tư pháp sees the Quarter I table, opens its numbers, proves a task, asks for time, and prints."""
    session = sign_in("tuphap")
    page = session.open("/ke-hoach/")
    page.click("text=444/KH-UBND")
    page.goto(page.url + "?tinh-den=2026-03-31")
    assert "42 nhiệm vụ: 23 thường xuyên + 19 có thời hạn = 42" in page.inner_text(".sum")
    counts = page.inner_text(".counts")
    for words in ("2 Hoàn thành trước hạn", "2 Hoàn thành đúng hạn", "6 Đang thực hiện", "23 Thường xuyên"):
        assert words in counts
    assert page.locator(".rewound-note").is_visible()

    page.click(".counts a:has-text('Đang thực hiện')")
    assert page.locator(".plan-table tbody tr:not(.group)").count() == 6
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
    page.click("a.clamp:has-text('Xây dựng Đề án đổi mới')")
    assert "chưa phải sản phẩm" in page.inner_text("#khai-bao")
    page.click("#nop-san-pham summary")
    page.fill("#np-so", "15/ĐA-STP")
    page.fill("#np-ngay", "2026-11-02")
    page.fill("#np-ty", "Đề án đổi mới, nâng cao chất lượng công tác tổ chức thi hành pháp luật")
    proof = tmp_path / "de-an.txt"
    proof.write_text("ĐỀ ÁN\nĐổi mới, nâng cao chất lượng công tác tổ chức thi hành pháp luật\n", "utf-8")
    page.set_input_files("#np-tep", proof)
    page.click("#nop-san-pham button:has-text('Nộp sản phẩm')")
    assert "15/ĐA-STP" in page.inner_text("#san-pham")
    page.click("#san-pham button:has-text('Duyệt sản phẩm')")
    assert "đã duyệt" in page.inner_text("#san-pham")
    assert "chưa có sản phẩm" not in page.inner_text(".state-line")

    session.open("/ke-hoach/")
    page.click("text=444/KH-UBND")
    page.click("a.clamp:has-text('Rà soát, sửa đổi, bổ sung và tham mưu')")
    page.click("#lui-han summary")
    page.fill("#lh-moi", "2027-03-31")
    page.fill("#lh-ld", "Chờ văn bản của Trung ương")
    page.click("#lui-han button:has-text('Gửi đề nghị')")
    assert "chờ trả lời" in page.inner_text("#lui-han")
    page.click("#lui-han button:has-text('Đồng ý lùi hạn')")
    assert "31/3/2027" in page.inner_text("#vi-sao")
    page.click("#phan-cong button:has-text('Phân công')")
    page.click("#phan-cong button:has-text('Nhắc')")
    assert "Đã nhắc" in page.inner_text("main")
    assert session.complaints == []


def _words(path: Path) -> list[str]:
    paper = docx.Document(io.BytesIO(path.read_bytes()))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in paper.paragraphs] + cells


def test_commune_officer_drops_a_plan_and_gets_a_work_list(sign_in: Callable, seeds: Path) -> None:
    """A commune officer drops plan 004, confirms what was read beside its source, and has a list for today."""
    session = sign_in("congchuc")
    page = session.open("/van-ban/dua-vao/")
    page.set_input_files("#tep", next(seeds.glob("004_*.txt")))
    page.click("#dua-vao button:has-text('Đưa vào')")
    page.wait_for_selector("text=Đã đọc, chờ xác nhận", timeout=60_000)
    page.click("a:has-text('Xác nhận')")
    assert page.locator(".source-text mark").count() > 5
    assert session.faults() == []
    page.click("button:has-text('Vào sổ')")
    session.open("/ke-hoach/xac-nhan/")
    page.click("main a:has-text('Đề án'), main a:has-text('004'), main a:has-text('Kế hoạch')")
    assert "Xác nhận điều máy đọc" in page.inner_text("h1")
    assert session.faults() == []
    page.click("button:has-text('Đúng hết những dòng chắc chắn')")
    page.reload()
    page.click("a:has-text('nhiệm vụ vào theo dõi')")
    assert "Chưa giao chủ trì" in page.inner_text("main")
    assert session.faults() == []
    page.click("button:has-text('nhiệm vụ vào theo dõi')")
    plan = page.inner_text("main")
    assert "nhiệm vụ" in plan and "Văn phòng HĐND và UBND" in plan
    page = session.open("/")
    home = page.inner_text("main")
    assert "Hôm nay phải làm gì" in home
    assert re.search(r"\d+ việc", home)
    assert session.complaints == []


def test_plans_of_communes_lie_against_the_groups_of_the_province(sign_in: Callable) -> None:
    """001 and 002 beside the seven groups, quotes on both sides, decided by a person, out as Excel."""
    session = sign_in("tuphap")
    page = session.open("/ke-hoach/")
    page.click("text=444/KH-UBND")
    page.click("nav.tabs a:has-text('Ma trận bao phủ')")
    matrix = page.inner_text("main")
    assert "xã Lai Khê" in matrix and "xã Thiệu Trung" in matrix
    page.click("main table tbody tr:first-child td a >> nth=0")
    assert page.locator("blockquote").count() >= 1
    assert session.faults() == []
    page.click("button:has-text('Đồng ý với đề xuất')")
    page.click("main table tbody tr:first-child td a >> nth=0")
    assert "Đã quyết định" in page.inner_text("main")
    page.click("a:has-text('Về ma trận')")
    with page.expect_download() as sheet:
        page.click("text=Xuất Excel")
    book = openpyxl.load_workbook(io.BytesIO(Path(sheet.value.path()).read_bytes()))
    assert book.active.max_row > 42
    assert session.complaints == []
