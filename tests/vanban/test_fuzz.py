"""Whatever the bytes: a document, or one Vietnamese sentence, in bounded time and memory; any text is read.

Real forms are built small and then damaged; files made to grow without bound run in a process with limits.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from functools import cache, partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import pace
from thorough import examples
from vanban import UnreadableFile, open_document, read_document, reconcile
from vanban.model import Document

TEXT = (
    "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTỈNH A\tĐộc lập - Tự do - Hạnh phúc\nSố: 12/KH-UBND\n"
    "A, ngày 05 tháng 11 năm 2025\nKẾ HOẠCH\nTriển khai công tác tư pháp năm 2026\n\nCăn cứ Luật A;\n"
    "I. MỤC ĐÍCH\n1. Rà soát 5 văn bản theo điểm a, b khoản 2 Điều 5 Luật Đất đai.\n"
    "TT\tNhiệm vụ\tCơ quan chủ trì\tThời hạn\n1\tRà soát\tSở Tư pháp\tQuý I/2026\n2\tBáo cáo\tSở A\tThường xuyên\n\n"
    "Nơi nhận:\n- Như trên;\n- Lưu: VT.\tTM. ỦY BAN NHÂN DÂN\n"
)


@cache
def _forms() -> dict[str, bytes]:
    """One small file of each format."""
    import docx
    import pikepdf
    from PIL import Image, ImageDraw

    paper = docx.Document()
    for line in TEXT.splitlines():
        paper.add_paragraph(line)
    paper.add_paragraph("một", style="List Number")
    table = paper.add_table(rows=3, cols=3)
    for row in table.rows:
        for cell in row.cells:
            cell.text = "ô"
    table.cell(1, 1).merge(table.cell(2, 2))
    word = io.BytesIO()
    paper.save(word)

    pdf = pikepdf.new()
    for _ in range(2):
        page = pdf.add_blank_page(page_size=(595, 842))
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        rows = b"".join(
            b"1 0 0 1 70 %d Tm (Dieu %d. Quy dinh so 12/QD-UBND) Tj " % (780 - 20 * n, n) for n in range(25)
        )
        page.Contents = pdf.make_stream(b"BT /F1 13 Tf " + rows + b"ET 50 100 200 30 re S 50 130 200 30 re S")
    printed = io.BytesIO()
    pdf.save(printed, compress_streams=False)

    image = Image.new("L", (200, 60), 255)
    ImageDraw.Draw(image).text((10, 20), "So 12/KH-UBND", fill=0)
    picture = io.BytesIO()
    image.save(picture, "PNG")
    paragraphs = "".join(f"<p>{line}</p>" for line in TEXT.splitlines())
    page_text = (
        f"<!doctype html><html><body>{paragraphs}<table><tr><td rowspan=2>TT</td><td>x</td></tr></table></body></html>"
    )
    return {
        "docx": word.getvalue(),
        "pdf": printed.getvalue(),
        "png": picture.getvalue(),
        "html": page_text.encode(),
        "txt": TEXT.encode(),
    }


def opened(data: bytes, name: str | None = None) -> Document | None:
    """The document of some bytes, or None after a refusal of one whole Vietnamese sentence; OCR is left out."""
    try:
        return open_document(data, name, ocr=False)
    except UnreadableFile as refusal:
        assert refusal.sentence.endswith(".") and "\n" not in refusal.sentence and len(refusal.sentence) > 10
        return None


def read(text: Document | str) -> None:
    """Everything there is to read; each span stands inside the text."""
    reading = read_document(text)
    reconcile(reading)
    json.dumps(reading.to_dict())
    for item in (*reading.citations, *reading.tasks, *reading.figures, *reading.findings):
        assert 0 <= item.start <= item.end <= len(reading.text)


_PIECES = [
    b"\x00",
    b"\xff\xfe",
    b"<",
    b"&",
    b"((((",
    b"9" * 5000,
    b"-1",
    b"\xc2\xb2",
    b"\xed\xa0\x80",
    b"]]>",
    b'"',
    b"\n",
]
_NUMBERS = [b"0", b"-1", b"9" * 20, b"9" * 5000, b"65536", b"1e999", b"\xc2\xb2"]


@st.composite
def damage(draw: st.DrawFn, data: bytes) -> bytes:
    """Bytes cut, flipped, doubled, filled with what readers trip over."""
    for _ in range(draw(st.integers(1, 6))):
        if not data:
            break
        at = draw(st.integers(0, len(data) - 1))
        match draw(st.sampled_from(["flip", "cut", "end", "double", "piece", "number"])):
            case "flip":
                data = data[:at] + bytes([draw(st.integers(0, 255))]) + data[at + 1 :]
            case "cut":
                data = data[:at] + data[at + draw(st.sampled_from([1, 4, 50, 1000])) :]
            case "end":
                data = data[:at]
            case "double":
                data = data[:at] + data[at : at + draw(st.sampled_from([1, 10, 100]))] * 3 + data[at:]
            case "piece":
                data = data[:at] + draw(st.sampled_from(_PIECES)) + data[at:]
            case "number":
                found = re.compile(rb"\d+").search(data, at)
                if found:
                    data = data[: found.start()] + draw(st.sampled_from(_NUMBERS)) + data[found.end() :]
    return data


_SETTINGS = settings(max_examples=examples(40), deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("form", ["docx", "pdf", "png", "html", "txt"])
@_SETTINGS
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused(form: str, data: st.DataObject) -> None:
    document = opened(data.draw(damage(_forms()[form])))
    if document is not None:
        read(document)


@_SETTINGS
@given(data=st.data(), part=st.sampled_from(["word/document.xml", "word/numbering.xml", "word/styles.xml"]))
def test_a_word_file_with_a_damaged_part(data: st.DataObject, part: str) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_forms()["docx"])) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:  # values only, so that the part stays XML
                spots = list(re.finditer(rb'(?<=w:val=")[^"<&]*', content))
                for spot in sorted(data.draw(st.sets(st.sampled_from(spots), max_size=4)), key=lambda s: -s.start()):
                    value = data.draw(st.sampled_from([*_NUMBERS, b"", b"%1%2%9" * 50]))
                    content = content[: spot.start()] + value + content[spot.end() :]
            new.writestr(name, content)
    document = opened(made.getvalue())
    if document is not None:
        read(document)


@pytest.mark.parametrize("name", ["a.docx", "a.doc", "a.rtf", "a.pdf", "a.html", "a.png", "a.txt", "a.xlsx", "a"])
@pytest.mark.parametrize("form", ["docx", "pdf", "png", "html", "txt"])
def test_any_form_under_any_name(form: str, name: str) -> None:
    opened(_forms()[form], name)


@_SETTINGS
@given(st.text(st.characters(), max_size=400))
def test_any_text_is_read(text: str) -> None:
    read(text)


@_SETTINGS
@given(st.lists(st.sampled_from([*TEXT.splitlines(keepends=True), "\t", "“", "(", "Điều ", "\ud800", "\x00", "1.1.1"])))
def test_lines_of_a_paper_in_any_order(lines: list[str]) -> None:
    read("".join(lines))


def test_an_encrypted_pdf_is_refused() -> None:
    import pikepdf

    closed = io.BytesIO()
    with pikepdf.open(io.BytesIO(_forms()["pdf"])) as pdf:
        pdf.save(closed, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(UnreadableFile) as refusal:
        open_document(closed.getvalue())
    assert refusal.value.code == "encrypted"


def test_files_made_to_grow_without_bound() -> None:
    pytest.importorskip("resource")
    script = Path(__file__).with_name("heavy_files.py")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=600, check=False)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, (found[-1:], done.stderr[-2000:])
    assert len(found) > 25
    slow = [(name, seconds) for name, said, seconds in found if seconds > 8]
    assert not slow
    for name, said, _ in found:
        assert said.endswith(".") and "\n" not in said, name


PATTERNS = [
    *(
        "điểm a, b, c, d, đ, e ",
        "Điều ",
        "Điều 5 ",
        "1.1.1.1",
        "“““",
        "“a” ",
        "\t",
        "a\tb\t",
        "- - -",
        "- \n",
        "((((",
        "   ",
    ),
    *(
        "\n",
        "\r\n",
        "....",
        "\u00a0",
        "#",
        "*",
        "**a** ",
        "|",
        "|a|b|\n",
        "Số: ",
        "số 12/2025/NĐ-CP, ",
        "ngày 1 tháng ",
    ),
    *("5 văn bản, ", "1.000.", "Căn cứ Luật A;\n", "Nơi nhận:\n", "Kính gửi: ", "ỦY BAN NHÂN DÂN ", "I. A\n", "a) x\n"),
    *("TT\tViệc\n", "1\tRà soát\tSở A\tQuý I\n", "\tx\ty\n", "Quý I, II, III ", "e\u0301", "báo cáo ", "Sở Tư pháp, "),
    *("Phụ lục\n", "(sau đây gọi tắt là ", "tỷ đồng ", "một hai ba ", "TM. ", "V/v ", "- Lưu: VT;\n", "của của ", ", "),
    *(
        "Cơ quan chủ trì: ",
        "Giao Sở Tư pháp chủ trì, ",
        "Tổng số 5, gồm ",
        " = ",
        "Chương I\n",
        "“Điều 1. A\n",
        "¹ x\n",
    ),
]
"""What an official paper repeats, and what trips a pattern: each is read at two lengths."""


@pytest.mark.parametrize("pattern", PATTERNS, ids=repr)
def test_reading_is_not_quadratic(pattern: str) -> None:
    """Four times the text costs far less than sixteen times the seconds."""
    pace.in_step(lambda length: partial(read_document, (pattern * length)[:length]), 2_000, 8_000, times=9, free=0.4)
