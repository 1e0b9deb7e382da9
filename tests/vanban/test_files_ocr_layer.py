"""A hidden layer of bad recognition is not trusted: the page is read as the scan it is."""

from __future__ import annotations

import io
import unicodedata
from pathlib import Path

import pytest

from vanban import UnreadableFile, open_document
from vanban.files import tesseract
from vanban.files.ocr_layer import is_poor

GOOD = (
    "Căn cứ Luật Tổ chức chính quyền địa phương; Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ. "
    "Xét đề nghị của Giám đốc Sở Nội vụ, Ủy ban nhân dân tỉnh ban hành kế hoạch như sau: 1. Rà soát toàn bộ văn bản, "
    "chậm nhất ngày 30 tháng 6; a) Các sở, ban, ngành chủ trì; b) UBND cấp xã phối hợp."
)
UNMARKED = (
    "UY BAN NHAN DAN TINH LAM DONG CONG HOA XA HOI CHU NGHIA VIET NAM Doc lap - Tu do - Hanh phuc Can cu Luat To chuc "
    "chinh quyen dia phuong; Xet de nghi cua Giam doc So Noi vu. Dieu 1. Ban hanh kem theo Quyet dinh nay ke hoach"
)
ENGLISH = (
    "The licenses for most software and other practical works are designed to take away your freedom to share and "
    "change the works. By contrast, this license is intended to guarantee your freedom to share and change all "
    "versions of a program, so that it remains free software for all its users."
)
NAMES = "Huyện Krông Pắc, xã Ea Kly, buôn Ako Dhong, ông Y Thanh Hà Niê Kđăm, bà H'Yim Kđoh và ông Nguyễn Văn Á " * 2
TABLE = "TT Chỉ tiêu ĐVT 2024 2025 1 UBND xã A 1.250 98,5% 2 UBND xã B 2.310 99,1% 3 HĐND xã C 15/20 " * 12
BROKEN = (
    "CQNG HoA xA HQI cHtj NGHiA Vipr NAM DQc lflp - Tg do - Hanh phric Cdn cri Lu$t T6 chfc chinh quy6n d!a phuong " * 3
)
LETTERS = "Q u y ế t đ ị n h n à y c ó h i ệ u l ự c k ể t ừ n g à y k ý b a n h à n h " * 3
FRENCH = (
    "Vu la loi relative aux pouvoirs des collectivités et le décret du gouvernement, le ministre arrête les "
    "dispositions suivantes pour l'application de la présente décision dans les provinces et les communes."
)
CASES = {
    "tiếng Việt": (GOOD, False),
    "tiếng Việt viết hoa": (GOOD.upper(), False),
    "tiếng Việt dấu tổ hợp": (unicodedata.normalize("NFD", GOOD), False),
    "tiếng Việt có vài chữ hỏng": (GOOD.replace("Sở", "S~").replace("xã", "x\ufffd"), False),
    "tên dân tộc": (NAMES, False),
    "tiếng Anh": (ENGLISH, False),
    "tiếng Anh viết hoa": (ENGLISH.upper(), False),
    "tiếng Pháp": (FRENCH, False),
    "song ngữ": (GOOD + ENGLISH, False),
    "bảng số": (TABLE, False),
    "chỉ có số": ("1 2,5 30/6 100% 12.345 " * 40, False),
    "dòng chấm": ("Họ và tên: ........ Ngày sinh: ........ " * 3, False),
    "quá ngắn": ("Ký bởi: Uy ban nhan dan", False),
    "rỗng": ("", False),
    "không dấu": (UNMARKED, True),
    "không dấu viết hoa": (UNMARKED.upper(), True),
    "nhận dạng sai": (BROKEN, True),
    "chữ rời": (LETTERS, True),
    "ký tự thay thế": ("\ufffd\ufffd n\ufffd ch\ufffd \ufffd v\ufffdn b\ufffdn " * 10, True),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_poor(name: str) -> None:
    text, poor = CASES[name]
    assert is_poor(text) is poor


def scan(layer: str, strips: int = 1, share: float = 1.0) -> bytes:
    """One page of a paper as a picture (in strips, of a share of the page), with a layer of text laid behind it."""
    image_module = pytest.importorskip("PIL.Image")
    pikepdf = pytest.importorskip("pikepdf")
    from PIL import ImageDraw, ImageFont

    faces = list(Path("/usr/share/fonts").rglob("DejaVuSerif.ttf"))
    if not faces:
        pytest.skip("cần phông chữ DejaVu (gói fonts-dejavu)")
    font = ImageFont.truetype(str(faces[0]), 36)
    picture = image_module.new("L", (1654, 2340), 255)
    pen = ImageDraw.Draw(picture)
    for row, line in enumerate(("ỦY BAN NHÂN DÂN XÃ MỘT", "Số: 15/KH-UBND", "KẾ HOẠCH", "Kiểm tra văn bản năm 2026")):
        pen.text((200, 300 + 90 * row), line, fill=0, font=font)
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    font_of = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    pictures, content, height = pikepdf.Dictionary(), b"", 2340 // strips
    for strip in range(strips):
        part = picture.crop((0, strip * height, 1654, (strip + 1) * height))
        made = pdf.make_stream(part.tobytes())
        made.Type, made.Subtype, made.Width, made.Height = pikepdf.Name.XObject, pikepdf.Name.Image, 1654, height
        made.ColorSpace, made.BitsPerComponent = pikepdf.Name.DeviceGray, 8
        pictures[f"/I{strip}"] = made
        bottom = 842 - 842 * share * (strip + 1) / strips
        content += b"q %f 0 0 %f 0 %f cm /I%d Do Q " % (595 * share, 842 * share / strips, bottom, strip)
    words = layer.split()
    lines = [" ".join(words[at : at + 10]).encode("latin-1", "replace") for at in range(0, len(words), 10)]
    rows = b"".join(b"1 0 0 1 70 %d Tm (%s) Tj " % (780 - 16 * n, line) for n, line in enumerate(lines))
    page.Contents = pdf.make_stream(b"BT 3 Tr /F1 11 Tf " + rows + b"ET " + content)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font_of), XObject=pictures)
    stream = io.BytesIO()
    pdf.save(stream)
    return stream.getvalue()


@pytest.fixture
def seen() -> None:
    """A machine with OCR."""
    if not tesseract.is_ready():
        pytest.skip("cần tesseract với tiếng Việt (gói tesseract-ocr-vie)")


@pytest.mark.ocr
@pytest.mark.parametrize("strips", [1, 4])
def test_a_scan_with_a_poor_layer_is_a_scan(seen: None, strips: int) -> None:
    document = open_document(scan(UNMARKED, strips), "a.pdf")
    assert document.source.ocr and "15/KH-UBND" in document.text and "NHAN DAN" not in document.text
    with pytest.raises(UnreadableFile) as caught:
        open_document(scan(UNMARKED, strips), "a.pdf", ocr=False)
    assert caught.value.code == "scan"


def test_a_layer_is_kept_where_nothing_is_better(monkeypatch: pytest.MonkeyPatch) -> None:
    """A good layer, a page that is no picture, a machine without OCR."""
    for data in (scan(ENGLISH), scan(UNMARKED, share=0.5)):
        document = open_document(data, "a.pdf", ocr=False)
        assert not document.source.ocr and len(document.text) > 150
    monkeypatch.setattr(tesseract, "is_ready", lambda: False)
    assert "NHAN DAN" in open_document(scan(UNMARKED), "a.pdf").text


@pytest.mark.shared
def test_no_page_printed_from_word_is_taken_for_a_scan(shared: Path) -> None:
    for path in sorted((shared / "dev_corpus").glob("[al]*/*.pdf")):
        assert not open_document(path, ocr=False).source.ocr
