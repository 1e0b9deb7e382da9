"""A mark of secrecy is seen in every form and on every carrier, and in no sentence."""

from __future__ import annotations

import unicodedata

import pytest

from vanban.header.secrecy import mark_in, mark_in_rows, secrecy_mark
from vanban.model import Aside, Document, PageSpan, Source

SOURCE = Source("a.docx", "docx", "")
PAPER = "UBND XÃ A\nSố: 1/KH-UBND\n" + "\n".join(f"Dòng {n} của kế hoạch" for n in range(60)) + "\n"


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("MẬT", "MẬT"),
        ("MẬT, HỎA TỐC", "MẬT"),
        ("HOẢ TỐC - TỐI MẬT", "TỐI MẬT"),
        ("MẬT (đến ngày 31/12/2030)", "MẬT"),
        ("MẬT – Thời hạn bảo vệ: 05 năm", "MẬT"),
        ("TUYỆT MẬT  Bản số: 03", "TUYỆT MẬT"),
        ("TỐI MẬT / Bản số 1/5", "TỐI MẬT"),
        ("MẬT - Chỉ người có tên mới được bóc bì", "MẬT"),
        ("M Ậ T", "MẬT"),
        ("T Ố I   M Ậ T", "TỐI MẬT"),
        ("TỐIMẬT", "TỐI MẬT"),
        ("TOI MAT", "TỐI MẬT"),
        ("TUYET MAT", "TUYỆT MẬT"),
        ("MÂT", "MẬT"),
        (unicodedata.normalize("NFD", "TUYỆT MẬT"), "TUYỆT MẬT"),
        ("Độ mật: Tối mật", "TỐI MẬT"),
        ("Dấu chỉ độ mật: Mật", "MẬT"),
        ("MẬT A", "MẬT"),
        ("Loại: MẬT", "MẬT"),
        ("Độ mật: A", "TUYỆT MẬT"),
        ("Mức độ: MẬT ☐ TỐI MẬT ☐", None),
        ("M.Ậ.T", "MẬT"),
        ("Bản số: 01 - MẬT", "MẬT"),
        ("MẬT - DỰ THẢO LẦN 2", "MẬT"),
        ("MẬT CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "MẬT"),
        ("Độ mật: Thường", None),
        ("KHẨN", None),
        ("Mật", None),
        ("Mật - Khẩn", "MẬT"),  # nothing but stamps
        ("Tối mật, bản số 02", "TỐI MẬT"),
        ("mật, khẩn", None),
        ("Mật ong khẩn trương", None),
        ("Tối mật", None),
        ("MẶT", None),
        ("MẤT", None),
        ("MẬT ĐỘ", None),
        ("ĐỘ MẬT", None),
        ("MẬT ONG", None),
        ("BÍ MẬT NHÀ NƯỚC", None),
        ("VĂN BẢN MẬT", None),
        ("Thời hạn bảo vệ bí mật nhà nước: 10 năm", None),
        ("MẬT " * 60, None),
    ],
)
def test_what_a_line_says(line: str, mark: str | None) -> None:
    assert mark_in(unicodedata.normalize("NFC", line)) == mark
    assert secrecy_mark(f"{line}\nUBND XÃ A\nSố: 1/KH-UBND") == mark


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        (PAPER + "PHỤ LỤC I\nTỐI MẬT\nDanh sách\n", "TỐI MẬT"),
        (PAPER + "Biểu số 02\n(Kèm theo Kế hoạch)\nMẬT\n", "MẬT"),
        (PAPER + "MẬT\nUBND XÃ B\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n", "MẬT"),
        (PAPER + "UBND XÃ B\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 2/BC\tMẬT\n", "MẬT"),
        ("UBND XÃ A          MẬT\nSố: 1/BC-UBND\n", "MẬT"),
        (PAPER + "MẬT\n", None),
        (PAPER + "MẬT\nPHỤ LỤC\nDanh sách\n", "MẬT"),
        (PAPER + "PHỤ LỤC\n1\tHồ sơ\tMẬT\t2\n", None),
        ("TÀI LIỆU MẬT\n" + PAPER, "MẬT"),
        (PAPER + "BÁO CÁO\nCông tác quản lý\nTÀI LIỆU MẬT\n", None),
        ("UBND XÃ A\nSố: 12/UBND-NC\nTÀI LIỆU TỐI MẬT\n", "TỐI MẬT"),
        ("Độ mật\tTối mật\n" + PAPER, "TỐI MẬT"),
        ("MẬT\tTỐI MẬT\tTUYỆT MẬT\n1\t2\t3\n", None),
        ("MẬT\nUBND XÃ A\n" + PAPER + "PHỤ LỤC\nTỐI MẬT\n", "TỐI MẬT"),
        (PAPER + "Phụ lục này ghi rõ tài liệu thuộc diện nào.\nMẬT\n", None),
        ("DANH MỤC\nTT\tTên tài liệu\tĐộ mật\tGhi chú\n1\tBáo cáo\tMẬT\tx\n", None),
    ],
)
def test_where_a_mark_stands_in_the_text(text: str, mark: str | None) -> None:
    assert secrecy_mark(text) == mark


def test_a_mark_on_top_of_a_later_page() -> None:
    text = PAPER + "TỐI MẬT\nTiếp theo\n"
    pages = (PageSpan(1, 0, len(PAPER)), PageSpan(2, len(PAPER), len(text)))
    assert secrecy_mark(Document(text, SOURCE, pages=pages)) == "TỐI MẬT"
    assert secrecy_mark(Document(text, SOURCE, pages=pages[:1])) is None


@pytest.mark.parametrize(
    ("carrier", "text", "mark"),
    [
        ("running", "UBND xã A\nMẬT", "MẬT"),
        ("box", "TUYỆT MẬT\nBản số: 02", "TUYỆT MẬT"),
        ("slanted", "TỐI MẬT", "TỐI MẬT"),
        ("annotation", "Đóng dấu\nMẬT", "MẬT"),
        ("property", "Độ mật: Mật", "MẬT"),
        ("property", "classification: tối mật", "TỐI MẬT"),
        ("property", "title: Quy chế bảo vệ bí mật nhà nước", None),
        ("running", "Kế hoạch bảo vệ bí mật", None),
        ("running", "Tài liệu mật", "MẬT"),
        ("running", "Quản lý tài liệu mật", None),
        ("annotation", "Đã xem\nMật", "MẬT"),
    ],
)
def test_carriers_beside_the_text(carrier: str, text: str, mark: str | None) -> None:
    assert secrecy_mark(Document("Số: 1/KH-UBND", SOURCE, asides=(Aside(carrier, text),))) == mark


def test_the_first_rows_of_a_sheet() -> None:
    assert mark_in_rows([["MẬT", "", ""], ["UBND XÃ A"], ["STT", "Nội dung"]]) == "MẬT"
    assert mark_in_rows([["STT", "MẬT", "TỐI MẬT", "TUYỆT MẬT"], ["1", "0", "0", "0"]]) is None
    assert mark_in_rows([["x"]] * 60 + [["MẬT"]]) is None


def test_a_scan_that_lost_a_tone() -> None:
    assert secrecy_mark(Document("MẶT\nUBND XÃ A\n", Source("a.pdf", "pdf", "", ocr=True))) == "MẬT"
    assert secrecy_mark(Document("MẶT\nUBND XÃ A\n", Source("a.pdf", "pdf", ""))) is None
