"""Addresses of documents: written, read back, and never shared."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.symbols import Number, parse
from vanban.uri import kind_slug, locality_of, read_address, slug, write_address
from vanban.vocabulary import issuers, kind_named, kinds

DAY = dt.date(2025, 4, 30)


@pytest.mark.parametrize(
    ("printed", "kind", "locality", "draft", "uri"),
    [
        ("79/2025/NĐ-CP", None, None, False, "/akn/vn/act/nghi-dinh/cp/2025/79"),
        ("79/2025/NĐ-CP", None, None, True, "/akn/vn/bill/nghi-dinh/cp/2025/79"),
        ("72/2025/QH15", "Luật", None, False, "/akn/vn/act/luat/qh15/2025/72"),
        ("253/2025/QH15", "Nghị quyết", None, False, "/akn/vn/act/nghi-quyet/qh15/2025/253"),
        ("148/2012/TTLT-BTC-BNV", None, None, False, "/akn/vn/act/thong-tu-lien-tich/btc-bnv/2012/148"),
        ("12/2025/QĐ-UBND", None, "ha-tinh", False, "/akn/vn-ha-tinh/act/quyet-dinh/ubnd/2025/12"),
        ("66-NQ/TW", None, None, False, "/akn/vn/statement/nghi-quyet/tw/2025-04-30/66"),
        ("66-NQ/TW", None, None, True, "/akn/vn/bill/dang-nghi-quyet/tw/2025-04-30/66"),
        ("11-QĐ/TU", "Quyết định", None, False, "/akn/vn/statement/quyet-dinh/tu/2025-04-30/11"),
        ("11-QĐ/TU", None, None, False, "/akn/vn/statement/quy-dinh/tu/2025-04-30/11"),
        ("1234/BNV-CQĐP", "Công văn", None, False, "/akn/vn/doc/cong-van/bnv-cqdp/2025-04-30/1234"),
        ("66.15/2026/NQ-CP", None, None, False, "/akn/vn/act/nghi-quyet/cp/2026/66.15"),
        ("444/KH-UBND", None, None, False, "/akn/vn/doc/ke-hoach/ubnd/2025-04-30/444"),
        ("1234/BNV-CQĐP", None, None, False, None),
    ],
)
def test_addresses(printed: str, kind: str | None, locality: str | None, draft: bool, uri: str | None) -> None:
    number = parse(printed)
    assert number is not None
    written = write_address(number, kind=kind_named(kind) if kind else None, date=DAY, locality=locality, draft=draft)
    assert written == uri
    if uri is not None:
        back = read_address(uri)
        assert (back.number, back.locality, back.draft) == (number, locality, draft)


WORDS = st.one_of(
    st.sampled_from([symbol for symbol in issuers() if "-" not in symbol]),
    st.text("ABCDĐEGHKLMNOPQRSTUVXYabcdđhnt0123456789&._₃", min_size=1, max_size=8),
)


@given(
    ordinal=st.from_regex(r"[1-9]\d{0,3}(?:\.\d{1,2})?[a-z]?", fullmatch=True),
    kind=st.sampled_from(kinds()),
    coded=st.booleans(),
    words=st.lists(WORDS, min_size=1, max_size=3),
    year=st.one_of(st.none(), st.integers(1945, 2099)),
    party=st.booleans(),
    locality=st.one_of(st.none(), st.sampled_from(["ha-tinh", "01-00004", "xa-lac-phuong"])),
    draft=st.booleans(),
)
def test_every_address_is_read_back(
    ordinal: str,
    kind: object,
    coded: bool,
    words: list[str],
    year: int | None,
    party: bool,
    locality: str | None,
    draft: bool,
) -> None:
    code = getattr(kind, "code", None) or "X"
    body = "-".join(words)
    symbol = f"{code}/{body}" if party else f"{code}-{body}" if coded else body
    number = Number(ordinal, symbol, None if party else year, party)
    uri = write_address(number, kind=kind, date=DAY, locality=locality, draft=draft)  # type: ignore[arg-type]
    assert uri is not None
    assert uri.isascii()
    back = read_address(uri)
    assert (back.number, back.locality, back.draft) == (number, locality, draft)
    assert back.date == (DAY if number.year is None else None)
    assert write_address(back.number, kind=back.kind, date=back.date, locality=locality, draft=draft) == uri


def test_no_two_words_share_a_slug() -> None:
    names = [slug(word) for word in ("XĐ", "XD", "HĐND", "HDND", "TTg", "TTG")]
    assert len(set(names)) == len(names)


def test_no_two_kinds_share_a_name() -> None:
    for group in (True, False):
        named = {(kind_slug(kind), kind.name) for kind in kinds() if (kind.group == "Đảng") is group}
        assert len({name for name, _ in named}) == len(named)


def test_no_two_bodies_share_an_address() -> None:
    found = [write_address(Number("1", f"QĐ-{symbol}", 2025)) for symbol in issuers()]
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "/akn/vn",
        "/akn/fr/act/loi/x/2020/1",
        "/akn/vn/act/khong-co/cp/2025/1",
        "/akn/vn/doc/ke-hoach/ubnd/2025-13-01/1",
    ],
)
def test_other_texts_are_refused(uri: str) -> None:
    with pytest.raises(ValueError, match="address of a document"):
        read_address(uri)


def test_places() -> None:
    assert locality_of("ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG") == "lam-dong"
    assert locality_of("Hội đồng nhân dân Thành phố Hà Nội") == "ha-noi"
    assert locality_of(None) is None
