"""Paragraphs that were cut into lines of one width (chữ ngắt dòng cứng) made whole again.

Text of a message, of ``pdftotext``, of a print to a file: each line ends where the next word had no room. Nothing is
joined in a text that shows no such width.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from vanban.settling.offsets import Edit
from vanban.text import capitals, is_spaced

_SMALL = "a-zđ" + "".join(chr(code) for code in range(0xDF, 0x1EFA) if chr(code).isalpha() and chr(code).islower())
_GOES_ON = re.compile(rf"\n\n?[{_SMALL}](?![).])")  # with the letter first that the search looks for
_MARKER = re.compile(
    r"""[*_]{0,3}(?:
        \d{1,3}[a-zđ]?(?:\.\d{1,3})*[.)](?=\s|[^\W\d])   # 1.  1.1.  2)
      | \d{1,2}(?:\.\d{1,2})+\s                           # 1.1
      | [IVXLC]{1,7}\s?[./]\s | [A-ZĐ]\.\s                # II.  A.
      | [a-zđ]\d?\)                                       # a)
      | [-–—•+*]\s(?!\d) | -[A-ZĐÀ-Ỹ]                     # a dash; not the one of «2026 - 2030»
      | (?:ĐIỀU|Điều)\s\d+[a-zđ]{0,2}[.:]
      | (?:Nơi\ nhận|NƠI\ NHẬN|Kính\ gửi|Căn\ cứ|CĂN\ CỨ|Xét\ đề\ nghị|Theo\ đề\ nghị)\b
      | \#|>|[¹²³⁰⁴-⁹]
    )""",
    re.VERBOSE,
)
_WIDEST = 160
"""Code points: no print has longer lines."""
_NARROWEST = 40
_MOST_LONGER = 0.05
"""The share of a text that may stand in longer lines."""
_FEWEST = 3
"""Broken paragraphs that tell a width."""
_ENDS = frozenset('.;:!?…”"/')
_OPEN = re.compile(r"[“(][^”()]{0,30}\Z")
"""A quotation or a bracket that a line has just begun."""
_DASHED = re.compile(rf"[-–] [{_SMALL}]")
_RULE = re.compile(r"[_=*–—-]+")
_WORD = re.compile(r"[^\W\d_]+")
_CUT = re.compile(r"[\w)][-/]$")


class _Line(NamedTuple):
    start: int
    end: int
    words: str
    indent: int  # spaces before the words in the text as read

    @property
    def width(self) -> int:
        """How long the line is as printed."""
        return self.indent + len(self.words)


def joins(text: str, indent: Callable[[int], int]) -> Iterator[Edit]:
    """What must be replaced in a settled text so that paragraphs cut into lines are whole; nothing in other texts.

    ``indent`` tells how many spaces stood before the line that begins at a place.
    """
    lines = text.count("\n")
    if lines * _WIDEST < len(text) or len(_GOES_ON.findall(text)) * 8 < lines // 2:
        return
    spaced = is_spaced(text)
    found = list(_pairs(text, spaced, indent))
    width, exact = _width(found)
    if not width:
        return
    for above, below in found:
        if _is_cut(above, below.words, width, exact):
            gap = "" if _CUT.search(above.words[-3:]) and below.words[0].isupper() else " "
            yield above.end, below.start, gap
        elif spaced:
            yield above.end, below.start, "\n"


def _pairs(text: str, spaced: bool, indent: Callable[[int], int]) -> Iterator[tuple[_Line, _Line]]:
    """Neighbouring lines: no empty line between them, or one where one parts all printed lines."""
    most = 2 if spaced else 1
    printed = []
    start = 0
    for words in text.split("\n"):
        if words:
            printed.append(_Line(start, start + len(words), words, indent(start)))
        start += len(words) + 1
    return ((above, below) for above, below in pairwise(printed) if below.start - above.end <= most)


def _is_heading(words: str) -> bool:
    """Whether a line is one of its own: a heading in capitals, or a rule."""
    if _RULE.fullmatch(words):
        return True
    return " " in words and not words[0].isdigit() and len(_WORD.findall(words)) > 1 and capitals(words)


def _goes_on(above: str, below: str) -> bool:
    """Whether what begins like an item stands inside a sentence: in a quotation just begun, after «kinh tế»."""
    return _OPEN.search(above) is not None or (above[-1].isalpha() and _DASHED.match(below) is not None)


def _needed(above: _Line, below: str) -> int:
    """How wide the line above would be with the first word of the line below."""
    return above.width + 1 + len(below.split(" ", 1)[0])


def _is_row(words: str) -> bool:
    return "\t" in words or (words[0] == "|" and words[-1] == "|")


def _width(found: Sequence[tuple[_Line, _Line]]) -> tuple[int, bool]:
    """The width at which lines were cut, 0 when they were not; and whether it is exact, in letters of one size."""
    broken = [
        (above, below.words)
        for above, below in found
        if below.words[0].islower()
        and above.words[-1] not in _ENDS
        and not _is_row(above.words)
        and not _MARKER.match(below.words)
    ]
    if len(broken) < _FEWEST:
        return 0, False
    widths = sorted(above.width for above, _below in broken)
    width = max(each for each in widths if each <= 1.25 * widths[len(widths) // 2])
    sizes = [above.width for above, _below in found if not _is_row(above.words)]
    longer = sum(each for each in sizes if each > 1.25 * width)
    if not _NARROWEST <= width <= _WIDEST or longer > _MOST_LONGER * sum(sizes):
        return 0, False
    needed = [_needed(above, below) for above, below in broken]
    full = sum(each > width for each in needed)
    if full >= 0.9 * len(needed):
        return width, True
    full = sum(each > 0.8 * width for each in needed)
    return (width, False) if full >= 0.6 * len(needed) else (0, False)


def _is_cut(line: _Line, below: str, width: int, exact: bool) -> bool:
    """Whether a line was cut for want of room, and the line below goes on with its paragraph."""
    if _needed(line, below) <= (width if exact else 0.8 * width) or line.width > 1.25 * width:
        return False
    above = line.words
    if _is_row(above) or _is_row(below) or (_MARKER.match(below) and not (exact and _goes_on(above, below))):
        return False
    if _is_heading(below) and not capitals(above):
        return False
    return exact or below[0].islower() or above[-1] not in _ENDS
