"""Pinpoints (điểm, khoản, Điều …) that stand before a cited document, in one order."""

from __future__ import annotations

import re

from vanban.text import join_lines

_LEVELS = ("tiết", "điểm", "khoản", "điều", "tiểu mục", "mục", "chương", "phần")
_NAMES = {"điều": "Điều", "mục": "Mục", "chương": "Chương", "phần": "Phần", "tiểu mục": "Tiểu mục"}
_LABEL = r"(?:\d+[a-zđ]{0,2}(?:\.\d+)*|[a-zđ]\d?|[IVXLC]+)(?![\wÀ-ỹ])"
_LABELS = rf"{_LABEL}(?:\s*(?:,|và|hoặc|đến|-|–)\s*{_LABEL})*"
_PIECE = rf"(?:tiết|điểm|khoản|[Đđ]iều|[Tt]iểu\s+mục|[Mm]ục|[Cc]hương|[Pp]hần)\s+{_LABELS}"
_BEFORE = re.compile(
    rf"(?P<chain>{_PIECE}(?:\s*[,;]?\s*(?:và\s+|của\s+)?{_PIECE})*)\s*(?:của|tại|,)?\s*$", re.IGNORECASE
)
_LEVEL = re.compile(r"tiết|điểm|khoản|điều|tiểu|mục|chương|phần", re.IGNORECASE)
_LINK = re.compile(r"(?:\d|\b[a-zđ]|[IVXLC])\s*(?:của|tại|,)?\s*$")
_ONE = re.compile(rf"(?P<level>tiết|điểm|khoản|điều|tiểu\s+mục|mục|chương|phần)\s+(?P<labels>{_LABELS})", re.IGNORECASE)
_REACH = 160


def pinpoint_before(text: str, position: int) -> str | None:
    """The provision named just before a document, from the smallest part to the largest, or None.

    >>> pinpoint_before("theo Điều 5, khoản 2 điểm a của Nghị định", 32)
    'điểm a khoản 2 Điều 5'
    """
    if _LINK.search(text[max(0, position - 16) : position]) is None:
        return None
    window = text[max(0, position - _REACH) : position]
    for level in _LEVEL.finditer(window):
        match = _BEFORE.match(window, level.start())
        if match is not None:
            return normal_order(match["chain"])
    return None


def normal_order(chain: str) -> str:
    """The pieces in the order điểm – khoản – Điều – Mục – Chương – Phần; a list of articles stays as printed."""
    pieces = [(join_lines(m["level"]).lower(), join_lines(m["labels"])) for m in _ONE.finditer(chain)]
    levels = [level for level, _ in pieces]
    if len(set(levels)) == len(levels):
        pieces.sort(key=lambda piece: _LEVELS.index(piece[0]))
    return " ".join(f"{_NAMES.get(level, level)} {labels}" for level, labels in pieces)
