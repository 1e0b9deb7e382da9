"""Bodies that rule in detail what a higher act leaves to them, from ``data/delegations.toml``: pattern, rank, kinds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanban.model import Header
from vanban.patterns import any_of, words_in
from vanban.symbols import parse
from vanban.text import fold


@dataclass(frozen=True, slots=True)
class Body:
    """One body: its key, its rank (0: the National Assembly), the kinds of act it makes; ``local``: a level follows."""

    key: str
    rank: int
    kinds: tuple[str, ...]
    names: tuple[str, ...]
    local: bool = False


_DATA = words_in("delegations.toml")
BODIES: tuple[Body, ...] = tuple(
    Body(row["key"], row["rank"], tuple(row["kinds"]), tuple(row["names"]), row.get("local", False))
    for row in _DATA["body"]
)
LEVELS: dict[str, tuple[str, ...]] = {key: tuple(words) for key, words in _DATA["levels"].items()}
DECIDED: tuple[str, ...] = tuple(_DATA["given"]["decided"])
"""What is a rule where it is decided («quyết định mức …»)."""
ISSUED: tuple[str, ...] = tuple(_DATA["given"]["issued"])
"""What is a rule where it is issued («ban hành quy chế …»)."""
COMMUNE, DISTRICT = 3, 1
"""By how much the rank of a local body of the commune or of the district stands below that of the province."""
_UPPER = "A-ZĐÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĨŨƠƯẠ-Ỹ"
_OTHER = any_of(
    ["Bộ", "Thủ trưởng", "Thủ tướng", "Chính phủ", "Ủy ban", "Ngân hàng", "Chủ tịch", "Hội đồng"], gap="[ ]"
)
_NO_NAME = r"(?:quy|quyết|ban|hướng|chủ|có|xem|căn|trong|theo|phối|trình|được|phải|nơi|và|trên|tại|cấp)(?!\w)"
_FIELD = rf"[{_UPPER}]\w*(?:[ ](?!{_NO_NAME})[a-zà-ỹđ]\w*)?"
_MINISTRY = rf"[ ](?!{_OTHER}(?!\w)){_FIELD}(?:(?:,|[ ]và|[ ][-–])?[ ](?!{_OTHER}(?!\w)){_FIELD}){{0,3}}"
_PLACE = rf"(?:[ ][{_UPPER}]\w*(?:[ ](?:-[ ])?[{_UPPER}]\w*){{0,4}})?"
_RANKS = {
    "hien phap": 0,
    "luat": 0,
    "bo luat": 0,
    "phap lenh": 1,
    "nghi dinh": 2,
    "thong tu": 4,
    "thong tu lien tich": 4,
}
_ISSUERS = (("UBTVQH", 1), ("QH", 0), ("CP", 2), ("TTg", 3), ("HĐND", 5), ("UBND", 6), ("CTN", 1))


def body_pattern() -> str:
    """The pattern of a body with its level, in one line of text; groups ``b_…`` name the body, ``l_…`` the level."""
    named = []
    for body in BODIES:
        words = any_of(body.names, gap="[ ]", initial=body.key == "chinh_quyen")
        if body.key == "bo":
            words = _ministers(body.names)
        named.append(rf"(?P<b_{body.key}>{words}(?!\w))")
    levels = [r"(?P<l_same>cùng[ ]cấp)"]
    for key, names in LEVELS.items():
        levels.append(rf"(?P<l_{key}>(?:các[ ])?{any_of(names, gap='[ ]', initial=True)}(?!\w))")
    return rf"(?<!\w)(?:{'|'.join(named)})(?:[ ](?:{'|'.join(levels)}){_PLACE})?"


def _ministers(names: tuple[str, ...]) -> str:
    plain = any_of([name for name in names if name not in ("Bộ trưởng", "Bộ")], gap="[ ]")
    led = r"Bộ[ ]trưởng,?(?:[ ]và)?[ ]Thủ[ ]trưởng[ ]cơ[ ]quan[ ]ngang[ ]Bộ"
    return rf"{plain}|{led}|Bộ[ ]trưởng(?:[ ]Bộ(?:{_MINISTRY}))?|Bộ(?:{_MINISTRY})"


def rank_of(header: Header) -> int | None:
    """The rank of the issuer of an act; None where its head does not tell.

    >>> rank_of(Header(kind="Nghị quyết", number="12/2025/NQ-HĐND"))
    5
    """
    kind = fold(header.kind or "")
    if kind in _RANKS:
        return _RANKS[kind]
    number = parse(header.number) if header.number else None
    symbol = header.number or header.symbol or ""
    if number is None and not symbol:
        return None
    for name, rank in _ISSUERS:
        if re.search(rf"(?:[/-]|\b){name}\d*(?!\w)", symbol):
            return rank
    return None
