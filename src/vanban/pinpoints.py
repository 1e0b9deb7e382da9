"""Pinpoints (điểm, khoản, Điều …) that stand before a cited document, in one order."""

from __future__ import annotations

import re
from functools import lru_cache

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
_ONE = re.compile(rf"(?P<level>tiết|điểm|khoản|điều|tiểu\s+mục|mục|chương|phần)\s+(?P<labels>{_LABELS})", re.IGNORECASE)
_REACH = 160
_ROMAN = frozenset("IVXLC")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzđ")


def pinpoint_before(text: str, position: int) -> str | None:
    """The provision named just before a document, from the smallest part to the largest, or None.

    >>> pinpoint_before("theo Điều 5, khoản 2 điểm a của Nghị định", 32)
    'điểm a khoản 2 Điều 5'
    """
    if not _ends_in_label(text[max(0, position - 16) : position].rstrip()):
        return None
    window = text[max(0, position - _REACH) : position]
    for level in _LEVEL.finditer(window):
        match = _BEFORE.match(window, level.start())
        if match is not None:
            return normal_order(match["chain"])
    return None


def _ends_in_label(before: str) -> bool:
    """Whether the words end in a number, a letter or a Roman number, «của», «tại» or a comma left out."""
    for link in ("của", "tại", ","):
        if before.endswith(link):
            before = before.removesuffix(link).rstrip()
            break
    last = before[-1:]
    if last.isdecimal() or last in _ROMAN:
        return bool(last)
    return last in _LETTERS and not (before[-2:-1].isalnum() or before[-2:-1] == "_")


@lru_cache(maxsize=4096)
def normal_order(chain: str) -> str:
    """The pieces in the order điểm – khoản – Điều – Mục – Chương – Phần; a list of articles stays as printed."""
    pieces = [(join_lines(m["level"]).lower(), join_lines(m["labels"])) for m in _ONE.finditer(chain)]
    levels = [level for level, _ in pieces]
    if len(set(levels)) == len(levels):
        pieces.sort(key=lambda piece: _LEVELS.index(piece[0]))
    return " ".join(f"{_NAMES.get(level, level)} {labels}" for level, labels in pieces)
