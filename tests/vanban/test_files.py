"""Files of every kind: what is read from them, and what is refused with a plain sentence."""

from __future__ import annotations

import contextlib
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thorough import examples
from vanban import UnreadableFile, as_document, open_document, read_document
from vanban.files.word.numbering import spell


def _docx(build) -> bytes:  # type: ignore[no-untyped-def]
    import docx

    document = docx.Document()
    build(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _zip(entries: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in entries.items():
            package.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", None, "empty"),
        (b" \n\t\n", None, "empty"),
        (b"\xef\xbb\xbf", None, "empty"),
        (b"xin chao", "a.docx", "wrong_type"),
        (b"xin chao", "a.pdf", "wrong_type"),
        (b"<html><p>abc</p></html>", "a.docx", "wrong_type"),
        (b"%PDF-1.7 broken", None, "broken"),
        (b"%PDF-1.7 broken", "a.txt", "wrong_type"),
        (b"\x89PNG\r\n\x1a\n0000", None, "broken"),
        (b"GIF89a0000", None, "unsupported"),
        (b"\xff\xd8\xff\xe0 jpeg", "anh.pdf", "wrong_type"),
        (b"PK\x03\x04 not a zip", None, "broken"),
        (_zip({"xl/workbook.xml": b"<x/>"}), None, "unsupported"),
        (_zip({"a.txt": b"x"}), None, "unsupported"),
        (_zip({"word/document.xml": b"<not xml"}), None, "broken"),
        (_zip({"word/document.xml": b"<a/>"}), None, "broken"),
        (_zip({"word/document.xml": b"0" * 30_000_000}), None, "bomb"),
        (_zip({"word/document.xml": b"<a/>", **{f"x{i}": b"" for i in range(10_001)}}), None, "bomb"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), None, "encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, None, "unsupported"),
        (bytes(range(256)) * 8, None, "broken"),
        ("văn bản".encode("cp1258", "replace") + b"\xff\xfe\x81", None, "broken"),
    ],
)
def test_refusals(data: bytes, name: str | None, code: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        open_document(data, name)
    assert refusal.value.code == code
    assert refusal.value.sentence.endswith(".")
    assert "\n" not in refusal.value.sentence


def test_a_file_over_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"a" * 2000)
    with pytest.raises(UnreadableFile) as refusal:
        open_document(path, max_bytes=1000)
    assert refusal.value.code == "too_large"


def test_an_encrypted_pdf() -> None:
    from vanban.files.pdf import read_pdf
    from vanban.model import Source

    data = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj "
        b"3 0 obj<</Filter/Standard/V 1/R 2/O(" + b"a" * 32 + b")/U(" + b"b" * 32 + b")/P -4>>endobj\n"
        b"trailer<</Root 1 0 R/Encrypt 3 0 R/ID[(x)(x)]>>"
    )
    with pytest.raises(UnreadableFile) as refusal:
        read_pdf(data, Source("a.pdf", "pdf", ""))
    assert refusal.value.code in ("encrypted", "broken")


@settings(max_examples=examples(60), deadline=None)
@given(
    head=st.sampled_from(
        [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"PK\x05\x06", b"<html>", b"\xff\xfe", b"\xef\xbb\xbf", b"{\\rtf1 "[:0]]
    ),
    tail=st.binary(max_size=400),
)
def test_random_bytes_are_read_or_refused(head: bytes, tail: bytes) -> None:
    with contextlib.suppress(UnreadableFile):
        read_document(open_document(head + tail))


@settings(max_examples=examples(60), deadline=None)
@given(st.text(alphabet='Điềukhoản Số:/-NQ.TW\n\t"“”*#1aIV()|,;%\u0301\u00a0', max_size=300))
def test_any_text_is_read_with_spans_that_fit(text: str) -> None:
    reading = read_document(text)
    assert reading.text == text
    for citation in reading.citations:
        assert text[citation.start : citation.end] == citation.surface
    for figure in reading.figures:
        assert text[figure.start : figure.end] == figure.surface
    reading.to_dict()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(encoding: str) -> None:
    text = "Số: 12/KH-UBND\nKế hoạch công tác năm 2026 của đơn vị\n"
    assert open_document(text.encode(encoding)).text == text


def test_text_is_kept_unchanged() -> None:
    text = "\n\nSố: 5/BC-UBND \r\n\r\n**x**\n"
    assert open_document(text.encode()).text == text


HEAD = "TT\tNhiệm vụ\tChủ trì\tThời hạn\n"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (HEAD + "1\tA\tSở X\tQuý I\n2\tB\tSở Y\tQuý II\n", [["1", "A", "Sở X", "Quý I"], ["2", "B", "Sở Y", "Quý II"]]),
        # a row broken over a page
        (
            HEAD + "1\tRà soát các\tSở Tư\tNăm\n\n\tvăn bản\tpháp\t2026\n",
            [["1", "Rà soát các văn bản", "Sở Tư pháp", "Năm 2026"]],
        ),
        # the head repeated on the next page, then the rest of the row
        (
            HEAD + "1\tRà soát\tSở Tư\tNăm\n\n" + HEAD + "\n\tlại\tpháp\t2026\n",
            [["1", "Rà soát lại", "Sở Tư pháp", "Năm 2026"]],
        ),
        # the rule of a markdown head
        (HEAD + "---\t---\t---\t---\n1\tA\tB\tC\n", [["1", "A", "B", "C"]]),
        # a page number between
        (HEAD + "1\tA\tB\tC\n\n12\n\n2\tD\tE\tF\n", [["1", "A", "B", "C"], ["2", "D", "E", "F"]]),
        # columns counted
        (HEAD + "(1)\t(2)\t(3)\t(4)\n1\tA\tB\tC\n", [["1", "A", "B", "C"]]),
        # a total is a row of its own
        (HEAD + "1\tA\tB\t5\n\n\tTổng cộng\t\t5\n", [["1", "A", "B", "5"], ["", "Tổng cộng", "", "5"]]),
        # a cell broken by a line feed
        (
            HEAD + "1\tA\tB\tC\n2\tRà soát\nvăn bản\tSở X\tQuý I\n",
            [["1", "A", "B", "C"], ["2", "Rà soát văn bản", "Sở X", "Quý I"]],
        ),
    ],
)
def test_tables_of_plain_text(text: str, rows: list[list[str]]) -> None:
    document = as_document(text)
    assert [[cell.text for cell in row] for row in document.tables[0].rows] == rows
    for row in document.tables[0].rows:
        for cell in row:
            assert " ".join(" ".join(text[s.start : s.end] for s in cell.spans).split()) == cell.text


def test_the_annex_of_a_seed_is_joined(seeds: Path) -> None:
    annex = open_document(next(seeds.glob("003*"))).tables[-1]
    assert [cell.text for cell in annex.header][:3] == ["TT", "Tên nhiệm vụ", "Cơ quan chủ trì"]
    assert sum(row[0].text.isdigit() for row in annex.rows) == 42


def test_a_head_laid_out_with_tabs_is_no_table() -> None:
    text = "UBND TỈNH A\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ B\tĐộc lập - Tự do - Hạnh phúc\n"
    assert as_document(text).tables == ()


def test_word_body_in_order_with_tables() -> None:
    def build(document) -> None:  # type: ignore[no-untyped-def]
        document.add_paragraph("KẾ HOẠCH")
        table = document.add_table(rows=3, cols=3)
        for row, texts in zip(
            table.rows, [["TT", "Việc", "Ai"], ["1", "Rà soát", "Sở A"], ["2", "Báo cáo", ""]], strict=True
        ):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        table.cell(1, 2).merge(table.cell(2, 2))
        document.add_paragraph("Hết")

    document = open_document(_docx(build), "a.docx")
    assert document.source.format == "docx"
    assert document.text.index("KẾ HOẠCH") < document.text.index("Rà soát") < document.text.index("Hết")
    rows = [[cell.text for cell in row] for row in document.tables[0].rows]
    assert rows == [["1", "Rà soát", "Sở A"], ["2", "Báo cáo", "Sở A"]]
    cell = document.tables[0].rows[0][1]
    assert document.text[cell.spans[0].start : cell.spans[0].end] == "Rà soát"


def test_word_automatic_numbers() -> None:
    def build(document) -> None:  # type: ignore[no-untyped-def]
        for text in ("Một", "Hai"):
            document.add_paragraph(text, style="List Number")
        document.add_paragraph("Chấm", style="List Bullet")

    text = open_document(_docx(build)).text
    assert text.split("\n")[:3] == ["1. Một", "2. Hai", "- Chấm"]


@pytest.mark.parametrize(
    ("number", "form", "printed"),
    [
        (4, "upperRoman", "IV"),
        (9, "lowerRoman", "ix"),
        (2, "lowerLetter", "b"),
        (27, "upperLetter", "AA"),
        (3, "decimalZero", "03"),
    ],
)
def test_number_forms(number: int, form: str, printed: str) -> None:
    assert spell(number, form) == printed


def test_html_text_and_table() -> None:
    page = (
        "<html><head><title>x</title><script>var a=1</script></head><body><nav>menu</nav>"
        "<p>Điều 1. <b>Phạm vi</b></p><p>CO<sub>2</sub></p>"
        "<table><tr><td>TT</td><td>Việc</td></tr><tr><td>1</td><td>Rà soát</td></tr></table></body></html>"
    )
    document = open_document(page.encode(), "a.html")
    assert document.text.startswith("Điều 1. Phạm vi\nCO₂\n")
    assert "menu" not in document.text and "var a" not in document.text
    assert [cell.text for cell in document.tables[0].rows[0]] == ["1", "Rà soát"]


def test_html_table_inside_a_cell_is_kept() -> None:
    page = (
        "<html><body><table><tr><td>TT</td><td>Việc</td></tr>"
        "<tr><td>1</td><td>Rà soát<table><tr><td>Sở A</td><td>Sở B</td></tr></table></td></tr></table></body></html>"
    )
    assert [cell.text for cell in open_document(page.encode()).tables[0].rows[0]] == ["1", "Rà soát Sở A Sở B"]


def test_real_papers_are_opened(shared: Path) -> None:
    for path in sorted((shared / "dev_corpus" / "admin").glob("*.docx")):
        document = open_document(path)
        assert document.text.strip()
    for path in sorted((shared / "dev_corpus" / "scan").glob("*.pdf")):
        with pytest.raises(UnreadableFile) as refusal:
            open_document(path, ocr=False)
        assert refusal.value.code == "scan"


@pytest.mark.office
def test_a_word_97_file(shared: Path, libreoffice: str) -> None:
    path = next((shared / "dev_corpus" / "admin").glob("D-admin-12a*.doc"))
    document = open_document(path)
    assert document.source.format == "doc"
    assert "TỜ TRÌNH" in document.text


def test_word_text_boxes_revisions_and_split_rows() -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    box = (
        f"<w:r {nsdecls('w')} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'><mc:AlternateContent>"
        "<mc:Choice Requires='wps'><w:txbxContent><w:p><w:r><w:t>TỐI MẬT</w:t></w:r></w:p></w:txbxContent></mc:Choice>"
        "<mc:Fallback><w:txbxContent><w:p><w:r><w:t>TỐI MẬT</w:t></w:r></w:p></w:txbxContent></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    removed = f"<w:del {nsdecls('w')}><w:r><w:delText>cũ</w:delText></w:r></w:del>"
    added = f"<w:ins {nsdecls('w')}><w:r><w:t>mới</w:t></w:r></w:ins>"
    rows = [
        ["TT", "Việc", "Ai"],
        ["1", "Rà soát các", "Sở Tư"],
        ["", "văn bản", "pháp"],
        ["TT", "Việc", "Ai"],
        ["2", "B", "C"],
    ]

    def build(document) -> None:  # type: ignore[no-untyped-def]
        document.add_paragraph("Đoạn")._p.append(parse_xml(box))
        changed = document.add_paragraph("Bản ")
        changed._p.append(parse_xml(removed))
        changed._p.append(parse_xml(added))
        table = document.add_table(rows=5, cols=3)
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text

    document = open_document(_docx(build))
    assert document.text.startswith("Đoạn\nTỐI MẬT\nBản mới\n")
    assert document.text.count("TỐI MẬT") == 1
    assert [[cell.text for cell in row] for row in document.tables[0].rows] == [
        ["1", "Rà soát các văn bản", "Sở Tư pháp"],
        ["2", "B", "C"],
    ]


def test_word_head_and_foot_in_two_columns() -> None:
    def build(document) -> None:  # type: ignore[no-untyped-def]
        head = document.add_table(rows=2, cols=2)
        head.cell(0, 0).text = "UBND TỈNH LÂM ĐỒNG\nSỞ NỘI VỤ"
        head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
        head.cell(1, 0).text = "Số: 12/BC-SNV"
        head.cell(1, 1).text = "Lâm Đồng, ngày 05 tháng 11 năm 2025"
        document.add_paragraph("BÁO CÁO")
        document.add_paragraph("Kết quả cải cách hành chính")
        document.add_paragraph("Thực hiện Công văn số 6484/UBND-NC ngày 04/11/2025 của UBND tỉnh, Sở báo cáo.")
        foot = document.add_table(rows=3, cols=2)
        foot.cell(0, 0).text, foot.cell(0, 1).text = "Nơi nhận:", "KT. GIÁM ĐỐC"
        foot.cell(1, 0).text, foot.cell(1, 1).text = "- UBND tỉnh;\n- Lưu: VT.", "PHÓ GIÁM ĐỐC"
        foot.cell(2, 1).text = "Trần Hữu Tuấn"

    found = read_document(open_document(_docx(build))).header
    assert (found.number, found.issuer, found.parent) == ("12/BC-SNV", "Sở Nội vụ", "UBND tỉnh Lâm Đồng")
    assert (found.kind, found.title) == ("Báo cáo", "Kết quả cải cách hành chính")
    assert (found.signer_capacity, found.signer) == ("KT. GIÁM ĐỐC - PHÓ GIÁM ĐỐC", "Trần Hữu Tuấn")
    assert (found.recipients, found.archive) == (("UBND tỉnh", "Lưu: VT"), ("VT",))
    assert found.missing == ()
