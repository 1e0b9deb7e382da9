"""PDF files: reading order, running lines, notes, tables, turned pages, and files that cannot be used."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

import pace
import waiting
from vanban import UnreadableFile, open_document, read_document
from vanban.files.pdf_tables import Rule, find_grids
from vanban.model import Document

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
KINDS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
LONG = {2: 9}  # how often the passage stands in a note; the second runs on overleaf
PASSAGE = (
    "Thực hiện Công văn số 6484/UBND-NC ngày 04/11/2025 của Ủy ban nhân dân tỉnh về việc đẩy nhanh tiến độ rà soát văn "
    "bản quy phạm pháp luật, Sở Nội vụ báo cáo kết quả thực hiện như sau, kèm theo danh mục văn bản đã rà soát và các "
    "kiến nghị gửi Ủy ban nhân dân tỉnh xem xét, cho ý kiến chỉ đạo trong thời gian tới."
)


def paragraph(text: str, *, align: str = "both", note: int | None = None, indent: int = 720, size: int = 28) -> str:
    mark = ""
    if note is not None:
        mark = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{note}"/></w:r>'
    look = f'<w:rFonts w:ascii="Liberation Serif" w:hAnsi="Liberation Serif"/><w:sz w:val="{size}"/>'
    return (
        f'<w:p><w:pPr><w:spacing w:after="120"/><w:ind w:firstLine="{indent}"/><w:jc w:val="{align}"/></w:pPr>'
        f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>{mark}</w:p>"
    )


def centred(text: str, size: int = 26) -> str:
    return paragraph(text, align="center", indent=0, size=size)


def columns(left: list[str], right: list[str], *, align: str = "center") -> str:
    """A table without lines that puts two columns side by side."""
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"{''.join(paragraph(t, align=side, indent=0, size=size) for t in texts)}</w:tc>"
        for texts, width, side, size in ((left, 3600, align, 24), (right, 5700, "center", 26))
    )
    return f"<w:tbl><w:tblPr/><w:tr>{cells}</w:tr></w:tbl>"


def word_file() -> bytes:
    """A report of several pages with a head, notes, a running head with the page number, and a foot."""
    body = columns(
        ["UBND TỈNH LÂM ĐỒNG", "SỞ NỘI VỤ", "Số: 12/BC-SNV"],
        ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Lâm Đồng, ngày 05 tháng 11 năm 2025"],
    )
    body += centred("BÁO CÁO", 28) + centred("Kết quả rà soát văn bản quy phạm pháp luật", 28)
    body += paragraph(PASSAGE)
    for number in range(1, 31):
        note = {3: 1, 12: 2, 20: 3}.get(number)
        body += paragraph(f"{number}. Nội dung thứ {number}. {PASSAGE}", note=note)
    body += columns(
        ["Nơi nhận:", "- UBND tỉnh;", "- Lãnh đạo Sở;", "- Lưu: VT."],
        ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "", "", "Trần Hữu Tuấn"],
        align="left",
    )
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1134" w:right="851" w:bottom="1134" w:left="1701" w:header="500" w:footer="500"/></w:sectPr>'
    )
    notes = "".join(
        f'<w:footnote w:id="{n}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:rPr><w:rFonts w:ascii="Liberation Serif" w:hAnsi="Liberation Serif"/><w:sz w:val="20"/></w:rPr>'
        f"<w:t> Kế hoạch số {n}0/KH-UBND ngày 0{n}/3/2025. {PASSAGE * LONG.get(n, 1)}</w:t></w:r></w:p></w:footnote>"
        for n in (1, 2, 3)
    )
    running = (
        '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>BÁO CÁO RÀ SOÁT </w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    parts = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{KINDS}.document.main+xml"/>'
            f'<Override PartName="/word/footnotes.xml" ContentType="{KINDS}.footnotes+xml"/>'
            f'<Override PartName="/word/header1.xml" ContentType="{KINDS}.header+xml"/></Types>'
        ),
        "_rels/.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
        ),
        "word/_rels/document.xml.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{OFFICE}/footnotes" Target="footnotes.xml"/>'
            f'<Relationship Id="rId2" Type="{OFFICE}/header" Target="header1.xml"/></Relationships>'
        ),
        "word/document.xml": f"<w:document {W} {R}><w:body>{body}{section}</w:body></w:document>",
        "word/footnotes.xml": f"<w:footnotes {W}>{notes}</w:footnotes>",
        "word/header1.xml": f"<w:hdr {W}>{running}</w:hdr>",
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, content in parts.items():
            package.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{content}')
    return stream.getvalue()


@pytest.fixture(scope="module")
def printed(libreoffice: str, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The report printed to PDF."""
    folder = tmp_path_factory.mktemp("pdf")
    (folder / "a.docx").write_bytes(word_file())
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [libreoffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "a.docx")],
        check=True,
        capture_output=True,
        timeout=waiting.LONG,
    )
    return (folder / "a.pdf").read_bytes()


@pytest.fixture(scope="module")
def document(printed: bytes) -> Document:
    return open_document(printed, "a.pdf")


@pytest.mark.office
def test_the_text_is_that_of_the_word_file(document: Document) -> None:
    expected = open_document(word_file(), "a.docx").text
    assert sorted(document.text.split()) == sorted(expected.split())


@pytest.mark.office
def test_running_heads_and_page_numbers_go(document: Document) -> None:
    assert "BÁO CÁO RÀ SOÁT" not in document.text
    assert document.source.pages == max(span.page for span in document.pages) > 4


@pytest.mark.office
def test_paragraphs_are_whole_and_know_their_page(document: Document) -> None:
    lines = [line for line in document.text.split("\n") if ". Nội dung thứ " in line]
    assert len(lines) == 30 and all(line.rstrip("¹²³").endswith("trong thời gian tới.") for line in lines)
    pages = [document.page_at(document.text.index(line)) for line in lines]
    assert pages == sorted(pages) and pages[0] == 1 and pages[-1] > 4
    assert document.pages[0].start == 0 and document.pages[-1].end == len(document.text)
    assert all(one.end == other.start for one, other in zip(document.pages, document.pages[1:], strict=False))


@pytest.mark.office
def test_notes_stand_after_the_body_on_their_page(document: Document) -> None:
    tail = document.text[document.text.index("Trần Hữu Tuấn") :].strip().split("\n")[1:]
    assert [line[:2] for line in tail] == ["¹ ", "² ", "³ "]
    assert tail[1].count("Thực hiện Công văn") == 9
    for mark, number in (("¹", "10/KH-UBND"), ("²", "20/KH-UBND"), ("³", "30/KH-UBND")):
        at_mark, at_note = document.text.index(f".{mark}") + 1, document.text.index(number)
        assert document.page_at(at_mark) == document.page_at(at_note)


@pytest.mark.office
def test_head_and_foot_are_read_by_column(document: Document) -> None:
    found = read_document(document).header
    assert (found.number, found.issuer, found.parent) == ("12/BC-SNV", "Sở Nội vụ", "UBND tỉnh Lâm Đồng")
    assert (found.kind, found.title) == ("Báo cáo", "Kết quả rà soát văn bản quy phạm pháp luật")
    assert (found.place, str(found.date)) == ("Lâm Đồng", "2025-11-05")
    assert found.recipients == ("UBND tỉnh", "Lãnh đạo Sở", "Lưu: VT")
    assert (found.signer_capacity, found.signer) == ("KT. GIÁM ĐỐC - PHÓ GIÁM ĐỐC", "Trần Hữu Tuấn")


def rewritten(data: bytes, change: Any = None, **options: Any) -> bytes:
    pikepdf = pytest.importorskip("pikepdf")
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if change is not None:
            change(pikepdf, pdf)
        pdf.save(stream, **options)
    return stream.getvalue()


def _rotate(pikepdf: Any, pdf: Any) -> None:
    for page in pdf.pages:
        page.rotate(90, relative=True)


def _lay_on_side(pikepdf: Any, pdf: Any) -> None:
    """Content drawn sideways and shown upright by the page's turn, as some printers make landscape pages."""
    for page in pdf.pages:
        _, _, width, height = (float(value) for value in page.mediabox)
        page.contents_add(f"q 0 1 -1 0 {height} 0 cm\n".encode(), prepend=True)
        page.contents_add(b"\nQ")
        page.mediabox = [0, 0, height, width]
        page.rotate(90, relative=True)


def _lay_on_other_side(pikepdf: Any, pdf: Any) -> None:
    for page in pdf.pages:
        _, _, width, height = (float(value) for value in page.mediabox)
        page.contents_add(f"q 0 -1 1 0 0 {width} cm\n".encode(), prepend=True)
        page.contents_add(b"\nQ")
        page.mediabox = [0, 0, height, width]


def _upside_down(pikepdf: Any, pdf: Any) -> None:
    for page in pdf.pages:
        _, _, width, height = (float(value) for value in page.mediabox)
        page.contents_add(f"q -1 0 0 -1 {width} {height} cm\n".encode(), prepend=True)
        page.contents_add(b"\nQ")


@pytest.mark.office
@pytest.mark.parametrize("change", [None, _rotate, _lay_on_side, _lay_on_other_side, _upside_down])
@pytest.mark.parametrize("linear", [False, True])
def test_the_same_pages_written_otherwise(printed: bytes, document: Document, change: Any, linear: bool) -> None:
    again = open_document(rewritten(printed, change, linearize=linear), "a.pdf")
    assert again.text == document.text


@pytest.mark.office
def test_a_password_to_open_is_refused_and_one_to_print_is_not(printed: bytes, document: Document) -> None:
    pikepdf = pytest.importorskip("pikepdf")
    with pytest.raises(UnreadableFile) as refusal:
        open_document(rewritten(printed, encryption=pikepdf.Encryption(owner="a", user="b")), "a.pdf")
    assert refusal.value.code == "encrypted"
    assert open_document(rewritten(printed, encryption=pikepdf.Encryption(owner="a", user=""))).text == document.text


@pytest.mark.office
@pytest.mark.parametrize("share", [0.05, 0.3, 0.7, 0.98])
def test_a_truncated_file_is_read_or_refused(printed: bytes, share: float) -> None:
    try:
        found = open_document(printed[: int(len(printed) * share)], "a.pdf", ocr=False)
    except UnreadableFile as refusal:
        assert refusal.sentence.endswith(".") and refusal.code in ("broken", "scan")
    else:
        assert found.text.strip()


def blank_pages(count: int) -> bytes:
    """A small PDF whose tree names one empty page many times."""
    kids = " ".join(["3 0 R"] * count)
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {count}/Kids[{kids}]>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    ]
    text, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(text))
        text += f"{number} 0 obj{content}endobj\n"
    at = len(text)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    text += f"xref\n0 4\n0000000000 65535 f \n{table}trailer<</Size 4/Root 1 0 R>>\nstartxref\n{at}\n%%EOF"
    return text.encode()


@pytest.mark.parametrize(("count", "code"), [(10_000, "too_large"), (3, "scan"), (0, "broken")])
def test_pages_without_end_or_words(count: int, code: str) -> None:
    def refused() -> None:
        with pytest.raises(UnreadableFile) as refusal:
            open_document(blank_pages(count), "a.pdf", ocr=False)
        assert refusal.value.code == code

    pace.within(10, refused)


def lattice(xs: list[float], ys: list[float]) -> tuple[list[Rule], list[Rule]]:
    return [Rule(y, xs[0], xs[-1]) for y in ys], [Rule(x, ys[-1], ys[0]) for x in xs]


@pytest.mark.parametrize(
    ("flat", "upright", "cells"),
    [
        # a whole lattice
        (*lattice([0, 50, 100], [100, 50, 0]), [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]),
        # the lower row is one cell
        (
            lattice([0, 50, 100], [100, 50, 0])[0],
            [Rule(0, 0, 100), Rule(50, 50, 100), Rule(100, 0, 100)],
            [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 2)],
        ),
        # the left column is one cell
        (
            [Rule(100, 0, 100), Rule(50, 50, 100), Rule(0, 0, 100)],
            lattice([0, 50, 100], [100, 50, 0])[1],
            [(0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1)],
        ),
        # an underlined word in a cell parts nothing
        (
            [*lattice([0, 50, 100], [100, 50, 0])[0], Rule(70, 10, 40)],
            lattice([0, 50, 100], [100, 50, 0])[1],
            [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)],
        ),
        # double lines are one
        (
            [Rule(y, 0, 100) for y in (101, 100, 50, 0)],
            [Rule(x, 0, 101) for x in (0, 1.5, 50, 100)],
            [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)],
        ),
    ],
)
def test_cells_between_rules(flat: list[Rule], upright: list[Rule], cells: list[tuple[int, int, int, int]]) -> None:
    (grid,) = find_grids(flat, upright)
    assert [(box.row, box.column, box.rows, box.columns) for box in grid.boxes] == cells


@pytest.mark.parametrize(
    "rules", [lattice([0, 500], [800, 0]), ([Rule(10, 0, 200)], []), lattice([0, 100], [90, 60, 30, 0])]
)
def test_a_frame_or_a_rule_is_no_table(rules: tuple[list[Rule], list[Rule]]) -> None:
    assert find_grids(*rules) == []


@pytest.mark.office
@pytest.mark.parametrize("pair", [("11a", "11b"), ("12a", "12b")])
def test_a_signed_paper_is_its_draft_with_number_and_day(shared: Path, libreoffice: str, pair: tuple[str, str]) -> None:
    import difflib

    one, other = (
        read_document(open_document(next((shared / "dev_corpus" / "admin").glob(f"D-admin-{name}_*")))) for name in pair
    )
    assert (one.header.number, one.header.date) == (None, None)
    assert other.header.number is not None and other.header.number.endswith(f"/{one.header.symbol}")
    assert other.header.date is not None and not {"số", "ngày, tháng"} & set(other.header.missing)
    for field in ("symbol", "place", "issuer", "parent", "kind", "title", "addressee", "signer"):
        assert getattr(one.header, field) == getattr(other.header, field)
    assert [(c.target, c.role) for c in one.citations] == [(c.target, c.role) for c in other.citations]
    assert difflib.SequenceMatcher(None, one.text.split(), other.text.split(), autojunk=False).ratio() >= 0.98
