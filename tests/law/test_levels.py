"""The level of the body that issued an act, told by its name or its number alone."""

from __future__ import annotations

import pytest

from thuongton.law.levels import level_of


@pytest.mark.parametrize(
    ("issuer", "number", "level"),
    [
        ("Quốc hội", "", "trung-uong"),
        ("Chính phủ", "", "trung-uong"),
        ("Bộ Tư pháp", "", "trung-uong"),
        ("Bộ trưởng Bộ Tài chính", "", "trung-uong"),
        ("", "79/2025/NĐ-CP", "trung-uong"),
        ("", "12/2025/QĐ-UBND", None),
        ("UBND Tỉnh", "", "tinh"),
        ("Ủy ban nhân dân tỉnh Sơn La", "", "tinh"),
        ("Uỷ ban nhân dân thành phố Hà Nội", "", "tinh"),
        ("Hội đồng nhân dân TP. Huế", "", None),
        ("Ủy ban nhân dân thành phố Sơn La", "", "huyen"),
        ("HĐND huyện Mai Sơn", "", "huyen"),
        ("Chủ tịch Ủy ban nhân dân xã Yên Xá", "", "xa"),
        ("UBND phường Bến Nghé", "", "xa"),
        ("HĐND đặc khu Phú Quốc", "", "xa"),
        ("Ủy ban nhân dân", "", None),
        ("Hội Nông dân", "", None),
        ("", "", None),
    ],
)
def test_level(issuer: str, number: str, level: str | None) -> None:
    assert level_of(issuer, number) == level
