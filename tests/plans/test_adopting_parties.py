"""Printed names of agencies become units only when the name settles which one."""

from __future__ import annotations

import pytest

from thuongton.plans.taking_in.parties import KnownUnit, Resolved, UnitNames, category_of

UNITS = [
    KnownUnit(1, "province", "Tỉnh Hà Tĩnh", "Hà Tĩnh", "/1/"),
    KnownUnit(2, "department", "Sở Tư pháp", "", "/1/2/"),
    KnownUnit(3, "department", "Sở Khoa học và Công nghệ tỉnh Hà Tĩnh", "Sở KH&CN", "/1/3/"),
    KnownUnit(4, "department", "Văn phòng Ủy ban nhân dân tỉnh", "", "/1/4/"),
    KnownUnit(5, "department", "Công an tỉnh Hà Tĩnh", "", "/1/5/"),
    KnownUnit(6, "commune", "Xã Lạc Phượng", "", "/1/6/"),
    KnownUnit(7, "office", "Văn phòng HĐND và UBND xã", "", "/1/6/7/"),
    KnownUnit(8, "office", "Phòng Văn hóa - Xã hội", "Phòng VHXH", "/1/6/8/"),
    KnownUnit(9, "commune", "Xã Lai Khê", "", "/1/9/"),
    KnownUnit(10, "office", "Văn phòng HĐND và UBND xã", "", "/1/9/10/"),
]
BY_ID = {unit.id: unit for unit in UNITS}


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("Các sở, ban, ngành cấp tỉnh", "departments"),
        ("Các Sở, ban, ngành cấp tỉnh", "departments"),
        ("Các sở, ngành", "departments"),
        ("Các sở, ban, ngành, đoàn thể cấp tỉnh", "departments"),
        ("UBND cấp xã", "communes"),
        ("UBND các xã, phường", "communes"),
        ("Ủy ban nhân dân các xã, phường, đặc khu", "communes"),
        ("Các phòng, ban, cơ quan chuyên môn thuộc UBND xã", "offices"),
        ("Các phòng, ban, cơ quan chuyên môn thuộc UBND xã và các cơ quan, tổ chức có liên quan", "offices"),
        ("Các phòng, ban, cơ quan chuyên môn thuộc UBND", "offices"),
        ("Các cơ quan chuyên môn thuộc UBND xã theo từng lĩnh vực phụ trách", "offices"),
        ("Các cơ quan chuyên môn thuộc UBND tỉnh", "departments"),
        ("Các cơ quan chuyên môn", ""),
        ("Các phòng, ban, cơ quan, đơn vị có liên quan", ""),
        ("Các cơ quan, đơn vị có liên quan", ""),
        ("Các tổ chức đại diện cho doanh nghiệp", ""),
        ("Sở Tư pháp", ""),
        ("Các thôn", ""),
    ],
)
def test_classes_of_units(name: str, category: str) -> None:
    assert category_of(name) == category


@pytest.mark.parametrize(
    ("home", "name", "unit"),
    [
        (1, "Sở Tư pháp", 2),
        (1, "sở tư pháp tỉnh", 2),
        (1, "Sở Tư pháp tỉnh Hà Tĩnh", 2),
        (1, "Sở Tư pháp Hà Tĩnh", 2),
        (1, "Sở Khoa học và Công nghệ", 3),
        (1, "Văn phòng UBND tỉnh", 4),
        (1, "Công an tỉnh", 5),
        (1, "UBND tỉnh", 1),
        (1, "UBND xã Lạc Phượng", 6),
        (6, "UBND xã", 6),
        (6, "Văn phòng HĐND và UBND", 7),
        (6, "Văn phòng HĐND&UBND xã", 7),
        (6, "VP HĐND&UBND", 7),
        (6, "VP. HĐND-UBND xã", 7),
        (9, "VP HĐND&UBND", 10),
        (6, "Phòng VH-XH", 8),
        (6, "Phòng Văn hoá – Xã hội", 8),
        (6, "Tư pháp", None),
        (9, "Phòng VHXH", None),
        (1, "Phòng VHXH", None),
        (9, "Phòng VHXH xã Lạc Phượng", 8),
        (6, "Văn phòng", None),
        (9, "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã", 10),
        (6, "Phòng VHXH", 8),
        (6, "Phòng Văn hóa - Xã hội xã", 8),
        (1, "Văn phòng HĐND và UBND xã", None),
        (1, "Sở Tư", None),
        (1, "Sở Ngoại vụ", None),
        (1, "UBND xã", None),
        (1, "", None),
    ],
)
def test_names_are_settled_or_left_alone(home: int, name: str, unit: int | None) -> None:
    assert UnitNames(UNITS, BY_ID[home]).resolve(name) == Resolved(unit_id=unit)


@pytest.mark.parametrize(
    ("home", "name", "unit"),
    [
        (6, "Tư pháp", 8),
        (6, "TƯ PHÁP.", 8),
        (6, "UBND cấp xã", 7),
        (6, "Tư pháp xã", None),
        (9, "Phòng VHXH", None),
    ],
)
def test_what_a_person_told_comes_first(home: int, name: str, unit: int | None) -> None:
    told = [("Tư pháp", 7), ("tư pháp", 8), ("UBND cấp xã", 7)] if home == 6 else []
    assert UnitNames(UNITS, BY_ID[home], told).resolve(name) == Resolved(unit_id=unit)
