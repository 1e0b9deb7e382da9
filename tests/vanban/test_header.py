"""Heads and feet of papers, field by field."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from vanban import header, open_document
from vanban.issuer import agency_case, read_agencies
from vanban.secrecy import secrecy_mark

PLAN = """ỦY BAN NHÂN DÂN
TỈNH HÀ TĨNH
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 444/KH-UBND
Hà Tĩnh, ngày 13 tháng 8 năm 2025

KẾ HOẠCH
Triển khai thực hiện Nghị quyết số 66-NQ/TW
của Bộ Chính trị

Thực hiện Nghị quyết số 66-NQ/TW ngày 30/4/2025 của Bộ Chính trị, UBND tỉnh ban hành Kế hoạch như sau:

I. MỤC ĐÍCH

Nơi nhận:
- Thường trực Tỉnh ủy;
- Các sở, ban, ngành;
- Lưu: VT, NC1 (05b).

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Trần Báu Hà
"""


def test_a_plan_with_the_whole_form() -> None:
    found = header(PLAN)
    assert (found.kind, found.kind_code, found.number, found.symbol) == ("Kế hoạch", "KH", "444/KH-UBND", "KH-UBND")
    assert found.date == dt.date(2025, 8, 13)
    assert (found.date_text, found.place) == ("ngày 13 tháng 8 năm 2025", "Hà Tĩnh")
    assert (found.issuer, found.parent) == ("Ủy ban nhân dân tỉnh Hà Tĩnh", None)
    assert found.title == "Triển khai thực hiện Nghị quyết số 66-NQ/TW của Bộ Chính trị"
    assert found.recipients == ("Thường trực Tỉnh ủy", "Các sở, ban, ngành", "Lưu: VT, NC1 (05b)")
    assert found.archive == ("VT", "NC1")
    assert found.signer == "Trần Báu Hà"
    assert found.signer_capacity == "TM. ỦY BAN NHÂN DÂN - KT. CHỦ TỊCH - PHÓ CHỦ TỊCH"
    assert found.missing == ()


def test_the_two_columns_on_one_line() -> None:
    text = (
        "UBND TỈNH LÂM ĐỒNG\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "SỞ NỘI VỤ\tĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 1128/SNV-CCHC\tLâm Đồng, ngày 05 tháng 10 năm 2025\n"
        "V/v hướng dẫn chấm điểm\n\nKính gửi: Các sở, ban, ngành.\n"
    )
    found = header(text)
    assert (found.kind, found.number, found.issuer, found.parent) == (
        "Công văn",
        "1128/SNV-CCHC",
        "Sở Nội vụ",
        "UBND tỉnh Lâm Đồng",
    )
    assert found.title == "V/v hướng dẫn chấm điểm"
    assert found.addressee == ("Các sở, ban, ngành",)
    assert found.date == dt.date(2025, 10, 5)


@pytest.mark.parametrize(
    ("line", "number", "symbol"),
    [
        ("Số: 94/KH-UBND", "94/KH-UBND", "KH-UBND"),
        ("Số: /BC-UBND", None, "BC-UBND"),
        ("Số:             /QĐ-UBND", None, "QĐ-UBND"),
        ("Số: ……/2026/QĐ-UBND", None, "QĐ-UBND"),
        ("Số: 694 /STP-XDPL", "694/STP-XDPL", "STP-XDPL"),
        ("Số 07-CTr/ĐU", "07-CTr/ĐU", "CTr/ĐU"),
        ("Số: 79/2025/NÐ-CP", "79/2025/NĐ-CP", "NĐ-CP"),
        ("Luật số: 64/2025/QH15", "64/2025/QH15", "QH15"),
        ("Số lượng hồ sơ: 12", None, None),
    ],
)
def test_number_lines(line: str, number: str | None, symbol: str | None) -> None:
    found = header(f"{line}\nHà Nội, ngày 01 tháng 02 năm 2026\n")
    assert (found.number, found.symbol) == (number, symbol)


@pytest.mark.parametrize(
    ("line", "place", "date", "printed"),
    [
        ("Hà Nội, ngày 05 tháng 3 năm 2020", "Hà Nội", dt.date(2020, 3, 5), "ngày 05 tháng 3 năm 2020"),
        ("Lạc Phượng, ngày tháng năm 2026", "Lạc Phượng", None, "ngày tháng năm 2026"),
        ("Lâm Đồng, ngày ….. tháng 11 năm 2025", "Lâm Đồng", None, "ngày tháng 11 năm 2025"),
        ("Hà Nội, ngày 31 tháng 02 năm 2025", "Hà Nội", None, "ngày 31 tháng 02 năm 2025"),
        ("Trong ngày 05 tháng 3 năm 2020 đã họp", None, None, None),
    ],
)
def test_date_lines(line: str, place: str | None, date: dt.date | None, printed: str | None) -> None:
    found = header(f"Số: 1/BC-UBND\n{line}\nBÁO CÁO\n")
    assert (found.place, found.date, found.date_text) == (place, date, printed)


@pytest.mark.parametrize(
    ("lines", "parent", "issuer"),
    [
        (["UBND TỈNH LÂM ĐỒNG", "SỞ NỘI VỤ"], "UBND tỉnh Lâm Đồng", "Sở Nội vụ"),
        (["ỦY BAN NHÂN DÂN", "XÃ LẠC PHƯỢNG"], None, "Ủy ban nhân dân xã Lạc Phượng"),
        (["ỦY BAN NHÂN DÂN TỈNH BẮC NINH"], None, "Ủy ban nhân dân tỉnh Bắc Ninh"),
        (["BỘ NÔNG NGHIỆP", "VÀ MÔI TRƯỜNG"], None, "Bộ Nông nghiệp và Môi trường"),
        (["HỘI ĐỒNG NHÂN DÂN", "PHƯỜNG TRẦN PHÚ"], None, "Hội đồng nhân dân phường Trần Phú"),
        (["CHÍNH PHỦ"], None, "Chính phủ"),
        (["ĐẢNG BỘ TỈNH HÀ TĨNH", "BAN THƯỜNG VỤ"], "Đảng bộ tỉnh Hà Tĩnh", "Ban Thường vụ"),
        ([], None, None),
    ],
)
def test_agencies_in_the_head(lines: list[str], parent: str | None, issuer: str | None) -> None:
    assert read_agencies(lines) == (parent, issuer)


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("SỞ KHOA HỌC VÀ CÔNG NGHỆ", "Sở Khoa học và Công nghệ"),
        ("UBND THÀNH PHỐ HẢI PHÒNG", "UBND thành phố Hải Phòng"),
        ("BỘ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "Bộ Văn hóa, Thể thao và Du lịch"),
        ("Sở Tư pháp", "Sở Tư pháp"),
    ],
)
def test_names_in_capitals(printed: str, written: str) -> None:
    assert agency_case(printed) == written


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("MẬT\nUBND TỈNH A\nSố: 1/BC-UBND", "MẬT"),
        ("UBND TỈNH A\tCỘNG HÒA\nSố: 1/BC-UBND\tTỐI MẬT\n", "TỐI MẬT"),
        ("**TUYỆT MẬT**\n", "TUYỆT MẬT"),
        ("ĐỘ MẬT: Tối mật\nSố: 1/BC", "TỐI MẬT"),
        ("Độ mật: Mật\n", "MẬT"),
        ("[MẬT]\n", "MẬT"),
        ("Bí mật nhà nước\nMật độ dân số", None),
        ("Mật\n", None),
        ("KẾ HOẠCH BẢO VỆ BÍ MẬT NHÀ NƯỚC", None),
        ("Các văn bản MẬT phải được bảo quản", None),
        ("\n".join(["dòng"] * 60) + "\nMẬT", None),
    ],
)
def test_secrecy_marks(text: str, mark: str | None) -> None:
    assert secrecy_mark(text) == mark
    assert header(text).secrecy == mark


@pytest.mark.parametrize(("line", "urgency"), [("HOẢ TỐC", "HỎA TỐC"), ("KHẨN", "KHẨN"), ("Khẩn trương", None)])
def test_urgency(line: str, urgency: str | None) -> None:
    assert header(f"{line}\nSố: 1/CĐ-UBND\n").urgency == urgency


def test_nothing_is_invented_for_an_empty_paper() -> None:
    found = header("một đoạn văn không có thể thức")
    assert found.to_dict() == {
        **dict.fromkeys(
            ["kind", "kind_code", "number", "symbol", "date", "date_text", "place", "issuer", "parent", "title"]
        ),
        **dict.fromkeys(["signer", "signer_capacity", "secrecy", "urgency"]),
        **{name: [] for name in ("addressee", "recipients", "archive")},
        "missing": [
            "số",
            "địa danh",
            "ngày, tháng",
            "tên cơ quan ở đầu trang",
            "quốc hiệu, tiêu ngữ",
            "trích yếu",
            "nơi nhận",
            "người ký",
        ],
    }


@pytest.mark.parametrize(
    ("seed", "issuer", "signer"),
    [
        ("000", "Ủy ban nhân dân xã Lạc Phượng", "Nguyễn Phú Trung"),
        ("001", "Ủy ban nhân dân xã Lai Khê", "Phạm Văn Liêm"),
        ("002", "Ủy ban nhân dân xã Thiệu Trung", "Trần Ngọc Tùng"),
        ("003", "Sở Tư pháp tỉnh Hà Tĩnh", "Đinh Văn Hồng"),
        ("004", "Ủy ban nhân dân xã Lạc Phượng", "Nguyễn Phú Trung"),
    ],
)
def test_seeds_whose_head_is_lost(seeds: Path, seed: str, issuer: str, signer: str) -> None:
    found = header(open_document(next(seeds.glob(f"{seed}*"))))
    assert (found.issuer, found.signer) == (issuer, signer)
    assert "tên cơ quan ở đầu trang" in found.missing


def test_labelled_heads(shared: Path) -> None:
    labels = json.loads((shared / "gold_dev" / "headers_dev.json").read_text(encoding="utf-8"))["headers"]
    for gold in labels:
        got = header(open_document(shared / "seeds" / gold["file"])).to_dict()
        for field in (
            "kind",
            "number",
            "symbol",
            "issuer",
            "place",
            "date",
            "title",
            "addressee",
            "archive",
            "missing",
        ):
            assert got[field] == gold[field], (gold["file"], field)
