"""Automatic numbers of Word, one small file for each construction of ECMA-376, 17.9; held against LibreOffice's text.

LibreOffice does not know the level of ``lvlRestart``, the legal form, a level chosen by ``pStyle`` alone, an overridden
start after a restart, and prints deleted and hidden paragraphs: there the standard alone is the measure.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.vanban.word_files import (
    CHANGED,
    counted,
    definition,
    item,
    level,
    paragraph,
    run,
    starts,
    style,
    table,
    word,
)

from vanban import open_document
from vanban.files.word.numbering import spell
from waiting import LONG

THREE = definition(0, level(0), level(1), level(2))
ONE = counted(1, 0)
GONE = f"<w:del {CHANGED}/>"


class Made(NamedTuple):
    """A construction: the file, the lines it prints, whether LibreOffice prints the same."""

    body: str
    numbering: str
    lines: list[str]
    styles: str = ""
    office: bool = True


def items(*places: tuple[str, int, int]) -> str:
    return "".join(item(*place) for place in places)


LINKED = (
    '<w:style w:type="numbering" w:styleId="LS"><w:name w:val="LS"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
)
WITH_ONE_FORM = (
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14">'
    '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/>'
    '</mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1."/></w:lvl>'
)
MADE = {
    "các mức": Made(
        items(("a", 1, 0), ("b", 1, 1), ("c", 1, 2), ("d", 1, 1), ("e", 1, 0), ("f", 1, 1)),
        THREE + ONE,
        ["1. a", "1.1. b", "1.1.1. c", "1.2. d", "2. e", "2.1. f"],
    ),
    "mức trên chưa dùng": Made(
        items(("a", 1, 1), ("b", 1, 1), ("c", 1, 0), ("d", 1, 1)), THREE + ONE, ["1.1. a", "1.2. b", "2. c", "2.1. d"]
    ),
    "bỏ qua một mức": Made(
        items(("a", 1, 0), ("b", 1, 2), ("c", 1, 2), ("d", 1, 1), ("e", 1, 2)),
        THREE + ONE,
        ["1. a", "1.1.1. b", "1.1.2. c", "1.2. d", "1.2.1. e"],
    ),
    "hai danh sách một định nghĩa": Made(
        items(("a", 1, 0), ("b", 2, 0), ("c", 1, 0)), THREE + ONE + counted(2, 0), ["1. a", "2. b", "3. c"]
    ),
    "hai định nghĩa": Made(
        items(("a", 1, 0), ("b", 2, 0), ("c", 2, 0), ("d", 1, 0)),
        THREE + definition(1, level(0)) + ONE + counted(2, 1),
        ["1. a", "1. b", "2. c", "2. d"],
    ),
    "bắt đầu lại": Made(
        items(("a", 1, 0), ("b", 1, 0), ("c", 2, 0), ("d", 2, 0), ("e", 3, 0)),
        THREE + ONE + counted(2, 0, starts(0, 5)) + counted(3, 0, starts(0, 1)),
        ["1. a", "2. b", "5. c", "6. d", "1. e"],
    ),
    "bắt đầu lại rồi trở về": Made(
        items(("a", 1, 0), ("b", 1, 0), ("c", 1, 0), ("d", 2, 0), ("e", 1, 0)),
        THREE + ONE + counted(2, 0, starts(0, 1)),
        ["1. a", "2. b", "3. c", "1. d", "2. e"],
    ),
    "bắt đầu lại ở mức dưới": Made(
        items(("a", 1, 0), ("b", 1, 1), ("c", 1, 1), ("d", 2, 1), ("e", 2, 1), ("f", 2, 0)),
        THREE + ONE + counted(2, 0, starts(1, 7)),
        ["1. a", "1.1. b", "1.2. c", "1.7. d", "1.8. e", "2. f"],
    ),
    "bắt đầu lại ở mức dưới, mỗi lần": Made(
        items(("a", 1, 0), ("b", 2, 1), ("c", 2, 0), ("d", 2, 1)),
        THREE + ONE + counted(2, 0, starts(1, 7)),
        ["1. a", "1.7. b", "2. c", "2.7. d"],
        office=False,
    ),
    "thay cả mức": Made(
        items(("a", 1, 0), ("b", 2, 0), ("c", 2, 0), ("d", 1, 0)),
        THREE + ONE + counted(2, 0, f'<w:lvlOverride w:ilvl="0">{level(0, "lowerLetter", "%1)")}</w:lvlOverride>'),
        ["1. a", "b) b", "c) c", "4. d"],
    ),
    "thay cả mức, bắt đầu lại": Made(
        items(("a", 1, 0), ("b", 2, 0), ("c", 2, 0), ("d", 1, 0)),
        THREE
        + ONE
        + counted(
            2,
            0,
            f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>{level(0, "lowerLetter", "%1)")}</w:lvlOverride>',
        ),
        ["1. a", "a) b", "b) c", "3. d"],
    ),
    "nối với kiểu danh sách": Made(
        items(("a", 1, 0), ("b", 2, 0), ("c", 1, 1)),
        definition(0, level(0), level(1), more='<w:styleLink w:val="LS"/>')
        + '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="LS"/></w:abstractNum>'
        + ONE
        + counted(2, 1),
        ["1. a", "2. b", "2.1. c"],
        LINKED,
    ),
    "mức theo kiểu": Made(
        "".join(item(text, style=name) for text, name in zip("abcde", ("H1", "H2", "H2", "H1", "H2"), strict=True)),
        THREE + ONE,
        ["1. a", "1.1. b", "1.2. c", "2. d", "2.1. e"],
        style("H1", 1, 0) + style("H2", 1, 1),
    ),
    "kiểu dựa trên kiểu": Made(
        item("a", style="H1") + item("b", style="H2") + item("c", style="H2"),
        THREE + ONE,
        ["1. a", "1.1. b", "1.2. c"],
        style("H1", 1) + style("H2", None, 1, "H1"),
    ),
    "mức riêng, danh sách của kiểu": Made(
        item("a", style="H1") + item("b", level=1, style="H1") + item("c", style="H1"),
        THREE + ONE,
        ["1. a", "1.1. b", "2. c"],
        style("H1", 1, 0),
    ),
    "danh sách riêng, mức của kiểu": Made(
        item("a", style="H2") + item("b", 2, style="H2") + item("c", style="H2"),
        THREE + definition(1, level(0, "upperRoman"), level(1, "lowerLetter", "%2)")) + ONE + counted(2, 1),
        ["1.1. a", "a) b", "1.2. c"],
        style("H2", 1, 1),
    ),
    "bỏ số của kiểu": Made(
        item("a", style="H1") + item("b", 0, style="H1") + item("c", style="H1"),
        THREE + ONE,
        ["1. a", "b", "2. c"],
        style("H1", 1, 0),
    ),
    "mức không số": Made(
        items(("a", 1, 0), ("b", 1, 1), ("c", 1, 2)),
        definition(0, level(0), level(1, "none", "%2"), level(2)) + ONE,
        ["1. a", "b", "1.1. c"],
    ),
    "mức chỉ có chữ": Made(
        items(("a", 1, 0), ("b", 1, 1), ("c", 1, 2)),
        definition(0, level(0), level(1, "none", "Phần"), level(2, text="%1.%3.")) + ONE,
        ["1. a", "Phần b", "1.1. c"],
    ),
    "chỗ của mức gạch đầu dòng": Made(
        items(("a", 1, 0), ("b", 1, 1), ("c", 1, 3), ("d", 1, 3), ("e", 1, 1), ("f", 1, 3)),
        definition(0, level(0), level(1), level(2, "bullet", "–"), level(3, text="%1.%2.%3%4.")) + ONE,
        ["1. a", "1.1. b", "1.1.1. c", "1.1.2. d", "1.2. e", "1.2.1. f"],
    ),
    "dạng số": Made(
        "".join(item("x", 1, index) for index in range(4)),
        definition(
            0,
            level(0, "upperLetter", "%1)", 28),
            level(1, "lowerLetter", "%2)", 28),
            level(2, "lowerRoman", "%3)", 28),
            level(3, "decimalZero", "%4)"),
        )
        + ONE,
        ["BB) x", "bb) x", "xxviii) x", "01) x"],
    ),
    "dạng số tự đặt": Made(items(("x", 1, 0), ("y", 1, 0)), definition(0, WITH_ONE_FORM) + ONE, ["001. x", "002. y"]),
    "bắt đầu từ số khác": Made(
        items(("a", 1, 0), ("b", 1, 0), ("c", 1, 1)),
        definition(0, level(0, start=0), level(1, start=3)) + ONE,
        ["0. a", "1. b", "1.3. c"],
    ),
    "không có danh sách": Made(items(("a", 9, 0), ("b", 1, 0)), THREE + ONE, ["a", "1. b"]),
    "không bắt đầu lại": Made(
        items(("a", 1, 0), ("b", 1, 1), ("c", 1, 1), ("d", 1, 0), ("e", 1, 1)),
        definition(
            0,
            level(0, "upperRoman", "Chương %1."),
            level(1, text="Điều %2.", more='<w:lvlRestart w:val="0"/>'),
        )
        + ONE,
        ["Chương I. a", "Điều 1. b", "Điều 2. c", "Chương II. d", "Điều 3. e"],
        office=False,
    ),
    "bắt đầu lại sau mức nhất": Made(
        items(("a", 1, 0), ("b", 1, 1), ("c", 1, 2), ("d", 1, 1), ("e", 1, 2), ("f", 1, 0), ("g", 1, 2)),
        definition(
            0,
            level(0, "upperRoman", "Phần %1."),
            level(1, "upperRoman", "Mục %2."),
            level(2, text="Điều %3.", more='<w:lvlRestart w:val="1"/>'),
        )
        + ONE,
        ["Phần I. a", "Mục I. b", "Điều 1. c", "Mục II. d", "Điều 2. e", "Phần II. f", "Điều 1. g"],
        office=False,
    ),
    "số của pháp luật": Made(
        items(("a", 1, 0), ("b", 1, 1), ("c", 1, 1)),
        definition(0, level(0, "upperRoman", "%1."), level(1, "lowerLetter", "%1.%2.", more="<w:isLgl/>")) + ONE,
        ["I. a", "1.1. b", "1.2. c"],
        office=False,
    ),
    "mức do kiểu chọn": Made(
        "".join(item(text, style=name) for text, name in zip("abcde", ("H1", "H2", "H2", "H1", "H2"), strict=True)),
        definition(0, level(0, more='<w:pStyle w:val="H1"/>'), level(1, more='<w:pStyle w:val="H2"/>')) + ONE,
        ["1. a", "1.1. b", "1.2. c", "2. d", "2.1. e"],
        style("H1", 1) + style("H2", 1),
        office=False,
    ),
    "mức do kiểu chọn, danh sách của kiểu dưới": Made(
        item("a", style="H1") + item("b", style="H2") + item("c", style="H2"),
        definition(0, level(0, more='<w:pStyle w:val="H1"/>'), level(1, more='<w:pStyle w:val="H2"/>')) + ONE,
        ["1. a", "1.1. b", "1.2. c"],
        style("H1", 1) + style("H2", based="H1"),
        office=False,
    ),
    "không cách chữ": Made(
        items(("a", 1, 0), (" b", 1, 1)),
        definition(
            0,
            level(0, text="%1.", more='<w:suff w:val="nothing"/>'),
            level(1, text="Điều %2.", more='<w:suff w:val="nothing"/>'),
        )
        + ONE,
        ["1.a", "Điều 1. b"],
        office=False,
    ),
    "đoạn đã xoá": Made(
        item("a", 1, 0)
        + paragraph(
            f"<w:del {CHANGED}><w:r><w:delText>bỏ</w:delText></w:r></w:del>",
            properties=f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr>{GONE}</w:rPr>',
        )
        + item("b", 1, 0),
        THREE + ONE,
        ["1. a", "2. b"],
        office=False,
    ),
    "dấu đoạn đã xoá": Made(
        items(("a", 1, 0)) + item("b ", 1, 0, mark=GONE) + items(("c", 1, 1), ("d", 1, 0)),
        THREE + ONE,
        ["1. a", "1.1. b c", "2. d"],
        office=False,
    ),
    "đoạn ẩn": Made(
        item("a", 1, 0)
        + paragraph(
            run("ẩn", "<w:vanish/>"),
            properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:vanish/></w:rPr>',
        )
        + item("b", 1, 0),
        THREE + ONE,
        ["1. a", "2. b"],
        office=False,
    ),
    "dấu cộng, dấu gạch": Made(
        items(("a", 1, 0), ("b", 1, 1)),
        definition(0, level(0, "bullet", "\uf0b7"), level(1, "bullet", "+")) + ONE,
        ["- a", "+ b"],
        office=False,
    ),
    "số bằng phông cũ": Made(
        items(("a", 1, 0)),
        definition(
            0,
            '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="§iÒu %1."/>'
            '<w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr></w:lvl>',
        )
        + ONE,
        ["Điều 1. a"],
        office=False,
    ),
}


@pytest.mark.parametrize("made", MADE.values(), ids=MADE)
def test_numbers(made: Made) -> None:
    document = open_document(word(made.body, made.numbering, made.styles), "a.docx")
    assert document.text.rstrip("\n").split("\n") == made.lines


@pytest.mark.office
def test_the_same_numbers_as_libreoffice(libreoffice: str, tmp_path: Path) -> None:
    """All files in one go, as text with its numbers."""
    held = [made for made in MADE.values() if made.office]
    files = [tmp_path / f"{number}.docx" for number in range(len(held))]
    for file, made in zip(files, held, strict=True):
        file.write_bytes(word(made.body, made.numbering, made.styles))
    command = [libreoffice, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to"]
    subprocess.run(
        [*command, "txt:Text (encoded):UTF8", "--outdir", str(tmp_path), *map(str, files)],
        check=True,
        capture_output=True,
        timeout=LONG,
    )
    for file, made in zip(files, held, strict=True):
        printed = file.with_suffix(".txt").read_text("utf-8-sig").splitlines()
        assert [line.strip() for line in printed] == made.lines


@pytest.mark.parametrize(
    ("number", "form", "printed"),
    [
        (3, "decimalEnclosedCircle", "③"),
        (21, "decimalEnclosedCircle", "21"),
        (3, "numberInDash", "- 3 -"),
        (30, "hex", "1E"),
        (3, "decimalEnclosedParen", "(3)"),
        (3, "cardinalText", "3"),
        (0, "upperRoman", "0"),
        (20_000, "upperRoman", "20000"),
    ],
)
def test_forms(number: int, form: str, printed: str) -> None:
    assert spell(number, form) == printed


def test_numbers_in_a_table_count_with_the_text() -> None:
    body = item("a", 1, 0) + table(("x",)).replace(paragraph(run("x")), item("b", 1, 0)) + item("c", 1, 0)
    assert open_document(word(body, THREE + ONE), "a.docx").text.split("\n")[:2] == ["1. a", "2. b"]


@pytest.mark.parametrize("broken", ["<w:num/>", '<w:num w:numId="1"/>', counted(1, 7), "<w:abstractNum/>"])
def test_broken_lists_number_nothing(broken: str) -> None:
    assert open_document(word(items(("a", 1, 0)), broken), "a.docx").text.strip() == "a"


def test_lists_that_lead_in_a_circle_end() -> None:
    circle = '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="LS"/></w:abstractNum>' + counted(1, 0)
    based = style("A", based="B") + style("B", based="A")
    assert open_document(word(items(("a", 1, 0)) + item("b", style="A"), circle, LINKED + based), "a.docx").text
