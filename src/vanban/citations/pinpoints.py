"""Pinpoints (điểm, khoản, Điều …) that stand before a cited document, in one order."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from vanban.numerals import ORDINALS
from vanban.text import join_lines

_LEVELS = ("tiết", "điểm", "khoản", "điều", "tiểu mục", "mục", "chương", "phần")
_NAMES = {"điều": "Điều", "mục": "Mục", "chương": "Chương", "phần": "Phần", "tiểu mục": "Tiểu mục"}
_LEVEL = r"(?:tiết|điểm|khoản|điều|tiểu\s+mục|mục|chương|phần)"
_LABEL = (
    r"(?:\d+[a-zđ]{0,2}(?:\.\d+)*|[a-zđ]\d{0,2}(?:\.\d+)*(?:\([ivx]+\))?|[ivxlc]+|\([a-zđ\d]{1,3}\)"
    rf"|thứ\s+(?:{'|'.join(ORDINALS)}))(?![\w(]|\.\w)"
)
_LABELS = rf"{_LABEL}(?:\s*(?:,|,?\s(?:và|hoặc|đến)\s|-|–)\s*{_LABEL})*"
_PIECE = re.compile(rf"(?<!\w)(?P<level>{_LEVEL})\s+(?P<labels>{_LABELS})")
_LINK = re.compile(r"\s*[,;]?\s*(?P<word>và|hoặc|đến|của|tại|thuộc)?(?:\s+từ)?(?:\s+các)?\s*")
_LAST = re.compile(r"\s*(?:của|tại|thuộc|,)?\s*(?:các\s+)?$")
_UNREAD = re.compile(rf"(?<!\w){_LEVEL}\s+[^\s,;]*[\d().][^\s,;]*\s*[,;]?\s*(?:(?:và|hoặc|đến)\s+)?(?:các\s+)?$")
_FROM = re.compile(r"(?<!\w)từ\s+$")
_NEAR, _FAR = 64, 400  # code points looked at first; and when the chain begins near the edge
_EDGE = 32
_LINKS = ("của", "tại", ",", "của các", "thuộc")
_LINK_END = frozenset(link[-1] for link in _LINKS)
_LABEL_END = frozenset("abcdefghijklmnopqrstuvwxyzđIVXLC)")


def pinpoint_before(text: str, position: int) -> tuple[str | None, int]:
    """The provision named just before a document, from the smallest part to the largest, or None; and where it begins.

    A provision that cannot be read whole gives None, never the larger part alone.

    >>> pinpoint_before("theo Điều 5, khoản 2 điểm a của Nghị định", 32)
    ('điểm a khoản 2 Điều 5', 5)
    >>> pinpoint_before("từ Điều 5 đến Điều 9 của Luật", 25)
    ('từ Điều 5 đến Điều 9', 0)
    """
    if not _ends_in_label(text[max(0, position - 24) : position]):
        return None, position
    for reach in (_NEAR, _FAR):
        begin = max(0, position - reach)
        window = text[begin:position]
        small = window.lower()
        if len(small) != len(window):
            return None, position
        start = _chain_start(small)
        if start is None or start > _EDGE or not begin:
            break
    if start is None or _UNREAD.search(small, max(0, start - 24), start):
        return None, position
    return normal_order(window[start:]), begin + start


def _chain_start(small: str) -> int | None:
    """Where the chain of pieces begins that ends with the window, or None."""
    pieces = [match.span() for match in _PIECE.finditer(small)]
    if not pieces or _LAST.match(small, pieces[-1][1]) is None:
        return None
    start = pieces[-1][0]
    for before in reversed(pieces[:-1]):
        if _LINK.fullmatch(small, before[1], start) is None:
            break
        start = before[0]
    begin = _FROM.search(small, max(0, start - 6), start)
    return start if begin is None else begin.start()


def _ends_in_label(before: str) -> bool:
    """Whether the words end in a number, a letter or a Roman number, «của», «tại» or a comma left out."""
    before = before.rstrip()
    if before[-1:] in _LINK_END:
        for link in _LINKS:
            if before.endswith(link):
                before = before.removesuffix(link).rstrip()
                break
    last = before[-1:]
    if last.isdecimal():
        return True
    if last not in _LABEL_END or not last:
        return before.endswith(ORDINALS)
    stem = before.rstrip("IVXLC") if last.isupper() else before[:-1]
    return last == ")" or not (stem[-1:].isalpha() or stem[-1:] == "_") or before.endswith(ORDINALS)


@lru_cache(maxsize=4096)
def normal_order(chain: str) -> str:
    """The pieces in the order điểm – khoản – Điều – Mục – Chương – Phần; a list of provisions stays as printed.

    >>> normal_order("điểm a, b khoản 2 và khoản 3 Điều 5")
    'điểm a, b khoản 2 và khoản 3 Điều 5'
    """
    small = chain.lower()
    pieces = list(_PIECE.finditer(small))
    levels = [join_lines(m["level"]) for m in pieces]
    printed = [
        f"{_NAMES.get(level, level)} {join_lines(chain[m.start('labels') : m.end('labels')])}"
        for level, m in zip(levels, pieces, strict=True)
    ]
    links = [join_lines(small[a.end() : b.start()]) for a, b in pairwise(pieces)]
    if len(set(levels)) == len(levels) and not any(link in ("và", "hoặc", "đến") for link in links):
        order = sorted(zip(levels, printed, strict=True), key=lambda piece: _LEVELS.index(piece[0]))
        return " ".join(piece for _, piece in order)
    parts = ["từ "] if pieces and small[: pieces[0].start()].strip() == "từ" else []
    for piece, link in zip(printed, [*links, ""], strict=True):
        parts.append(piece)
        link = link.removesuffix("các").rstrip()
        parts.append(link if link in (",", ";", "") else f"{link}" if link[0] in ",;" else f" {link}")
        parts.append(" ")
    return "".join(parts).rstrip()
