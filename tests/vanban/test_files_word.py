"""Word files as officers make them: notes, boxes, merged cells, automatic numbers, controls, tracked changes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from vanban import open_document, read_document
from vanban.model import Document

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def package(body: str, **parts: str) -> Document:
    """A Word file with a body and other parts, opened."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("[Content_Types].xml", TYPES)
        file.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            file.writestr(f"word/{name}.xml", content)
    return open_document(stream.getvalue(), "a.docx")


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(inner)}</w:p>"


def cell(*inner: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(inner) or paragraph()}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def texts(*words: str) -> str:
    return row(*(cell(paragraph(run(word))) for word in words))


HEAD = texts("TT", "Nhiệm vụ", "Chủ trì")
CHANGED = 'w:id="1" w:author="a" w:date="2026-01-01T00:00:00Z"'


@pytest.mark.parametrize(
    ("inner", "printed"),
    [
        ((run("UBND-TH"), run("3", '<w:vertAlign w:val="subscript"/>')), "UBND-TH₃"),
        ((run("100 m"), run("2", '<w:vertAlign w:val="superscript"/>')), "100 m²"),
        ((run("còn "), run("ẩn", "<w:vanish/>"), run("lại")), "còn lại"),
        ((run("còn "), run("hiện", '<w:vanish w:val="0"/>')), "còn hiện"),
        ((f"<w:del {CHANGED}><w:r><w:delText>cũ</w:delText></w:r></w:del>", run("mới")), "mới"),
        ((f"<w:ins {CHANGED}>{run('thêm')}</w:ins>",), "thêm"),
        ((f"<w:moveFrom {CHANGED}>{run('đi')}</w:moveFrom><w:moveTo {CHANGED}>{run('đến')}</w:moveTo>",), "đến"),
        ((f"<w:hyperlink>{run('Nghị định số 30/2020/NĐ-CP')}</w:hyperlink>",), "Nghị định số 30/2020/NĐ-CP"),
        ((f"<w:sdt><w:sdtPr/><w:sdtContent>{run('12/KH-UBND')}</w:sdtContent></w:sdt>",), "12/KH-UBND"),
        ((f'<w:fldSimple w:instr="DATE">{run("05/11/2026")}</w:fldSimple>',), "05/11/2026"),
        (
            (
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>',
                '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
                run("7"),
                '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            ),
            "7",
        ),
        (("<w:r><w:t>số</w:t><w:noBreakHyphen/><w:t>UBND</w:t></w:r>",), "số-UBND"),
    ],
)
def test_runs(inner: tuple[str, ...], printed: str) -> None:
    assert package(paragraph(*inner)).text.strip() == printed


def test_notes_stand_after_the_body_with_their_marks() -> None:
    def note(kind: str, identity: str, text: str) -> str:
        return f'<w:{kind} w:id="{identity}">{paragraph(run(text))}</w:{kind}>'

    body = paragraph(
        run("Theo Kế hoạch"),
        '<w:r><w:endnoteReference w:id="2"/></w:r>',
        run(" và Công văn"),
        '<w:r><w:footnoteReference w:id="1"/></w:r>',
        run(", hết"),
        '<w:r><w:footnoteReference w:id="3" w:customMarkFollows="1"/><w:t>(*)</w:t></w:r>',
    )
    foot = note("footnote", "0", "---") + note("footnote", "1", "Số 12/STP") + note("footnote", "3", "(*) Riêng")
    document = package(
        body,
        footnotes=f"<w:footnotes {W}>{foot}</w:footnotes>",
        endnotes=f"<w:endnotes {W}>{note('endnote', '2', 'Số 94/KH-UBND')}</w:endnotes>",
        header1=f"<w:hdr {W}>{paragraph(run('TRANG ĐẦU'))}</w:hdr>",
        footer1=f"<w:ftr {W}>{paragraph(run('TRANG CUỐI'))}</w:ftr>",
    )
    assert document.text.split("\n")[:4] == [
        "Theo Kế hoạch¹ và Công văn¹, hết(*)",
        "¹ Số 12/STP",
        "(*) Riêng",
        "¹ Số 94/KH-UBND",
    ]
    assert "TRANG" not in document.text


NUMBERING = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def numbered(level: int, *inner: str) -> str:
    return paragraph(*inner, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')


def test_rows_numbered_by_word_itself() -> None:
    rows = [row(cell(numbered(0)), cell(paragraph(run(word))), cell(paragraph(run("Sở A")))) for word in "XY"]
    lettered = row(cell(numbered(1)), cell(numbered(1, run("Z"))), cell(paragraph(run("Sở B"))))
    document = package(f"<w:tbl>{HEAD}{''.join(rows)}{lettered}</w:tbl>", numbering=NUMBERING)
    assert [[c.text for c in r] for r in document.tables[0].rows] == [
        ["1", "X", "Sở A"],
        ["2", "Y", "Sở A"],
        ["a)", "b) Z", "Sở B"],
    ]
    assert [task.code for task in read_document(document).tasks][:2] == ["1", "2"]


MERGED = '<w:vMerge w:val="restart"/>'
BELOW = "<w:vMerge/>"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # a lead merged over two tasks
        (
            row(cell(paragraph(run("1"))), cell(paragraph(run("A"))), cell(paragraph(run("Sở X")), properties=MERGED))
            + row(cell(paragraph(run("2"))), cell(paragraph(run("B"))), cell(properties=BELOW)),
            [["1", "A", "Sở X"], ["2", "B", "Sở X"]],
        ),
        # a row of a group over the whole width
        (
            row(cell(paragraph(run("I"))), cell(paragraph(run("NHÓM")), properties='<w:gridSpan w:val="2"/>'))
            + texts("1", "A", "Sở X"),
            [["I", "NHÓM", ""], ["1", "A", "Sở X"]],
        ),
        # a row taken out by tracked changes
        (
            row(*(cell(paragraph(run(w))) for w in ("1", "A", "X")), properties=f"<w:del {CHANGED}/>")
            + texts("2", "B", "Y"),
            [["2", "B", "Y"]],
        ),
        # rows in a content control, a cell in one
        (
            f"<w:sdt><w:sdtContent>{texts('1', 'A', 'X')}{texts('2', 'B', 'Y')}</w:sdtContent></w:sdt>",
            [["1", "A", "X"], ["2", "B", "Y"]],
        ),
        (
            row(
                cell(paragraph(run("1"))),
                f"<w:sdt><w:sdtContent>{cell(paragraph(run('A')))}</w:sdtContent></w:sdt>",
                cell(paragraph(run("X"))),
            ),
            [["1", "A", "X"]],
        ),
        # a table in a cell
        (
            row(
                cell(paragraph(run("1"))),
                cell(paragraph(run("A")), f"<w:tbl>{texts('b', 'c')}</w:tbl>", paragraph()),
                cell(paragraph(run("X"))),
            ),
            [["1", "A b c", "X"]],
        ),
        # a row that begins at the second column
        (
            texts("1", "A", "X")
            + row(cell(paragraph(run("TIẾP"))), cell(paragraph(run("Y"))), properties='<w:gridBefore w:val="1"/>'),
            [["1", "A", "X"], ["", "TIẾP", "Y"]],
        ),
        # the head again, and the rest of a row
        (
            texts("1", "Rà soát", "Sở") + HEAD + texts("", "văn bản", "Tư pháp"),
            [["1", "Rà soát văn bản", "Sở Tư pháp"]],
        ),
    ],
)
def test_tables(rows: str, expected: list[list[str]]) -> None:
    document = package(f"<w:tbl>{HEAD}{rows}</w:tbl>")
    assert [[c.text for c in r] for r in document.tables[0].rows] == expected
    for table_row in document.tables[0].rows:
        for one in table_row:
            joined = " ".join(document.text[span.start : span.end] for span in one.spans)
            assert " ".join(joined.split()) == one.text


def test_a_text_box_stands_after_its_paragraph() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph(run('HỎA TỐC'))}</w:txbxContent></w:pict></w:r>"
    assert package(paragraph(run("UBND TỈNH"), box)).text.split("\n")[:2] == ["UBND TỈNH", "HỎA TỐC"]


@pytest.mark.parametrize("make", [lambda: "<w:p/>", lambda: f"<w:tbl>{row(cell())}</w:tbl>"])
def test_a_file_without_words_is_refused(make: Callable[[], Any]) -> None:
    from vanban import UnreadableFile

    with pytest.raises(UnreadableFile) as refusal:
        package(make())
    assert refusal.value.code == "empty"
