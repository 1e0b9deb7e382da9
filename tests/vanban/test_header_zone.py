"""The head of a paper among what stands before, beside and behind it; an issuer is a whole name or none."""

from __future__ import annotations

import pytest

from vanban import header

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
BODY = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;\nI. MỤC ĐÍCH\n1. Triển khai thực hiện.\n"
LETTER = (
    "BỘ GIÁO DỤC VÀ ĐÀO TẠO\nSố: 18/BGDĐT-GDPT\nV/v khảo sát phòng học\n"
    + NATION
    + "Hà Nội, ngày 05 tháng 01 năm 2026\n"
    "Kính gửi: Ủy ban nhân dân các tỉnh\nĐể có cơ sở xây dựng chương trình, Bộ đề nghị báo cáo.\n"
    "Nơi nhận:\n- Như trên;\n"
)


@pytest.mark.parametrize(
    ("lines", "parent", "issuer"),
    [
        ("ỦY BAN THƯỜNG VỤ\nQUỐC HỘI\nSố: 12/NQ-UBTVQH16", None, "Ủy ban Thường vụ Quốc hội"),
        ("UBND TỈNH LÂM ĐỒNG\nSỞ NỘI VỤ\nSố: 12/KH-SNV", "UBND tỉnh Lâm Đồng", "Sở Nội vụ"),
        ("UỶ BAN NHÂN DÂN TỈNH LAI\nCHÂU\nSố: 12/KH-UBND", None, "Ủy ban nhân dân tỉnh Lai Châu"),
        ("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ\nCẦN THƠ\nSố: 12/KH-UBND", None, "Ủy ban nhân dân thành phố Cần Thơ"),
        ("ỦY BAN NHÂN DÂN\nXÃ TÂN HÒA\n2\nSố: 12/KH-UBND", None, "Ủy ban nhân dân xã Tân Hòa"),
        ("UBND TỈNH A\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ TƯ PHÁP\tĐộc lập - Tự do - Hạnh phúc\nSố: 1/KH-STP",
         "UBND tỉnh A", "Sở Tư pháp"),
        ("ĐẢNG ỦY\nCÔNG AN TỈNH HÀ TĨNH\nSố: 12-KH/ĐU", None, "Đảng ủy Công an tỉnh Hà Tĩnh"),
        ("BAN QUẢN LÝ\nDỰ ÁN ĐẦU TƯ XÂY DỰNG SỐ 2\nSố: 12/KH-BQL", None, "Ban Quản lý dự án đầu tư xây dựng số 2"),
        ("BỘ TRƯỞNG BỘ TƯ PHÁP\nSố: 12/KH-BTP", None, "Bộ trưởng Bộ Tư pháp"),
        ("TÀI LIỆU LƯU HÀNH\nSố: 12/KH-XYZ", None, None),
    ],
)  # fmt: skip
def test_an_issuer_is_a_whole_name_or_none(lines: str, parent: str | None, issuer: str | None) -> None:
    found = header(f"{lines}\nHà Thử, ngày 05 tháng 01 năm 2026\n\nKẾ HOẠCH\nTriển khai công tác năm 2026\n\n{BODY}")
    assert (found.parent, found.issuer) == (parent, issuer)
    assert (found.kind, found.title) == ("Kế hoạch", "Triển khai công tác năm 2026")


@pytest.mark.parametrize(
    ("text", "kind", "issuer", "title"),
    [
        (
            "PHÒNG VĂN HÓA - XÃ HỘI\nBÁO CÁO CÔNG TÁC TUẦN 02 THÁNG 6 NĂM 2026\nI. TÌNH HÌNH HOẠT ĐỘNG\n1. Đã họp.\n",
            "Báo cáo",
            "Phòng Văn hóa - Xã hội",
            "CÔNG TÁC TUẦN 02 THÁNG 6 NĂM 2026",
        ),
        (
            "CÔNG TY TNHH PHẦN MỀM A\n\nTÀI LIỆU HƯỚNG DẪN SỬ DỤNG\nPHẦN MỀM QUẢN LÝ\n\nMỤC LỤC\nI. GIỚI THIỆU\t1\n",
            None,
            "Công ty TNHH phần mềm A",
            None,
        ),
        ("VĂN PHÒNG UBND TỈNH A\nPHÒNG NCKSTTHC\n\nPHIẾU TRÌNH GIẢI QUYẾT\n\n1. Nội dung: Tờ trình.\n",
         None, "Phòng NCKSTTHC", None),
        ("SỞ TƯ PHÁP\nTÀI LIỆU HỌP GIAO BAN\nTháng 6\n", None, "Sở Tư pháp", None),
    ],
)  # fmt: skip
def test_a_paper_without_a_number(text: str, kind: str | None, issuer: str | None, title: str | None) -> None:
    found = header(text)
    assert (found.kind, found.issuer, found.title) == (kind, issuer, title)


@pytest.mark.parametrize(
    "annex",
    [
        "Phụ lục 2\nĐỀ CƯƠNG\nBÁO CÁO\nThực trạng phòng học\n",
        "PHỤ LỤC\nKẾ HOẠCH\nKhảo sát năm 2026\n",
        "Mẫu số 01\nTÊN CƠ QUAN\nBÁO CÁO\nKết quả khảo sát\n",
    ],
)
def test_an_annex_gives_neither_kind_nor_title(annex: str) -> None:
    found = header(LETTER + annex)
    assert (found.kind, found.title) == ("Công văn", "V/v khảo sát phòng học")
    assert found.issuer == "Bộ Giáo dục và Đào tạo"


def test_furniture_of_a_page_before_the_paper_gives_nothing() -> None:
    furniture = "Trang chủ\nVĂN BẢN CHỈ ĐẠO\nChưa có hiệu lực\nNgày có hiệu lực:01/07/2026\nLUẬT\nTải về 100%\n"
    paper = "QUỐC HỘI\n" + NATION + "Luật số: 12/2026/QH16\nHà Nội, ngày 15 tháng 5 năm 2026\nLUẬT\nLƯU TRỮ MẪU\n"
    found = header(furniture + paper + "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;\nĐiều 1. Phạm vi\n")
    assert (found.kind, found.number, found.issuer) == ("Luật", "12/2026/QH16", "Quốc hội")
    assert found.title == "LƯU TRỮ MẪU"


def test_a_form_far_below_is_not_the_head() -> None:
    form = "Mẫu số 01\nUBND XÃ B\nSố: 99/GM-UBND\n" + NATION + "GIẤY MỜI\nHọp thôn\n"
    paper = "NGHỊ ĐỊNH\nQuy định về thử nghiệm\nCăn cứ Luật Tổ chức Chính phủ;\nĐiều 1. Phạm vi\n"
    found = header(paper + form)
    assert (found.kind, found.number, found.title) == ("Nghị định", None, "Quy định về thử nghiệm")


def test_the_head_of_the_official_gazette() -> None:
    found = header(
        "NGHỊ ĐỊNH\nCỦA CHÍNH PHỦ SỐ 95/2007/NĐ-CP NGÀY 09 THÁNG 3 NĂM 2007\nVỀ VIỆC THỬ\n\nCHÍNH PHỦ\n" + BODY
    )
    assert (found.number, str(found.date), found.issuer) == ("95/2007/NĐ-CP", "2007-03-09", "Chính phủ")
    assert found.title == "VỀ VIỆC THỬ"


def test_stamps_of_signing_and_of_arrival_are_no_part_of_the_head() -> None:
    text = (
        "Ký bởi: Văn phòng Ủy ban nhân dân tỉnh A\nỦY BAN NHÂN DÂN\nXÃ TÂN HÒA\nSố: 12/KH-UBND\nUBND HUYỆN CAM LỘ\n"
        "CÔNG VĂN ĐẾN\nSố: 4567\nNgày: 15/01/2026\nEmail: vanphong@a.gov.vn\nCơ quan: Tỉnh A\n"
        f"Ngày ký: 13-08-2025 16:22:10 +07:00\n{NATION}Tân Hòa, ngày 05 tháng 01 năm 2026\nKẾ HOẠCH\n"
        f"Triển khai công tác tư pháp năm 2026\nChuyển: Đ/c Chủ tịch\n{BODY}"
    )
    found = header(text)
    assert (found.number, str(found.date)) == ("12/KH-UBND", "2026-01-05")
    assert found.issuer == "Ủy ban nhân dân xã Tân Hòa"
    assert found.title == "Triển khai công tác tư pháp năm 2026"


@pytest.mark.parametrize(
    "cut", ["ngày 19 tháng 11 năm\n2025", "ngày 19\ntháng 11 năm 2025", "ngày 19 tháng 11\nnăm 2025"]
)
def test_a_day_that_a_narrow_column_broke(cut: str) -> None:
    found = header(f"UBND TỈNH A\nSố: 7/KH-UBND\n{NATION}Lai Châu, {cut}\nKẾ HOẠCH\nTriển khai\n{BODY}")
    assert str(found.date) == "2025-11-19"


def test_the_kind_of_a_scan_that_lost_a_tone_and_a_kind_that_is_not_guessed() -> None:
    head = "BỘ TƯ PHÁP\n" + NATION + "Hà Nội, ngày 05 tháng 01 năm 2026\n"
    assert header(head + "QUYÉT ĐỊNH\nVề việc thành lập tổ công tác\nĐiều 1. Thành lập.\n").kind == "Quyết định"
    assert header(head + "V/v thành lập tổ công tác\nBộ thông báo để biết.\n").kind is None


def test_a_title_ends_where_the_paper_is_numbered_or_its_issuer_speaks() -> None:
    head = "CHÍNH PHỦ\nSố: 13/NQ-CP\n" + NATION + "Hà Nội, ngày 16 tháng 01 năm 2026\nNGHỊ QUYẾT\n"
    assert header(head + "VỀ VIỆC CÔNG BỐ NGHỊ ĐỊNH TIẾP TỤC CÓ HIỆU LỰC CHÍNH PHỦ\n" + BODY).title == (
        "VỀ VIỆC CÔNG BỐ NGHỊ ĐỊNH TIẾP TỤC CÓ HIỆU LỰC"
    )
    assert header(head + "Triển khai công tác năm 2026\n1. Tổ chức hội nghị trước ngày 30/6/2026.\n").title == (
        "Triển khai công tác năm 2026"
    )
