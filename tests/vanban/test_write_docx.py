"""The Word file of an administrative paper: its parts, its pages, and that LibreOffice opens it."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Mm

from vanban.write.docx import MOTTO, STATE_TITLE, Annex, Column, Grid, OfficialPaper, Row, write_docx
from waiting import LONG

COLUMNS = (Column("TT", 10, "center"), Column("Nhiệm vụ", 120), Column("Kết quả", 60))
ROWS = (Row(("I. Nhóm thứ nhất",), group=True), *(Row((str(no), "Việc " * 20, "Đã làm")) for no in range(1, 31)))
PAPER = OfficialPaper(
    issuer_parent="Ủy ban nhân dân tỉnh Hà Tĩnh",
    issuer="Sở Tư pháp",
    symbol="BC-STP",
    place="Hà Tĩnh",
    date=dt.date(2026, 4, 6),
    kind="Báo cáo",
    title="Tình hình thực hiện kế hoạch",
    addressee=("Ủy ban nhân dân tỉnh",),
    paragraphs=("Kết quả như sau:",),
    tables=(Grid((Column("Tổng số"), Column("Thường xuyên")), (Row(("42", "23")),)),),
    closing=("Sở Tư pháp báo cáo./.",),
    recipients=("Như trên",),
    archive="VT, XDPL",
    authority="KT. Giám đốc",
    capacity="Phó Giám đốc",
    signer="Nguyễn Văn A",
    annexes=(Annex("Kết quả thực hiện", (Grid(COLUMNS, ROWS, "1. Nhiệm vụ"),)),),
)


def _words(raw: bytes) -> str:
    made = Document(io.BytesIO(raw))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in made.paragraphs), *cells])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, "Số:       /BC-STP"),
        ({"number": "5"}, "Số: 05/BC-STP"),
        ({"number": "694"}, "Số: 694/BC-STP"),
        ({}, "Hà Tĩnh, ngày 06 tháng 4 năm 2026"),
        ({"date": dt.date(2026, 2, 12)}, "Hà Tĩnh, ngày 12 tháng 02 năm 2026"),
        ({"date": None}, "Hà Tĩnh, ngày       tháng       năm"),
        ({}, "ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH"),
        ({}, STATE_TITLE),
        ({}, MOTTO),
        ({}, "BÁO CÁO"),
        ({}, "KT. GIÁM ĐỐC"),
        ({}, "- Lưu: VT, XDPL."),
        ({}, "Kính gửi: Ủy ban nhân dân tỉnh"),
        ({"kind": "", "title": "đôn đốc nhiệm vụ"}, "V/v đôn đốc nhiệm vụ"),
        ({"addressee": ("Sở A", "Sở B")}, "- Sở B."),
        ({}, "(Kèm theo Báo cáo số       /BC-STP ngày    /    /        của Sở Tư pháp)"),
        ({"number": "7"}, "(Kèm theo Báo cáo số 07/BC-STP ngày 06/04/2026 của Sở Tư pháp)"),
        ({"title": "Ký tự \x0b lạ < & >"}, "Ký tự  lạ < & >"),
    ],
)
def test_the_parts_are_printed(change: dict[str, object], expected: str) -> None:
    assert expected in _words(write_docx(replace(PAPER, **change)))  # type: ignore[arg-type]


def test_the_page_is_that_of_the_decree() -> None:
    made = Document(io.BytesIO(write_docx(PAPER)))
    first, annex = made.sections
    page = (first.page_width, first.page_height, first.left_margin, first.top_margin, first.bottom_margin)
    assert [round(length / Mm(1)) for length in page if length] == [210, 297, 30, 20, 20]
    assert 15 <= round((first.right_margin or 0) / Mm(1)) <= 20
    assert round((annex.page_width or 0) / Mm(1)) == 297
    assert all(section.different_first_page_header_footer for section in made.sections)
    assert made.styles["Normal"].font.name == "Times New Roman"
    assert "PAGE" in first.header._element.xml


def test_heads_of_tables_are_repeated() -> None:
    for table in Document(io.BytesIO(write_docx(PAPER))).tables[1:2]:
        assert "w:tblHeader" in table.rows[0]._tr.xml


def test_columns_side_by_side_stand_under_one_head_on_every_page() -> None:
    columns = (Column("TT"), Column("như in", over="Thời hạn"), Column("tính ra", over="Thời hạn"), Column("Xong"))
    made = Document(io.BytesIO(write_docx(replace(PAPER, tables=(Grid(columns, ()),)))))
    upper, lower = made.tables[1].rows
    assert [cell.text for cell in upper.cells] == ["TT", "Thời hạn", "Thời hạn", "Xong"]
    assert [cell.text for cell in lower.cells] == ["TT", "như in", "tính ra", "Xong"]
    assert all("w:tblHeader" in row._tr.xml for row in (upper, lower))


def test_a_turned_paper_is_as_wide_as_its_page() -> None:
    made = Document(io.BytesIO(write_docx(replace(PAPER, landscape=True, annexes=()))))
    (section,) = made.sections
    usable = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    assert round((section.page_width or 0) / Mm(1)) == 297
    for table in made.tables:
        width = sum(int(cell.width or 0) for cell in table.rows[0].cells)
        assert abs(width - usable) < Mm(1), [cell.text for cell in table.rows[0].cells]


def test_the_same_paper_is_the_same_bytes() -> None:
    assert write_docx(PAPER) == write_docx(PAPER)
    assert zipfile.ZipFile(io.BytesIO(write_docx(PAPER))).testzip() is None


@pytest.mark.office
def test_libreoffice_opens_it_with_the_pages_expected(libreoffice: str, tmp_path: Path) -> None:
    import pypdfium2

    (tmp_path / "a.docx").write_bytes(write_docx(PAPER))
    subprocess.run(
        [libreoffice, f"-env:UserInstallation=file://{tmp_path}/p", "--headless", "--convert-to", "pdf",
         "--outdir", str(tmp_path), str(tmp_path / "a.docx")],
        check=True, capture_output=True, timeout=LONG,
    )  # fmt: skip
    pages = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    texts = [page.get_textpage().get_text_bounded() for page in pages]
    assert 3 <= len(pages) <= 5
    assert STATE_TITLE in texts[0]
    assert pages[1].get_width() > pages[1].get_height()
    assert texts[2].split()[0] == "2"
    assert all("Nhiệm vụ" in text for text in texts[1:])


def test_every_annex_of_a_long_paper_has_its_numeral() -> None:
    """A paper may have more annexes than anybody listed numerals for."""
    paper = replace(PAPER, annexes=tuple(Annex(f"Biểu {no}", paragraphs=("Số liệu.",)) for no in range(1, 22)))
    heads = [line for line in _words(write_docx(paper)).splitlines() if line.startswith("Phụ lục ")]
    assert heads[11:14] == ["Phụ lục XII", "Phụ lục XIII", "Phụ lục XIV"]
    assert heads[-1] == "Phụ lục XXI"
    assert len(heads) == 21
