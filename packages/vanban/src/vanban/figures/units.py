"""What a number counts: the noun printed after it (đơn vị tính), with exponents and rates («m3/ngày», «người/km²»)."""

from __future__ import annotations

import re

from vanban.patterns import any_of
from vanban.text import fold, join_lines
from vanban.vocabulary import counted_units

_LONGEST = 4
_WORD = re.compile(r"[^\W\d_¹²³⁰⁴-⁹]+(?:-[^\W\d_¹²³⁰⁴-⁹]+)*")
_POWERS = frozenset({"m", "km", "cm", "dm", "mm", "hm"})
_POWER = re.compile(r"[23²³](?![\w²³])")
_PER = (
    *("ngày đêm", "ngày công", "ngày", "giờ", "phút", "giây", "tháng", "năm", "quý", "tuần", "buổi", "lượt người"),
    *("lượt", "người", "hộ gia đình", "hộ", "khẩu", "học sinh", "em", "cháu", "xã", "thôn", "đơn vị", "hồ sơ", "vụ"),
    *("ha", "m2", "m3", "m²", "m³", "km2", "km²", "km", "m", "kg", "tấn", "tạ", "lít", "sào", "cây", "con", "suất"),
    *("đợt", "kỳ", "lần", "tiết", "ca", "bộ", "đối tượng", "hội viên", "vị trí", "mùa", "chiếc", "cuộc", "lớp"),
)
_RATE = re.compile(rf"[ \u00a0]?/[ \u00a0]?(?P<per>{any_of(_PER, gap='[ ]')})(?![\w²³])", re.IGNORECASE)
_MOST_RATES = 2
_MULTIPLES = frozenset({"nghìn", "ngàn", "vạn", "triệu", "tỷ", "tỉ", "trăm"})
_MEASURES = frozenset(
    (
        *(
            "%",
            "đồng",
            "usd",
            "vnd",
            "ha",
            "héc-ta",
            "hecta",
            "m",
            "mét",
            "m2",
            "m3",
            "m²",
            "m³",
            "km",
            "km2",
            "km²",
            "cm",
        ),
        *("mm", "kg", "gam", "g", "tấn", "tạ", "yến", "lít", "kwh", "mw", "kw", "kv", "độ", "độ C", "°C", "sào"),
    )
)
_COUNTED_HEAD = re.compile(r"(?:tong so|so luong|so|tong)\s+")
_IN_BRACKETS = re.compile(r"\(\s*(?:ĐVT|Đơn vị tính|đơn vị)?\s*:?\s*(?P<unit>%|[^\W\d_][^()]{0,30})\)")


def unit_at(text: str, position: int, stop: int) -> tuple[str, int] | None:
    """The longest known unit that begins at a place, with its rate and its end; None when no known word stands there.

    >>> unit_at("m3/ngày đêm từ giếng", 0, 20), unit_at("triệu đồng/người/năm", 0, 20)
    (('m3/ngày đêm', 11), ('triệu đồng/người/năm', 20))
    """
    found = _noun_at(text, position, stop)
    return None if found is None else _with_rate(text, *found, stop)


def rate_after(text: str, unit: str, position: int, stop: int) -> tuple[str, int]:
    """A unit with the rate that is printed right behind it («%/năm»), and where it ends."""
    return _with_rate(text, unit, position, stop)


def is_measure(unit: str | None) -> bool:
    """Whether a unit measures (đồng, ha, m3/ngày, %) and names no thing itself."""
    if unit is None:
        return False
    base = unit.split("/")[0]
    words = base.split()
    return base in _MEASURES or words[-1] in _MEASURES or all(word in _MULTIPLES for word in words)


def _noun_at(text: str, position: int, stop: int) -> tuple[str, int] | None:
    ends: list[int] = []
    words: list[str] = []
    cursor = position
    while len(words) < _LONGEST and (match := _WORD.match(text, cursor, stop)) is not None:
        word, cursor = match.group(), match.end()
        power = _POWER.match(text, cursor, stop) if word in _POWERS else None
        if power is not None:
            word, cursor = word + power.group(), power.end()
        words.append(word)
        ends.append(cursor)
        gap = cursor
        while gap < stop and text[gap] in " \u00a0\n":
            gap += 1
        if gap == cursor or power is not None:
            break
        cursor = gap
    if words and words[0].lower() in _MULTIPLES and len(words) > 1:
        rest = _known(words[1:])
        if rest is not None and f"{words[0]} {rest[0]}".lower() not in counted_units():
            return f"{words[0].lower()} {rest[0]}", ends[rest[1]]
    known = _known(words)
    return None if known is None else (known[0], ends[known[1] - 1])


def _known(words: list[str]) -> tuple[str, int] | None:
    """The longest known unit that some words begin with, and how many of them it takes."""
    known = counted_units()
    for size in range(len(words), 0, -1):
        unit = " ".join(words[:size])
        small = unit.lower()
        if unit in known or small in known or small.translate(_LOWERED) in known:
            return (unit if unit in known else small), size
    return None


_LOWERED = str.maketrans("²³", "23")


def _with_rate(text: str, unit: str, position: int, stop: int) -> tuple[str, int]:
    for _ in range(_MOST_RATES):
        rate = _RATE.match(text, position, stop)
        if rate is None:
            break
        unit, position = f"{unit}/{rate['per'].lower()}", rate.end()
    return unit, position


def unit_of_head(head: str) -> str | None:
    """The unit that the head of a column names, None without one: «Tỷ lệ (%)» → %, «Tổng số nhiệm vụ» → nhiệm vụ."""
    head = join_lines(head)
    bracket = _IN_BRACKETS.search(head)
    if bracket is not None:
        unit = bracket["unit"].strip()
        return "%" if unit == "%" else unit_of_cell(unit)
    folded = fold(head)
    begun = _COUNTED_HEAD.match(folded)
    if begun is None or len(folded) != len(head):
        return "%" if "%" in head else None
    found = unit_at(head, begun.end(), len(head))
    return found[0] if found else None


def unit_of_cell(text: str) -> str | None:
    """The unit that a cell of the column «Đơn vị tính» names; None when it is no known one."""
    words = join_lines(text)
    if words == "%":
        return "%"
    found = unit_at(words, 0, len(words))
    return found[0] if found is not None and found[1] == len(words) else None
