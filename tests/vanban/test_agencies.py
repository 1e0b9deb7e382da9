"""Names of agencies: where a comma and «và» part two names and where not."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban import cite
from vanban.agencies import known_heads, short_names, split_agencies
from vanban.header.issuer import is_agency_line
from vanban.text import fold


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (None, ()),
        ("", ()),
        (" . ", ()),
        ("Sở Tư pháp", ("Sở Tư pháp",)),
        ("các sở, ban, ngành cấp tỉnh", ("Các sở, ban, ngành cấp tỉnh",)),
        ("Các Sở, Ban, Ngành cấp tỉnh", ("Các sở, ban, ngành cấp tỉnh",)),
        ("Sở Khoa học và Công nghệ, Sở Tài chính", ("Sở Khoa học và Công nghệ", "Sở Tài chính")),
        ("Sở Văn hóa, Thể thao và Du lịch", ("Sở Văn hóa, Thể thao và Du lịch",)),
        ("Phòng Kinh tế, Hạ tầng và Đô thị", ("Phòng Kinh tế, Hạ tầng và Đô thị",)),
        ("Văn phòng HĐND và UBND xã.", ("Văn phòng HĐND và UBND xã",)),
        ("Văn phòng HĐND và UBND , Phòng Kinh tế xã.", ("Văn phòng HĐND và UBND", "Phòng Kinh tế xã")),
        ("Văn phòng Đoàn ĐBQH và HĐND tỉnh", ("Văn phòng Đoàn ĐBQH và HĐND tỉnh",)),
        ("Bộ Công an và Bộ Quốc phòng", ("Bộ Công an", "Bộ Quốc phòng")),
        ("Vụ Pháp chế và các đơn vị", ("Vụ Pháp chế", "Các đơn vị")),
        ("Vụ KHTC, Vụ TCCB, thanh tra Bộ", ("Vụ KHTC", "Vụ TCCB", "Thanh tra Bộ")),
        ("Các sở, ban, ngành và địa phương", ("Các sở, ban, ngành và địa phương",)),
        ("UBND các xã, phường và các đơn vị liên quan", ("UBND các xã, phường", "Các đơn vị liên quan")),
        ("Ban Quản lý Khu kinh tế và các khu công nghiệp", ("Ban Quản lý Khu kinh tế và các khu công nghiệp",)),
        (
            "Các phòng, ban, cơ quan chuyên môn thuộc UBND xã và các cơ quan, tổ chức có liên quan",
            ("Các phòng, ban, cơ quan chuyên môn thuộc UBND xã", "Các cơ quan, tổ chức có liên quan"),
        ),
        (
            "Các Sở, ban, ngành cấp tỉnh; UBND cấp xã thực hiện; Sở Tư pháp đầu mối tổng hợp",
            ("Các sở, ban, ngành cấp tỉnh", "UBND cấp xã", "Sở Tư pháp"),
        ),
        ("Sở Tư pháp (chủ trì), Sở Nội vụ (phối hợp)", ("Sở Tư pháp", "Sở Nội vụ")),
        ("Sở Công Thương/Sở Xây dựng", ("Sở Công Thương", "Sở Xây dựng")),
        ("Đ/c Nguyễn Văn A, Đ/c Trần Thị B", ("Đ/c Nguyễn Văn A", "Đ/c Trần Thị B")),
        ("Công chức Tư pháp, Công chức Văn phòng", ("Công chức Tư pháp", "Công chức Văn phòng")),
        ("Báo và Đài Phát thanh - Truyền hình tỉnh", ("Báo và Đài Phát thanh - Truyền hình tỉnh",)),
        ("Phòng HCTP và BTTP", ("Phòng HCTP và BTTP",)),
        ("Trung tâm Dịch vụ tổng hợp", ("Trung tâm Dịch vụ tổng hợp",)),
        ("Hội đồng nhân dân/Ủy ban nhân dân xã", ("Hội đồng nhân dân/Ủy ban nhân dân xã",)),
        (
            "Văn phòng HĐND và UBND xã, các Tổ hoà giải ở cơ sở trên địa bàn xã",
            ("Văn phòng HĐND và UBND xã", "Các Tổ hòa giải ở cơ sở trên địa bàn xã"),
        ),
        (
            "Các thôn, Trường học, Doanh nghiệp trên địa bàn xã và các cơ quan, tổ chức có liên quan",
            ("Các thôn", "Trường học", "Doanh nghiệp trên địa bàn xã", "Các cơ quan, tổ chức có liên quan"),
        ),
    ],
)
def test_split(text: str | None, names: tuple[str, ...]) -> None:
    assert split_agencies(text) == names


@given(st.text(max_size=120))
def test_names_are_never_empty_and_never_new(text: str) -> None:
    for name in split_agencies(text):
        assert name.strip() == name != ""


def test_labelled_cells(shared) -> None:
    gold = json.loads((shared / "gold_dev" / "tasks_003.json").read_text(encoding="utf-8"))
    cells = [(row[f"{field}_text"], row[field]) for row in gold["tasks"] for field in ("lead", "coordinating")]
    assert [(text, names) for text, names in cells if list(split_agencies(text)) != names] == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sở Tư pháp, Kiểm toán nhà nước khu vực II", ("Sở Tư pháp", "Kiểm toán nhà nước khu vực II")),
        ("Hội Nông dân và Liên minh Hợp tác xã tỉnh", ("Hội Nông dân", "Liên minh Hợp tác xã tỉnh")),
        ("Công an xã, Đảng bộ xã Hồng Hà", ("Công an xã", "Đảng bộ xã Hồng Hà")),
        ("Uỷ ban nhân dân xã, Toà án nhân dân khu vực 1", ("Ủy ban nhân dân xã", "Tòa án nhân dân khu vực 1")),
        ("Phòng, chống tham nhũng", ("Phòng, chống tham nhũng",)),
        ("Sở Tài chính, báo cáo kết quả", ("Sở Tài chính, báo cáo kết quả",)),
    ],
)
def test_what_one_reader_knew_of_agencies_all_know(text: str, names: tuple[str, ...]) -> None:
    assert split_agencies(text) == names


@pytest.mark.parametrize(
    "line", ["BẢO TÀNG TỈNH HÀ TĨNH", "VỤ PHÁP CHẾ", "THI HÀNH ÁN DÂN SỰ", "BHXH TỈNH", "UỶ BAN NHÂN DÂN"]
)
def test_lines_of_a_head_that_name_an_agency(line: str) -> None:
    assert is_agency_line(line)


@pytest.mark.parametrize(
    "line", ["BÁO CÁO", "VỤ VIỆC CỤ THỂ", "SỞ HỮU TRÍ TUỆ", "BAN HÀNH QUY CHẾ", "BỘ LUẬT DÂN SỰ", "KẾ HOẠCH"]
)
def test_lines_that_only_begin_like_an_agency(line: str) -> None:
    assert not is_agency_line(line)


def test_every_reader_knows_the_nouns_that_nothing_holds_back() -> None:
    known = [{word for word, _ in known_heads(reader)} for reader in ("list", "line", "body")]
    assert len(set.intersection(*known)) > 50
    assert "khoa" not in known[0] and "khoa" in known[1]
    assert short_names(fold("Ủy ban nhân dân xã A")) == short_names(fold("UBND xã A"))


def test_a_body_printed_in_capitals_is_a_body() -> None:
    cited = cite("Căn cứ Quyết định số 12/QĐ-UBND ngày 05/3/2026 của Chi Cục Kiểm lâm về việc phê duyệt kế hoạch")
    assert [one.issuer for one in cited] == ["Chi Cục Kiểm lâm"]
