"""Heads and feet of papers, field by field."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from vanban import header, open_document
from vanban.header.issuer import agency_case, read_agencies
from vanban.header.secrecy import secrecy_mark

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
        ("Số: 4Ÿ /LĐLSVN-BTV", None, "LĐLSVN-BTV"),
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
        ("Đắk Lắk, ngày 02/4/2026", "Đắk Lắk", dt.date(2026, 4, 2), "ngày 02/4/2026"),
        (
            "Phường 1 - Bảo Lộc, ngày 5 tháng 3 năm 2026",
            "Phường 1 - Bảo Lộc",
            dt.date(2026, 3, 5),
            "ngày 5 tháng 3 năm 2026",
        ),
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
        (["THUẾ TỈNH LÂM ĐỒNG", "THUẾ CƠ SỞ 3"], "Thuế tỉnh Lâm Đồng", "Thuế cơ sở 3"),
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
        ("SỞ Y TẾ HÀ NỘI", "Sở Y tế Hà Nội"),
        ("TRUNG TÂM Y TẾ QUẬN BA ĐÌNH", "Trung tâm Y tế quận Ba Đình"),
        ("PHÒNG TỔ CHỨC CÁN BỘ", "Phòng Tổ chức cán bộ"),
        ("CHI CỤC THUẾ KHU VỰC X", "Chi cục Thuế khu vực X"),
        ("TRƯỜNG THCS NGUYỄN VĂN CỪ", "Trường THCS Nguyễn Văn Cừ"),
        ("TRƯỜNG TIỂU HỌC KIM ĐỒNG", "Trường Tiểu học Kim Đồng"),
        ("UBND TP. THỦ DẦU MỘT", "UBND TP. Thủ Dầu Một"),
        ("TỔ CÔNG TÁC TRIỂN KHAI ĐỀ ÁN 06", "Tổ Công tác triển khai Đề án 06"),
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


@pytest.mark.parametrize(
    ("kind", "printed", "title"),
    [
        ("NGHỊ ĐỊNH¹", "Quy định việc thử²", "Quy định việc thử"),
        ("NGHỊ ĐỊNH[1]", "Quy định việc thử [2]", "Quy định việc thử"),
        ("NGHỊ ĐỊNH", "Quy định diện tích dưới 500 m²", "Quy định diện tích dưới 500 m²"),
    ],
)
def test_marks_of_notes_are_no_part_of_kind_and_title(kind: str, printed: str, title: str) -> None:
    found = header(f"CHÍNH PHỦ\nSố: 5/2026/NĐ-CP\nHà Nội, ngày 05 tháng 01 năm 2026\n{kind}\n{printed}\n\nCăn cứ Luật;")
    assert (found.kind, found.title) == ("Nghị định", title)


@pytest.mark.parametrize("basis", ["Căn cứ Luật Giá;", "CĂN CỨ Luật Giá;", "Căn  cứ Luật Giá ngày 19/6/2023;"])
def test_a_draft_without_a_subject_takes_none_from_its_bases(basis: str) -> None:
    found = header(
        f"UBND TỈNH THỬ\nSố: /QĐ-UBND\nThử, ngày 05 tháng 01 năm 2026\nQUYẾT ĐỊNH\n{basis}\nĐiều 1. Việc thử."
    )
    assert (found.kind, found.title) == ("Quyết định", None)


@pytest.mark.parametrize(
    "kind", ["KẾ HOẠCH\nKiểm tra năm 2026", "K Ế  H O Ạ C H\nKiểm tra năm 2026", "KẾ HOẠCH Kiểm tra năm 2026"]
)
def test_a_kind_set_wide_or_with_its_subject_behind_it(kind: str) -> None:
    found = header(f"UBND TỈNH THỬ\nSỞ TƯ PHÁP\nSố: 15/KH-STP\n\n{kind}\n\nThực hiện chương trình công tác năm.")
    assert (found.kind, found.title) == ("Kế hoạch", "Kiểm tra năm 2026")


@pytest.mark.parametrize(
    ("line", "urgency"),
    [
        ("HOẢ TỐC", "HỎA TỐC"),
        ("KHẨN", "KHẨN"),
        ("Khẩn trương", None),
        ("KHẨN TRƯƠNG", None),
        ("[THƯỢNG KHẨN]", "THƯỢNG KHẨN"),
        ("H Ỏ A  T Ố C", "HỎA TỐC"),
        ("HỎA TỐC - HẸN GIỜ", "HỎA TỐC HẸN GIỜ"),
        ("HỎA TỐC (đến trước 17h00 ngày 20/01/2026)", "HỎA TỐC"),
        ("Độ khẩn: Hỏa tốc", "HỎA TỐC"),
        ("HỎA TỐC\nHẹn giờ: 17 giờ 00\nỦY BAN NHÂN DÂN\nXÃ THỬ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "HỎA TỐC"),
    ],
)
def test_urgency(line: str, urgency: str | None) -> None:
    assert header(f"{line}\nSố: 1/CĐ-UBND\n").urgency == urgency


def test_a_day_of_too_many_digits_is_no_day() -> None:
    found = header(f"UBND XÃ A\nSố: 1/KH-UBND\nA, ngày {'9' * 30} tháng 01 năm 2026\n")
    assert (found.date, found.number) == (None, "1/KH-UBND")


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


NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
FOOT = "\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            "NGHỊ ĐỊNH\nSửa đổi một số điều của Nghị định số 125/2021/NĐ-CP\n"
            "ngày 28 tháng 12 năm 2021 của Chính phủ\nCăn cứ Luật Tổ chức Chính phủ;",
            "Sửa đổi một số điều của Nghị định số 125/2021/NĐ-CP ngày 28 tháng 12 năm 2021 của Chính phủ",
        ),
        ("NGHỊ QUYẾT\nVỀ PHÁT TRIỂN GIÁO DỤC\nCHÍNH PHỦ\nCăn cứ Hiến pháp;", "VỀ PHÁT TRIỂN GIÁO DỤC"),
        (
            "NGHỊ ĐỊNH\nVỀ VIỆC THÀNH LẬP CƠ QUAN CỦA\nCHÍNH PHỦ\nCăn cứ Hiến pháp;",
            "VỀ VIỆC THÀNH LẬP CƠ QUAN CỦA CHÍNH PHỦ",
        ),
        ("CÔNG ĐIỆN\nVề việc ứng phó bão số 3\nTHỦ TƯỚNG CHÍNH PHỦ điện:\n- Các bộ;", "Về việc ứng phó bão số 3"),
        ("QUYẾT ĐỊNH\nVỀ VIỆC TUYỂN DỤNG\nCHỦ NHIỆM VĂN PHÒNG CHÍNH PHỦ\nCăn cứ Luật;", "VỀ VIỆC TUYỂN DỤNG"),
        ("HƯỚNG DẪN LIÊN NGÀNH\nVề lập dự toán\nCăn cứ Thông tư số 1/2025/TT-BTC;", "Về lập dự toán"),
    ],
)
def test_the_subject_ends_where_the_paper_begins_to_speak(lines: str, title: str) -> None:
    assert header(f"CHÍNH PHỦ\n{NATION}Hà Nội, ngày 3 tháng 4 năm 2026\n{lines}\n{FOOT}").title == title


def test_the_subject_stands_in_the_line_of_the_kind() -> None:
    text = f"UBND XÃ TÂN HÀ\n{NATION}Số: 3/KH-UBND\nKẾ HOẠCH KIỂM TRA\nCẢI CÁCH HÀNH CHÍNH\nThực hiện Luật:\n{FOOT}"
    assert (header(text).kind, header(text).title) == ("Kế hoạch", "KIỂM TRA CẢI CÁCH HÀNH CHÍNH")


@pytest.mark.parametrize(
    ("foot", "capacity", "signer"),
    [
        ("CHỦ TỊCH QUỐC HỘI Trần Văn Bình", "CHỦ TỊCH QUỐC HỘI", "Trần Văn Bình"),
        ("TM. BAN THƯỜNG VỤ\nBÍ THƯ\n\nK' Brểu", "TM. BAN THƯỜNG VỤ - BÍ THƯ", "K' Brểu"),
        ("GIÁM ĐỐC\n( Đã ký )\nBSCKII. Lê Thị Lan Hương", "GIÁM ĐỐC", "BSCKII. Lê Thị Lan Hương"),
        ("TRƯỞNG CÔNG AN\nĐại tá Đinh Văn Nơi", "TRƯỞNG CÔNG AN", "Đại tá Đinh Văn Nơi"),
        (
            "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nKý bởi: Lê Na\nNgày ký: 06-04-2026\nLê Na",
            "KT. GIÁM ĐỐC - PHÓ GIÁM ĐỐC",
            "Lê Na",
        ),
        ("CHỦ TỊCH Hội đồng quản lý quyết định", None, None),
    ],
)
def test_who_signs(foot: str, capacity: str | None, signer: str | None) -> None:
    found = header(f"SỞ TƯ PHÁP\n{NATION}BÁO CÁO\nCông tác năm 2026\n{FOOT}{foot}\n")
    assert (found.signer_capacity, found.signer) == (capacity, signer)


def test_the_columns_of_the_foot_on_one_line() -> None:
    found = header(
        f"UBND XÃ TÂN HÀ\n{NATION}BÁO CÁO\nCông tác năm 2026\n\n"
        "Nơi nhận:                 TM. ỦY BAN NHÂN DÂN\n- Sở Tư pháp;                   CHỦ TỊCH\n- Lưu: VT.\n\n"
        "                          Lê Văn Bình\n"
    )
    assert found.recipients == ("Sở Tư pháp", "Lưu: VT")
    assert (found.signer_capacity, found.signer) == ("TM. ỦY BAN NHÂN DÂN - CHỦ TỊCH", "Lê Văn Bình")


def test_a_consolidated_text_is_numbered_where_it_is_attested() -> None:
    found = header(
        f"CÔNG BÁO\n{NATION}LUẬT\nCĂN CƯỚC\nLuật Căn cước số 26/2023/QH15, được sửa đổi bởi:\n"
        + "Điều 1. Phạm vi\n" * 2000
        + "VĂN PHÒNG QUỐC HỘI\tXÁC THỰC VĂN BẢN HỢP NHẤT\nSố: 12/VBHN-VPQH\nHà Nội, ngày 05 tháng 3 năm 2025\n"
        "CHỦ NHIỆM\nLê Văn Tùng\n¹ Điều này được sửa đổi."
    )
    assert (found.kind, found.number, found.issuer) == ("Văn bản hợp nhất", "12/VBHN-VPQH", "Văn phòng Quốc hội")
    assert (found.date, found.place, found.title) == (dt.date(2025, 3, 5), "Hà Nội", "CĂN CƯỚC")
    assert (found.signer_capacity, found.signer) == ("CHỦ NHIỆM", "Lê Văn Tùng")


def test_a_law_lacks_no_recipients() -> None:
    text = (
        f"QUỐC HỘI\n{NATION}Luật số: 140/2025/QH15\nLUẬT\nGIÁ\nCăn cứ Hiến pháp;\nĐiều 1. Phạm vi\n"
        "Luật này được Quốc hội khóa XV thông qua ngày 10 tháng 12 năm 2025.\nCHỦ TỊCH QUỐC HỘI\nTrần Văn Bình\n"
    )
    assert header(text).missing == ()
