"""Scans and pictures: what OCR reads, which words it doubts, and what happens without the program."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from vanban import UnreadableFile, open_document, read_document
from vanban.files import scan, tesseract
from vanban.files.tesseract import Picture, Seen
from vanban.header import read_header
from vanban.model import Document, Source, Span

PAPER = """\
UBND TỈNH LÂM ĐỒNG|SỞ NỘI VỤ|Số: 12/BC-SNV
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập - Tự do - Hạnh phúc|Lâm Đồng, ngày 05 tháng 11 năm 2025
BÁO CÁO
Kết quả cải cách hành chính
Thực hiện Công văn số 6484/UBND-NC ngày 04/11/2025 của Ủy ban nhân dân tỉnh,|Sở Nội vụ báo cáo kết quả như sau."""


@pytest.fixture(scope="session")
def vietnamese() -> None:
    """The OCR program with its Vietnamese data."""
    try:
        tesseract.require()
    except UnreadableFile:
        pytest.skip("cần tesseract với tiếng Việt (gói tesseract-ocr-vie)")


def picture(degrees: int = 0, kind: str = "PNG") -> bytes:
    """The paper drawn as a picture of one page at 300 dpi."""
    image_module = pytest.importorskip("PIL.Image")
    from PIL import ImageDraw, ImageFont

    faces = list(Path("/usr/share/fonts").rglob("DejaVuSerif.ttf"))
    if not faces:
        pytest.skip("cần phông chữ DejaVu (gói fonts-dejavu)")
    font = ImageFont.truetype(str(faces[0]), 40)
    page = image_module.new("L", (2480, 3508), 255)
    pen = ImageDraw.Draw(page)
    left, right, *rest = (line.split("|") for line in PAPER.split("\n"))
    for number, text in enumerate(left):
        pen.text((300, 250 + 80 * number), text, fill=0, font=font)
    for number, text in enumerate(right):
        pen.text((1200, 250 + 80 * number), text, fill=0, font=font)
    row = 640
    for texts in rest:
        for text in texts:
            pen.text((1240 if len(text) < 40 else 300, row), text, fill=0, font=font, anchor=None)
            row += 80
    stream = io.BytesIO()
    page.rotate(degrees, expand=True).save(stream, kind, dpi=(300, 300))
    return stream.getvalue()


@pytest.mark.ocr
@pytest.mark.parametrize(
    ("degrees", "kind", "name"), [(0, "PNG", "a.png"), (90, "TIFF", "a.tif"), (180, "JPEG", "a.jpg"), (270, "PNG", "a")]
)
def test_a_picture_is_a_scan_of_one_page(vietnamese: None, degrees: int, kind: str, name: str) -> None:
    seen: list[tuple[int, int]] = []
    document = open_document(picture(degrees, kind), name, progress=lambda done, total: seen.append((done, total)))
    assert document.source.ocr and document.source.format == "image" and document.source.pages == 1
    assert seen == [(1, 1)]
    header = read_document(document).header
    assert (header.kind, header.number, str(header.date)) == ("Báo cáo", "12/BC-SNV", "2025-11-05")
    assert header.issuer == "Sở Nội vụ"
    assert "6484/UBND-NC" in document.text
    for span in document.doubtful:
        assert document.text[span.start : span.end].strip()


@pytest.mark.ocr
def test_real_scans(vietnamese: None, shared: Path) -> None:
    """Printed numbers are found; those written by hand stay null."""
    import json

    for line in (shared / "dev_corpus" / "scan" / "ocr_dev.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        document = open_document(shared / "dev_corpus" / label["file"])
        header = read_header(document)
        assert header.number is None and document.doubtful
        assert (
            header.date is not None
            and f"{header.date.day}/{header.date.month}/{header.date.year}" in label["must_find"]
        )
        for number in label["must_find"][2:]:
            assert number in document.text


HEAD = "SỞ NỘI VỤ\nSố: 12/BC-SNV\nLâm Đồng, ngày 05 tháng 11 năm 2025\nBÁO CÁO\nKết quả\n"


@pytest.mark.parametrize(
    ("word", "number", "dated"),
    [(None, "12/BC-SNV", True), ("12/BC-SNV", None, True), ("05", "12/BC-SNV", False), ("SỞ", "12/BC-SNV", True)],
)
def test_a_doubtful_number_or_date_is_null(word: str | None, number: str | None, dated: bool) -> None:
    doubtful = () if word is None else (Span(HEAD.index(word), HEAD.index(word) + len(word)),)
    header = read_header(Document(HEAD, Source("a.pdf", "pdf", "", 1, True), doubtful=doubtful))
    assert header.number == number
    assert (header.date is not None) == dated
    assert ("số" in header.missing) == (number is None)


def word(text: str, sure: float, left: int = 300, top: int = 300) -> Seen:
    return Seen(text, left, top, 20 * len(text), 40, sure, (1, 1, 1))


@pytest.mark.parametrize(
    ("text", "sure", "again", "doubted"),
    [
        ("ngày", 96, {}, False),
        ("ngày", 60, {"ngày"}, True),
        ("12/BC", 96, {"12/BC"}, False),
        ("12/BC", 96, {"72/BC"}, True),
        ("12/BC,", 96, {"12/BC"}, False),
        ("12/BC", 75, {"12/BC"}, True),
        ("–", 30, {}, False),
    ],
)
def test_words_that_are_doubted(
    text: str, sure: float, again: set[str], doubted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = [word("Căn", 96), word(text, sure, left=500), word("cứ", 96, left=900)] * 3
    monkeypatch.setattr(tesseract, "require", lambda: None)
    monkeypatch.setattr(tesseract, "words_of", lambda *_, **__: first)
    monkeypatch.setattr(tesseract, "turn_of", lambda *_: 0)
    monkeypatch.setattr(scan, "_agreed", lambda _: frozenset(again))
    monkeypatch.setattr(scan, "_decode", lambda _: [Picture(2480, 3508, b"")])
    document = scan.read_image(b"", Source("a.png", "image", ""))
    assert {document.text[span.start : span.end] for span in document.doubtful} == ({text} if doubted else set())


def test_a_picture_is_turned_clockwise() -> None:
    one = Picture(3, 2, b"abcdef")
    assert one.turned(90) == Picture(2, 3, b"daebfc")
    assert one.turned(180) == Picture(3, 2, b"fedcba")
    assert one.turned(90).turned(270) == one.turned(0) == one
    assert one.top(0.5) == Picture(3, 1, b"abc")


@pytest.mark.parametrize("program", [(None, frozenset()), ("/usr/bin/tesseract", frozenset({"eng", "osd"}))])
def test_without_the_program_one_sentence(program: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "_program", lambda: program)
    with pytest.raises(UnreadableFile) as refusal:
        open_document(picture(), "a.png")
    assert refusal.value.code == "unsupported"
    assert "tesseract-ocr-vie" in refusal.value.sentence and "\n" not in refusal.value.sentence


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"\x89PNG\r\n\x1a\n" + b"x" * 100, "broken"), (b"\xff\xd8\xff\xe0", "broken"), (b"II*\x00", "broken")],
)
def test_a_damaged_picture(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        open_document(data, "a")
    assert refusal.value.code == code


def test_a_picture_that_would_fill_the_memory() -> None:
    image_module = pytest.importorskip("PIL.Image")
    stream = io.BytesIO()
    image_module.new("1", (40_000, 40_000)).save(stream, "PNG")
    with pytest.raises(UnreadableFile) as refusal:
        open_document(stream.getvalue(), "a.png")
    assert refusal.value.code in ("too_large", "broken")


def test_a_scan_is_refused_at_once_when_one_may_not_wait() -> None:
    with pytest.raises(UnreadableFile) as refusal:
        open_document(picture(), "a.png", ocr=False)
    assert refusal.value.code == "scan"


def _typed_page() -> bytes:
    """A PDF of one typed page, small enough to be written here."""
    lines = b"".join(b"(Noi dung cua trang nay la chu danh may, dong so %d) Tj T* " % n for n in range(20))
    content = b"BT /F 12 Tf 14 TL 72 760 Td " + lines + b"ET"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    body = b"".join(b"%d 0 obj%sendobj\n" % (number, each) for number, each in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R>>"


@pytest.mark.parametrize("order", [("picture", "typed"), ("typed", "picture")])
def test_a_paper_whose_first_page_is_a_picture_is_not_read_without_it(order: tuple[str, str]) -> None:
    """The head of such a paper, and a mark of secrecy there, would not be seen."""
    pdfium = pytest.importorskip("pypdfium2")
    pages = {"picture": picture(kind="PDF"), "typed": _typed_page()}
    joined = pdfium.PdfDocument.new()
    for kind in order:
        joined.import_pages(pdfium.PdfDocument(pages[kind]))
    stream = io.BytesIO()
    joined.save(stream)
    if order[0] == "typed":
        assert "danh may" in open_document(stream.getvalue(), "a.pdf", ocr=False).text
        return
    with pytest.raises(UnreadableFile) as refusal:
        open_document(stream.getvalue(), "a.pdf", ocr=False)
    assert refusal.value.code == "scan"


def test_a_program_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    slow = tmp_path / "tesseract"
    slow.write_text("#!/bin/sh\nexec sleep 30\n")
    slow.chmod(0o755)
    monkeypatch.setattr(tesseract, "_program", lambda: (str(slow), frozenset({"vie"})))
    monkeypatch.setattr(tesseract, "PAGE_SECONDS", 0.3)
    with pytest.raises(UnreadableFile) as refusal:
        open_document(picture(), "a.png")
    assert refusal.value.code == "broken"


@pytest.mark.ocr
@pytest.mark.parametrize("degrees", [0.0, 0.5, -1.0])
def test_a_ruled_table_of_a_scan(vietnamese: None, degrees: float) -> None:
    """A plan's table, also of a page that lay askew on the glass."""
    image_module = pytest.importorskip("PIL.Image")
    from PIL import ImageDraw, ImageFont

    faces = list(Path("/usr/share/fonts").rglob("DejaVuSerif.ttf"))
    if not faces:
        pytest.skip("cần phông chữ DejaVu (gói fonts-dejavu)")
    font = ImageFont.truetype(str(faces[0]), 38)
    page = image_module.new("L", (2480, 3508), 255)
    pen = ImageDraw.Draw(page)
    xs, rows = [250, 400, 1250, 1750, 2250], [["TT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"]]
    rows += [
        [str(n), f"Rà soát văn bản của lĩnh vực thứ {n}", "Sở Tư pháp", f"Quý {q}"]
        for n, q in enumerate(("I", "II", "III"), 1)
    ]
    for number, texts in enumerate(rows):
        for x, text in zip(xs, texts, strict=False):
            pen.text((x + 30, 420 + 150 * number), text, fill=0, font=font)
    for number in range(len(rows) + 1):
        pen.line((xs[0], 380 + 150 * number, xs[-1], 380 + 150 * number), fill=0, width=3)
    for x in xs:
        pen.line((x, 380, x, 380 + 150 * len(rows)), fill=0, width=3)
    pen.text((300, 1200), "Trên đây là các nhiệm vụ của Kế hoạch năm 2026./.", fill=0, font=font)
    stream = io.BytesIO()
    page.rotate(degrees, fillcolor=255, resample=image_module.Resampling.BICUBIC).save(stream, "PNG")
    document = open_document(stream.getvalue(), "a.png")
    (table,) = document.tables
    assert [cell.text for cell in table.header] == rows[0]
    assert [row[0].text for row in table.rows] == ["1", "2", "3"]
    assert [row[2].text for row in table.rows] == ["Sở Tư pháp"] * 3
    assert all("Rà soát văn bản" in row[1].text for row in table.rows)
    assert "Trên đây là các nhiệm vụ" in document.text[table.end :]


@pytest.mark.ocr
def test_scanned_pages_between_pages_of_text(vietnamese: None, shared: Path) -> None:
    """A letter of text with a scanned paper bound behind it: the scan is read too and keeps its page."""
    import pypdfium2

    corpus = shared / "dev_corpus"
    bound = pypdfium2.PdfDocument.new()
    for pattern in ("admin/D-admin-12b*.pdf", "scan/D-scan-23*.pdf"):
        bound.import_pages(pypdfium2.PdfDocument(next(corpus.glob(pattern))), [0])
    stream = io.BytesIO()
    bound.save(stream)
    document = open_document(stream.getvalue(), "a.pdf")
    assert document.source.ocr and document.source.pages == 2
    assert document.page_at(document.text.index("Kế hoạch số 9669/KH-UBND")) == 1
    assert document.page_at(document.text.index("57-NQ/TW")) == 2
    assert "57-NQ/TW" not in open_document(stream.getvalue(), "a.pdf", ocr=False).text
