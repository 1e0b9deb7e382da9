"""How a number is written and which series it belongs to: Điều 15, Phụ lục I Nghị định 30/2020/NĐ-CP."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanban.symbols import Number, parse
from vanban.vocabulary import kind_coded, kind_named

ARRIVALS = "đến"
LETTERS = "công văn"


def write_number(ordinal: int, symbol: str, year: int | None = None) -> str:
    """The printed number: a zero before a single digit; ``year`` only for legal documents (văn bản QPPL).

    >>> write_number(5, "BC-UBND"), write_number(7, "CTr/ĐU"), write_number(12, "QĐ-UBND", 2026)
    ('05/BC-UBND', '07-CTr/ĐU', '12/2026/QĐ-UBND')
    """
    party = "/" in symbol
    return str(Number(f"{ordinal:02d}", symbol, None if party else year, party))


@dataclass(frozen=True, slots=True)
class NumberPlace:
    """Where a typed number stands: its series, year and place in it."""

    series: str
    year: int
    ordinal: int


def series_of(symbol: str, *, with_year: bool = False) -> str:
    """The series an outgoing symbol is counted in: its kind code, «công văn» for a letter.

    Legal documents (with the year in their number) are counted apart.

    >>> series_of("BC-UBND"), series_of("UBND-TH"), series_of("QĐ-UBND", with_year=True)
    ('BC', 'công văn', 'QĐ có năm')
    """
    party = "/" in symbol
    code = re.split(r"[-/]", symbol, maxsplit=1)[0]
    if code == symbol or kind_coded(code, party=party) is None:
        return LETTERS
    return f"{code} có năm" if with_year else code


def place_of(number: str, year: int) -> NumberPlace | None:
    """Where a typed number stands in its series; None when it has not the form of a number."""
    parts = parse(number)
    if parts is None:
        return None
    digits = re.match(r"\d+", parts.ordinal)
    if digits is None:
        return None
    return NumberPlace(
        series_of(parts.symbol, with_year=parts.year is not None), parts.year or year, int(digits.group())
    )


def symbol_of(number: str) -> str:
    """The symbol within a number («444/KH-UBND» → «KH-UBND»), or ``""`` when the number has another form."""
    parts = parse(number)
    return parts.symbol if parts else ""


def kind_of(symbol: str) -> tuple[str, str]:
    """Name and code of the kind that a symbol names; two empty strings for a letter or an unknown symbol."""
    code = re.split(r"[-/]", symbol, maxsplit=1)[0]
    kind = kind_coded(code, party="/" in symbol) if code != symbol else None
    return (kind.name, kind.code or "") if kind else ("", "")


def code_of(kind: str) -> str:
    """The code of a kind by its name («Kế hoạch» → «KH»), or ``""``."""
    found = kind_named(kind) if kind else None
    return (found.code or "") if found else ""
