"""Numbers of documents taken apart and put together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.symbols import Number, issuer_of, normalise, parse
from vanban.vocabulary import kind_coded, kind_named, kinds

NUMBERS = [
    ("66-NQ/TW", Number("66", "NQ/TW", None, True), "Nghị quyết", "TW"),
    ("07-CTr/ĐU", Number("07", "CTr/ĐU", None, True), "Chương trình hành động", "ĐU"),
    ("178-QĐ/TW", Number("178", "QĐ/TW", None, True), "Quy định", "TW"),
    ("94/KH-UBND", Number("94", "KH-UBND"), "Kế hoạch", "UBND"),
    ("694/STP-XDPL", Number("694", "STP-XDPL"), None, "STP-XDPL"),
    ("79/2025/NĐ-CP", Number("79", "NĐ-CP", 2025), "Nghị định", "CP"),
    ("64/2025/QH15", Number("64", "QH15", 2025), None, "QH15"),
    ("66.15/2026/NQ-CP", Number("66.15", "NQ-CP", 2026), "Nghị quyết", "CP"),
    ("29/2025/TTLT-BTP-BCA", Number("29", "TTLT-BTP-BCA", 2025), "Thông tư liên tịch", "BTP-BCA"),
    ("043/2025/QĐ-UBND", Number("043", "QĐ-UBND", 2025), "Quyết định", "UBND"),
    ("8376/VBHN-BTP", Number("8376", "VBHN-BTP"), "Văn bản hợp nhất", "BTP"),
]


@pytest.mark.parametrize(("printed", "number", "kind", "body"), NUMBERS)
def test_parts(printed: str, number: Number, kind: str | None, body: str) -> None:
    parsed = parse(printed)
    assert parsed == number
    assert str(parsed) == printed
    assert (parsed.kind.name if parsed and parsed.kind else None) == kind
    assert parsed is not None and parsed.body == body


@pytest.mark.parametrize(
    ("printed", "normal"),
    [
        ("66- NQ/TW", "66-NQ/TW"),
        ("32 /2026/TT- NHNN", "32/2026/TT-NHNN"),
        ("2622/UBND-TH₃", "2622/UBND-TH3"),
        ("07/2025/NÐ-\u0421\u0420", "07/2025/NĐ-CP"),
        ("7079VBHN-BTC", "7079/VBHN-BTC"),
        ("12/2025/QH15.", "12/2025/QH15"),
    ],
)
def test_stray_letters_and_spaces(printed: str, normal: str) -> None:
    assert normalise(printed) == normal


WORDS = st.text(alphabet="ABCDĐEGHKLMNPQRSTUVXY", min_size=2, max_size=8)


@given(
    ordinal=st.integers(1, 99999).map(str),
    code=st.sampled_from(sorted({k.code for k in kinds() if k.code and k.group in ("hành chính", "QPPL")})),
    bodies=st.lists(WORDS, min_size=1, max_size=3),
    year=st.integers(1945, 2100),
)
def test_numbers_are_reversible(ordinal: str, code: str, bodies: list[str], year: int) -> None:
    number = Number(ordinal, f"{code}-{'-'.join(bodies)}", year)
    assert parse(str(number)) == number


@pytest.mark.parametrize(
    ("printed", "issuer"),
    [
        ("140/NQ-CP", "Chính phủ"),
        ("27/2025/QĐ-TTg", "Thủ tướng Chính phủ"),
        ("64/2025/QH15", "Quốc hội"),
        ("115/2025/UBTVQH15", "Ủy ban Thường vụ Quốc hội"),
        ("1412/VPCP-PL", "Văn phòng Chính phủ"),
        ("444/KH-UBND", None),
        ("66-NQ/TW", None),
    ],
)
def test_symbols_that_settle_the_issuer(printed: str, issuer: str | None) -> None:
    number = parse(printed)
    assert number is not None
    assert issuer_of(number) == issuer


def test_the_29_kinds_of_decree_30() -> None:
    administrative = [k for k in kinds() if k.group == "hành chính"]
    assert len(administrative) == 29
    assert kind_coded("QĐ") == kind_named("Quyết định")
    party = kind_coded("QĐ", party=True)
    assert party is not None and party.name == "Quy định"
