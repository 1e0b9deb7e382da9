"""Word files in every container, and what Word prints from elsewhere than the body: heads, boxes, checks, capitals."""

from __future__ import annotations

import base64
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.vanban.word_files import (
    CHANGED,
    HEAD,
    R_URI,
    SPACES,
    STATE,
    STRICT_R,
    STRICT_W,
    W_URI,
    cell,
    counted,
    definition,
    head,
    item,
    level,
    paragraph,
    parts_of,
    run,
    said,
    style,
    table,
    word,
    zipped,
)

from vanban import UnreadableFile, open_document, read
from vanban.files.formats import FORMATS, NAMED
from vanban.header.secrecy import secrecy_mark
from waiting import LONG

PLAN = head() + said("KẾ HOẠCH", "Triển khai công tác tư pháp năm 2026", "1. Tổ chức hội nghị trước ngày 30/6/2026.")
PACKAGE = 'xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"'


def printed(body: str, numbering: str = "", styles: str = "", more: dict[str, str] | None = None) -> list[str]:
    """The lines that a document prints."""
    return open_document(word(body, numbering, styles, more), "a.docx").text.rstrip("\n").split("\n")


def test_a_document_in_the_strict_namespace() -> None:
    parts = {
        name: text.replace(W_URI, STRICT_W).replace(R_URI, STRICT_R)
        for name, text in parts_of(PLAN + item("Mức", 1, 0), definition(0, level(0)) + counted(1, 0)).items()
    }
    reading = read(zipped(parts), "a.docx")
    assert (reading.header.number, reading.text.rstrip().split("\n")[-1]) == ("12/KH-UBND", "1. Mức")


def test_names_with_back_slashes_and_capitals() -> None:
    parts = {
        name.replace("word/", "WORD\\").replace("_rels/", "_rels\\"): text for name, text in parts_of(PLAN).items()
    }
    assert read(zipped(parts), "a.docx").header.number == "12/KH-UBND"


def test_the_main_part_is_found_by_its_relation() -> None:
    parts = parts_of(item("Việc", 1, 0), definition(0, level(0)) + counted(1, 0))
    moved = {name.replace("word/document.xml", "word/document2.xml"): text for name, text in parts.items()}
    moved["_rels/.rels"] = moved["_rels/.rels"].replace("document.xml", "document2.xml")
    moved["word/_rels/document2.xml.rels"] = moved.pop("word/_rels/document.xml.rels")
    assert open_document(zipped(moved), "a.docx").text.strip() == "1. Việc"


def flat(parts: dict[str, str]) -> str:
    """The same parts in one file, as Word saves «XML document»."""
    pieces = [
        f'<pkg:part pkg:name="/{name}" pkg:contentType="application/xml"><pkg:xmlData>{text}</pkg:xmlData></pkg:part>'
        for name, text in parts.items()
        if name != "[Content_Types].xml"
    ]
    note = base64.b64encode("<p>Trang chèn vào</p>".encode()).decode()
    pieces.append(
        f'<pkg:part pkg:name="/word/chunk1.html" pkg:contentType="text/html"><pkg:binaryData>{note}</pkg:binaryData>'
        "</pkg:part>"
    )
    return (
        f'<?xml version="1.0"?><?mso-application progid="Word.Document"?><pkg:package {PACKAGE}>{"".join(pieces)}'
        + ("</pkg:package>")
    )


@pytest.mark.parametrize("name", ["ke-hoach.xml", "ke-hoach.doc"])
@pytest.mark.parametrize("encode", [str.encode, lambda text: text.encode("utf-16")])
def test_a_flat_file(name: str, encode: Callable[[str], bytes]) -> None:
    parts = parts_of(PLAN + '<w:altChunk r:id="rchunk1.html"/>', more={"chunk1.html": ""})
    del parts["word/chunk1.html"]
    reading = read(encode(flat(parts)), name)
    assert (reading.source.format, reading.header.number) == ("word-xml", "12/KH-UBND")
    assert reading.text.rstrip().endswith("Trang chèn vào")


OLD = "http://schemas.microsoft.com/office/word/2003/wordml"
OLD_LISTS = (
    '<w:lists><w:listDef w:listDefId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:nfc w:val="1"/>'
    '<w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:nfc w:val="0"/>'
    '<w:lvlText w:val="%2."/></w:lvl></w:listDef><w:list w:ilfo="1"><w:ilst w:val="0"/></w:list></w:lists>'
)


def old(body: str, lists: str = "", styles: str = "") -> bytes:
    """A document of Word 2003."""
    spaces = (
        f'xmlns:w="{OLD}" xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint" '
        'xmlns:aml="http://schemas.microsoft.com/aml/2001/core" xmlns:o="urn:schemas-microsoft-com:office:office"'
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?><w:wordDocument {spaces}>'
        f"<o:DocumentProperties><o:Title>Kế hoạch</o:Title></o:DocumentProperties>{lists}<w:styles>{styles}</w:styles>"
        f"<w:body><wx:sect><wx:sub-section>{body}</wx:sub-section></wx:sect></w:body></w:wordDocument>"
    ).encode()


def listed(text: str, index: int) -> str:
    return (
        f'<w:p><w:pPr><w:listPr><w:ilvl w:val="{index}"/><w:ilfo w:val="1"/></w:listPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
    )


def test_a_document_of_word_2003() -> None:
    change = (
        '<w:p><aml:annotation w:type="Word.Deletion"><aml:content><w:r><w:delText>cũ</w:delText></w:r></aml:content>'
        '</aml:annotation><aml:annotation w:type="Word.Insertion"><aml:content><w:r><w:t>mới</w:t></w:r></aml:content>'
        "</aml:annotation><w:r><w:t>, có chú thích</w:t></w:r>"
        "<w:r><w:footnote><w:p><w:r><w:t>Lời chú</w:t></w:r></w:p></w:footnote></w:r></w:p>"
    )
    font = (
        '<w:p><w:r><w:rPr><w:rFonts w:ascii=".VnTime" w:h-ansi=".VnTime"/></w:rPr><w:t>héi nghÞ</w:t></w:r></w:p>'
        "<w:p><w:r><w:rPr><w:caps/></w:rPr><w:t>Hoa</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r></w:p>"
    )
    page_head = (
        '<w:sectPr><w:hdr w:type="first"><w:p><w:r><w:t>Số: 12/KH-UBND</w:t></w:r></w:p></w:hdr>'
        '<w:hdr w:type="odd"><w:p><w:r><w:t>TỐI MẬT</w:t></w:r></w:p></w:hdr><w:titlePg/></w:sectPr>'
    )
    body = listed("NHIỆM VỤ", 0) + listed("Rà soát", 1) + listed("Báo cáo", 1) + listed("XONG", 0) + change + font
    document = open_document(old(body + page_head, OLD_LISTS), "ke-hoach.doc")
    assert document.text.rstrip().split("\n") == [
        "Số: 12/KH-UBND",
        "I. NHIỆM VỤ",
        "1. Rà soát",
        "2. Báo cáo",
        "II. XONG",
        "mới, có chú thích¹",
        "hội nghị",
        "HOA",
        "¹ Lời chú",
    ]
    assert secrecy_mark(document) == "TỐI MẬT"


@pytest.mark.parametrize(
    ("chunk", "name", "text"),
    [
        ("<html><body><p>Số: 5/TB</p></body></html>", "chunk1.html", "Số: 5/TB"),
        ("MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<p>Số: 6/TB</p>", "chunk1.mht", "Số: 6/TB"),
        ("Số: 7/TB\nDòng hai", "chunk1.txt", "Số: 7/TB\nDòng hai"),
        ("\x00\x01\x02hỏng", "chunk1.bin", "Còn lại"),
    ],
)
def test_files_laid_into_a_document(chunk: str, name: str, text: str) -> None:
    lines = printed(said("Còn lại") + f'<w:altChunk r:id="r{name}"/>', more={name: chunk})
    assert "\n".join(lines).endswith(text)


def test_a_document_laid_into_itself_ends() -> None:
    inner = word(said("Trong cùng"))
    for _ in range(5):
        parts: dict[str, str | bytes] = dict(
            parts_of('<w:altChunk r:id="rchunk1.docx"/>' + said("Ngoài"), more={"chunk1.docx": ""})
        )
        parts["word/chunk1.docx"] = inner
        inner = zipped(parts)
    assert open_document(inner, "a.docx").text.split() == ["Ngoài"] * 4


def hdr(*blocks: str, kind: str = "hdr") -> str:
    return f"<w:{kind} {SPACES}>{''.join(blocks)}</w:{kind}>"


def reference(name: str, kind: str = "default", what: str = "header") -> str:
    return f'<w:{what}Reference w:type="{kind}" r:id="r{name}"/>'


HEADS = {
    "quốc hiệu ở đầu trang": (reference("header1.xml"), hdr(head()), [*HEAD, *STATE, "", "Nội dung"]),
    "đầu trang thứ nhất": (
        reference("header1.xml", "first") + "<w:titlePg/>",
        hdr(said("Số: 12/KH-UBND")),
        ["Số: 12/KH-UBND", "Nội dung"],
    ),
    "đầu trang thứ nhất không dùng": (reference("header1.xml", "first"), hdr(said("Số: 12/KH-UBND")), ["Nội dung"]),
    "đầu trang lặp lại": (reference("header1.xml"), hdr(said("Kế hoạch tư pháp", "2")), ["Nội dung"]),
    "dấu mật": (reference("header1.xml"), hdr(said("MẬT")), ["MẬT", "Nội dung"]),
    "dấu khẩn": (reference("header1.xml"), hdr(said("HỎA TỐC")), ["HỎA TỐC", "Nội dung"]),
}


@pytest.mark.parametrize(
    ("page_head", "is_printed"),
    [
        (said("Kế hoạch số 12/KH-UBND", "2"), False),
        (said("Số: 12/KH-UBND"), False),
        (said("MẬT"), True),
        (said("HỎA TỐC"), True),
    ],
)
def test_a_head_of_pages_over_a_paper_with_its_own(page_head: str, is_printed: bool) -> None:
    body = PLAN + f"<w:sectPr>{reference('header1.xml')}</w:sectPr>"
    lines = printed(body, more={"header1.xml": hdr(page_head)})
    assert (lines[0] != HEAD[0]) is is_printed


@pytest.mark.parametrize(("references", "page_head", "lines"), HEADS.values(), ids=HEADS)
def test_heads_of_pages(references: str, page_head: str, lines: list[str]) -> None:
    body = said("Nội dung") + f"<w:sectPr>{references}</w:sectPr>"
    assert printed(body, more={"header1.xml": page_head}) == lines


def test_every_section_has_its_own_head_once() -> None:
    first = f"<w:p><w:pPr><w:sectPr>{reference('header1.xml')}</w:sectPr></w:pPr></w:p>"
    second = f"<w:p><w:pPr><w:sectPr>{reference('header2.xml')}</w:sectPr></w:pPr></w:p>"
    body = said("Một") + first + said("Hai") + second + said("Ba") + "<w:sectPr/>"
    more = {"header1.xml": hdr(said("Số: 1/BC-UBND")), "header2.xml": hdr(said("Số: 2/BC-UBND"))}
    lines = [line for line in printed(body, more=more) if line]
    assert lines == ["Số: 1/BC-UBND", "Một", "Số: 2/BC-UBND", "Hai", "Ba"]


def box(text: str) -> str:
    return f"<w:r><w:pict><w:txbxContent>{said(text)}</w:txbxContent></w:pict></w:r>"


CARRIERS = {
    "đầu trang sau": (reference("header1.xml") + "<w:titlePg/>", {"header1.xml": hdr(said("TỐI MẬT"))}, ""),
    "chân trang": (reference("footer1.xml", what="footer"), {"footer1.xml": hdr(said("TỐI MẬT"), kind="ftr")}, ""),
    "chữ chìm": (
        reference("header1.xml"),
        {
            "header1.xml": hdr(
                '<w:p><w:r><w:pict><v:shape><v:textpath string="TỐI MẬT"/></v:shape></w:pict></w:r></w:p>'
            )
        },
        "",
    ),
    "hộp ở trang sau": ("", {}, said(*["x"] * 60) + paragraph(box("TỐI MẬT"))),
    "phông cũ": (
        reference("header1.xml"),
        {"header1.xml": hdr(paragraph(run("tèi mËt", '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/>')))},
        "",
    ),
}


@pytest.mark.parametrize(("references", "more", "body"), CARRIERS.values(), ids=CARRIERS)
def test_a_mark_of_secrecy_on_every_carrier(references: str, more: dict[str, str], body: str) -> None:
    data = word(said("Nội dung") + body + f"<w:sectPr>{references}</w:sectPr>", more=more)
    assert secrecy_mark(open_document(data, "a.docx")) == "TỐI MẬT"
    clean = word(said("Nội dung") + f"<w:sectPr>{references}</w:sectPr>", more={name: hdr(said("2")) for name in more})
    assert secrecy_mark(open_document(clean, "a.docx")) is None


@pytest.mark.parametrize(
    ("name", "properties", "mark"),
    [
        ("core", "<a><title>Kế hoạch</title><category>Mật</category></a>", "MẬT"),
        ("custom", '<a><property name="Độ mật"><lpwstr>Tối mật</lpwstr></property></a>', "TỐI MẬT"),
        ("core", "<a><title>Bảo vệ bí mật nhà nước</title></a>", None),
        ("custom", '<a><property name="_AuthorEmail"><lpwstr>mật</lpwstr></property></a>', None),
        ("app", "<a><Template>Mật</Template></a>", None),
    ],
)
def test_properties_of_a_document(name: str, properties: str, mark: str | None) -> None:
    parts = {**parts_of(said("Nội dung")), f"docProps/{name}.xml": properties}
    assert secrecy_mark(open_document(zipped(parts), "a.docx")) == mark


HIDDEN = '<w:style w:type="character" w:styleId="An"><w:name w:val="An"/><w:rPr><w:vanish/></w:rPr></w:style>'
CAPITALS = style("Hoa", look="<w:caps/>") + style("HoaCon", based="Hoa") + style("AnDoan", look="<w:vanish/>") + HIDDEN
NO_CAPS = '<w:caps w:val="0"/>'


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (paragraph(run("Kế hoạch", "<w:caps/>")), ["KẾ HOẠCH"]),
        (paragraph(run("Kế hoạch"), properties='<w:pStyle w:val="HoaCon"/>'), ["KẾ HOẠCH"]),
        (paragraph(run("Kế hoạch", NO_CAPS), properties='<w:pStyle w:val="HoaCon"/>'), ["Kế hoạch"]),
        (paragraph(run("còn "), run("ẩn", '<w:rStyle w:val="An"/>'), run("lại")), ["còn lại"]),
        (paragraph(run("ẩn"), properties='<w:pStyle w:val="AnDoan"/>') + said("hiện"), ["hiện"]),
        (paragraph(run("hiện", '<w:vanish w:val="0"/>'), properties='<w:pStyle w:val="AnDoan"/>'), ["hiện"]),
        (
            paragraph(run("hiện lại", '<w:rStyle w:val="An"/>'), properties='<w:pStyle w:val="AnDoan"/>'),
            ["hiện lại"],
        ),  # two toggles undo each other
        (
            paragraph(run("Điều 1."), properties="<w:rPr><w:vanish/><w:specVanish/></w:rPr>") + said(" Phạm vi"),
            ["Điều 1. Phạm vi"],
        ),
    ],
)
def test_capitals_and_hidden_text_by_format(body: str, lines: list[str]) -> None:
    assert printed(body, styles=CAPITALS) == lines


def control(checked: str) -> str:
    state = f'<w14:checkbox><w14:checked w14:val="{checked}"/></w14:checkbox>'
    return f"<w:sdt><w:sdtPr>{state}</w:sdtPr><w:sdtContent>{run('?')}</w:sdtContent></w:sdt>"


def form_box(*states: str) -> str:
    inner = "".join(states)
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>{inner}</w:checkBox></w:ffData></w:fldChar></w:r>'
        '<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("inner", "sign"),
    [
        (control("1"), "☒"),
        (control("0"), "☐"),
        (form_box('<w:default w:val="1"/>'), "☒"),
        (form_box('<w:default w:val="0"/>', "<w:checked/>"), "☒"),
        (form_box('<w:default w:val="1"/>', '<w:checked w:val="0"/>'), "☐"),
        (form_box(), "☐"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☒"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', "☐"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>', "☒"),
        ('<w:r><w:sym w:font="Arial" w:char="0110"/></w:r>', "Đ"),
        ('<w:r><w:sym w:font="Wingdings" w:char="xx"/></w:r>', ""),
    ],
)
def test_check_boxes_and_signs(inner: str, sign: str) -> None:
    assert printed(paragraph(run("Hoàn thành "), inner)) == [f"Hoàn thành {sign}"]


def field(code: str, *shown: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"{''.join(run(text) for text in shown)}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


CONTENTS = '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
ENTRY = '<w:pStyle w:val="TOC1"/>'


def test_the_code_of_a_field_is_not_printed() -> None:
    nested = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>'
        + field("PAGE", "3")
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("Trang lẻ")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert printed(paragraph(nested, run(" hết"))) == ["Trang lẻ hết"]
    cut = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>'
    assert printed(paragraph(run("a"), cut) + said("b")) == ["a", "b"]


def test_a_table_of_contents_that_word_made_is_no_second_outline() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o "1-3"</w:instrText></w:r>'
    middle, end = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    body = (
        said("Trước")
        + paragraph(begin, middle, run("I. MỤC ĐÍCH\t1"), properties=ENTRY)
        + paragraph(run("II. NHIỆM VỤ\t2"), end, properties=ENTRY)
        + said("I. MỤC ĐÍCH", "II. NHIỆM VỤ")
    )
    assert printed(body, styles=CONTENTS) == ["Trước", "I. MỤC ĐÍCH", "II. NHIỆM VỤ"]
    never_ended = said("Trước") + paragraph(begin, middle, run("I. MỤC ĐÍCH\t1"), properties=ENTRY) + said("Sau")
    assert printed(never_ended, styles=CONTENTS) == ["Trước", "Sau"]
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    made = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{said('I. MỤC ĐÍCH 1')}</w:sdtContent></w:sdt>"
    assert printed(made + said("I. MỤC ĐÍCH")) == ["I. MỤC ĐÍCH"]


def test_paragraphs_joined_by_a_deleted_mark() -> None:
    gone = f"<w:rPr><w:del {CHANGED}/></w:rPr>"
    assert printed(paragraph(run("Giao Sở A "), properties=gone) + said("chủ trì.")) == ["Giao Sở A chủ trì."]
    assert printed(paragraph(run("Giao Sở A"), properties=gone) + table(("x", "y"))) == ["Giao Sở A", "x\ty"]
    moved = f"<w:rPr><w:moveFrom {CHANGED}/></w:rPr>"
    gone_run = f"<w:moveFrom {CHANGED}>{run('đi')}</w:moveFrom>"
    assert printed(said("a") + paragraph(gone_run, properties=moved) + said("b")) == ["a", "b"]


def test_tables_inside_tables() -> None:
    inner = table(("TT", "Nhiệm vụ", "Chủ trì"), ("1", "Rà soát", "Sở A"), ("2", "Báo cáo", "Sở B"))
    for around in (
        f"<w:tbl><w:tr>{cell(said('Bảng giao việc'), inner, paragraph())}</w:tr></w:tbl>",
        f"<w:tbl><w:tr>{cell(said('Ghi chú'))}{cell(inner, paragraph())}</w:tr></w:tbl>",
    ):
        document = open_document(word(around), "a.docx")
        assert [[one.text for one in row] for row in document.tables[-1].rows] == [
            ["1", "Rà soát", "Sở A"],
            ["2", "Báo cáo", "Sở B"],
        ]
    empty = f"<w:tbl><w:tr>{cell(said('Số: 1/KH'), table(('', ''), ('', '')))}</w:tr></w:tbl>"
    assert printed(empty) == ["Số: 1/KH"]


def test_rows_that_are_hidden() -> None:
    rows = table(("TT", "Việc"), ("1", "a"), ("2", "b"))
    hidden = re.sub(
        r"<w:tr>(?=<w:tc><w:tcPr></w:tcPr><w:p><w:pPr></w:pPr><w:r><w:rPr></w:rPr><w:t xml:space=\"preserve\">1)",
        "<w:tr><w:trPr><w:hidden/></w:trPr>",
        rows,
    )
    assert hidden != rows
    assert [row[0].text for row in open_document(word(hidden), "a.docx").tables[0].rows] == ["2"]


def test_fonts_by_style_and_by_default() -> None:
    old_font = '<w:rFonts w:ascii="VNI-Times" w:hAnsi="VNI-Times"/>'
    styled = style("Cu", look=old_font) + style("CuCon", based="Cu")
    text = "hoäi nghò"
    assert printed(paragraph(run(text), properties='<w:pStyle w:val="CuCon"/>'), styles=styled) == ["hội nghị"]
    defaults = f"<w:docDefaults><w:rPrDefault><w:rPr>{old_font}</w:rPr></w:rPrDefault></w:docDefaults>"
    assert printed(said(text), styles=defaults) == ["hội nghị"]
    soft = '<w:r><w:rPr><w:rFonts w:hAnsi=".VnTime"/></w:rPr><w:t>t</w:t><w:softHyphen/><w:t> ph¸p</w:t></w:r>'
    assert printed(paragraph(soft)) == ["tư pháp"]
    assert printed(paragraph("<w:r><w:t>a</w:t><w:softHyphen/><w:t>b</w:t></w:r>")) == ["ab"]


def test_the_set_of_old_fonts_is_told() -> None:
    data = word(paragraph(run("héi nghÞ", '<w:rFonts w:hAnsi=".VnTime"/>')))
    assert open_document(data, "a.docx").source.encoding == "TCVN3"
    assert open_document(word(said("hội nghị")), "a.docx").source.encoding is None


@pytest.mark.office
@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt", "fodt"])
def test_old_fonts_and_page_heads_through_libreoffice(libreoffice: str, suffix: str, tmp_path: Path) -> None:
    font = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime" w:cs=".VnTime"/>'
    body = paragraph(run("Tæ chøc héi nghÞ", font)) + f"<w:sectPr>{reference('header1.xml')}</w:sectPr>"
    (tmp_path / "a.docx").write_bytes(word(body, more={"header1.xml": hdr(said("TỐI MẬT"))}))
    command = [libreoffice, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to"]
    made = [*command, suffix, "--outdir", str(tmp_path), str(tmp_path / "a.docx")]
    subprocess.run(made, check=True, capture_output=True, timeout=LONG)
    document = open_document(tmp_path / f"a.{suffix}")
    assert document.text.rstrip().split("\n") == ["TỐI MẬT", "Tổ chức hội nghị"]
    assert (document.source.encoding, secrecy_mark(document)) == ("TCVN3", "TỐI MẬT")


def test_the_table_of_formats() -> None:
    assert [one.key for one in FORMATS] == [
        "docx",
        "word-xml",
        "doc",
        "rtf",
        "odt",
        "pdf",
        "html",
        "mht",
        "txt",
        "image",
    ]
    assert NAMED["doc"] == {"docx", "word-xml", "doc", "rtf", "html", "mht"}
    assert all(isinstance(one.is_ready, bool) for one in FORMATS)


def test_the_documentation_lists_every_format() -> None:
    page = (Path(__file__).parents[2] / "docs" / "vanban.md").read_text(encoding="utf-8")
    table = page.partition("## Các loại tệp")[2].partition("\nBảng tính")[0]
    rows = [row.split("|")[2].partition("(")[0] for row in table.splitlines() if row.startswith("| ") and "." in row]
    listed = {suffix.lstrip(".") for row in rows for suffix in row.split()}
    assert {suffix for one in FORMATS for suffix in one.suffixes} <= listed | {"xml"}
    assert listed <= {suffix for one in FORMATS for suffix in one.suffixes}


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (zipped({"a.txt": "x"}), "a.docx", "unsupported"),
        (zipped({"xl/workbook.xml": "<a/>"}), "a.docx", "unsupported"),
        (zipped({"word/document.xml": "<a/>"}), "a.docx", "broken"),
        (zipped({"word/document.xml": "<a"}), "a.docx", "broken"),
        (zipped(parts_of(said(""))), "a.docx", "empty"),
        (zipped(parts_of(said("x"))), "a.pdf", "wrong_type"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><a/>', "a.xml", "broken"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><a/>', "a.xml", "unsupported"),
        (b'<?xml version="1.0"?><akomaNtoso><p>x</p></akomaNtoso>', "a.xml", "unsupported"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n\nkhong\n--x--", "a.mht", "broken"),
    ],
)
def test_what_is_refused(data: bytes, name: str, code: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        open_document(data, name)
    assert refused.value.code == code
