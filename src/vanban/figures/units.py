"""What a number counts: the noun printed after it (đơn vị tính)."""

from __future__ import annotations

import re

from vanban.text import fold, join_lines
from vanban.vocabulary import counted_units

_LONGEST = 4
_WORD = re.compile(r"[^\W\d_¹²³⁰⁴-⁹]+")
_COUNTED_HEAD = re.compile(r"(?:tong so|so luong|so|tong)\s+")
_IN_BRACKETS = re.compile(r"\(\s*(?:ĐVT|Đơn vị tính|đơn vị)?\s*:?\s*(?P<unit>%|[^\W\d_][^()]{0,30})\)")


def unit_at(text: str, position: int, stop: int) -> tuple[str, int] | None:
    """The longest known unit that begins at a place, with its end; None when no known word stands there."""
    ends: list[int] = []
    words: list[str] = []
    cursor = position
    while len(words) < _LONGEST and (match := _WORD.match(text, cursor, stop)) is not None:
        words.append(match.group())
        ends.append(match.end())
        cursor = match.end()
        gap = cursor
        while gap < stop and text[gap] in " \u00a0\n":
            gap += 1
        if gap == cursor:
            break
        cursor = gap
    known = counted_units()
    for size in range(len(words), 0, -1):
        unit = " ".join(words[:size])
        if unit in known or unit.lower() in known:
            return unit if unit in known else unit.lower(), ends[size - 1]
    return None


def unit_of_head(head: str) -> str | None:
    """The unit that the head of a column names, None without one: «Tỷ lệ (%)» → %, «Tổng số nhiệm vụ» → nhiệm vụ."""
    head = join_lines(head)
    bracket = _IN_BRACKETS.search(head)
    if bracket is not None:
        unit = bracket["unit"].strip().lower()
        return unit if unit == "%" or unit in counted_units() else None
    folded = fold(head)
    begun = _COUNTED_HEAD.match(folded)
    if begun is None or len(folded) != len(head):
        return "%" if "%" in head else None
    found = unit_at(head, begun.end(), len(head))
    return found[0] if found else None
