"""Names of agencies: where a comma and «và» part two names and where not."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.agencies import split_agencies


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
            ("Văn phòng HĐND và UBND xã", "Các Tổ hoà giải ở cơ sở trên địa bàn xã"),
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
