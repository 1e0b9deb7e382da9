"""Where stamped words belong on the lines of a page: in a blank that was left for them, or as a line of the head.

A number stands in «Số:      /BC-SNV», a day in «ngày      tháng 11 năm 2025»; a blank may be too narrow for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vanban.files.pdf_glyphs import SPACE, Glyph
from vanban.files.pdf_text import Line

LEADERS = frozenset(".…_·‧․")
NEAR, NEAR_NUMBER = 0.5, 0.75  # of the size: how far its base line may lie from the line whose blank a mark fills
_APART = 3.0  # of the size: words of one mark further apart fill blanks of their own
_REACH = 4.0  # of the size: how far a number may stand from a blank too narrow for it
_MOST_DIGITS = 5
_NARROW_BLANK = re.compile(r"(?:Số|SỐ)\s*[:.]?\s*/")
_LINE_OF_HEAD = re.compile(
    r"(?:Số|SỐ)\s*[:.]?\s*\d{1,5}[a-z]?\s?[/-]\s?(?:\d{4}\s?/\s?)?[A-ZĐ][\w&./-]*"
    r"|(?:[^\W\d_][\w .-]{1,40},\s*)?ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}"
)


def is_line_of_head(words: str) -> bool:
    """Whether stamped words are a line of a head: «Số: 181/BC-SNV», «Hà Thử, ngày 05 tháng 11 năm 2025»."""
    return _LINE_OF_HEAD.fullmatch(words) is not None


def parted(run: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """The parts of a run that stand far apart, spaces at their ends left out."""
    part: list[Glyph] = []
    for glyph in run:
        if glyph.is_space:
            continue
        if part and glyph.x0 - part[-1].x1 > _APART * glyph.size:
            yield part
            part = []
        elif part and glyph.x0 - part[-1].x1 > 0.1 * glyph.size:
            part.append(glyph._replace(text=SPACE, x0=part[-1].x1, x1=glyph.x0))
        part.append(glyph)
    if part:
        yield part


def as_letters(words: str, box: tuple[float, float, float, float]) -> list[Glyph]:
    """Words that a viewer would draw into a box as letters of one line there."""
    left, bottom, right, top = box
    words = " ".join(words.split())
    size = max(1.0, min(12.0, top - bottom))
    wide = min(0.5 * size, (right - left) / max(1, len(words)))
    base = (bottom + top) / 2 - 0.35 * size
    return [Glyph(letter, left + at * wide, left + (at + 1) * wide, base, size) for at, letter in enumerate(words)]


def in_blank(run: Sequence[Glyph], printed: Sequence[Glyph], lines: Sequence[Line]) -> list[Glyph] | None:
    """The letters of a run as part of the line in whose blank it stands: beside letters of it, over none but dots."""
    x0, x1, size = _extent(run)
    is_number = _is_number(run)
    near = [line for line in _near(run, lines, NEAR_NUMBER if is_number else NEAR) if _reaches(line, x0, x1, size)]
    for line in near:
        if _covered(line, printed, x0, x1) < 0.3 * min(x1 - x0, size):
            return _spaced(run, line, printed)
    for line in near if is_number else ():
        if (blank := _narrow_blank(line, printed, x0, x1, size)) is not None:
            return _squeezed(run, line.y, *blank)
    return None


def on_line(run: Sequence[Glyph], printed: Sequence[Glyph], lines: Sequence[Line]) -> list[Glyph]:
    """The letters of a run on the line at their height when they cover nothing of it, else where they are."""
    x0, x1, size = _extent(run)
    for line in _near(run, lines, NEAR):
        if _covered(line, printed, x0, x1) < 0.3 * size:
            return [glyph._replace(y=line.y) for glyph in run]
    return list(run)


def _extent(run: Sequence[Glyph]) -> tuple[float, float, float]:
    return min(g.x0 for g in run), max(g.x1 for g in run), max(g.size for g in run)


def _is_number(run: Sequence[Glyph]) -> bool:
    digits = [glyph.text for glyph in run if not glyph.is_space]
    return len(digits) <= _MOST_DIGITS and all(text.isdecimal() for text in digits)


def _near(run: Sequence[Glyph], lines: Sequence[Line], share: float) -> list[Line]:
    """The lines at the height of a run, the nearest first."""
    base, size = run[0].y, max(glyph.size for glyph in run)
    near = [line for line in lines if abs(line.y - base) <= share * max(size, line.size)]
    return sorted(near, key=lambda line: abs(line.y - base))


def _reaches(line: Line, x0: float, x1: float, size: float) -> bool:
    return line.x0 - 3 * size < x0 and x1 < line.x1 + 3 * size


def _on(line: Line, printed: Sequence[Glyph]) -> list[Glyph]:
    """The printed letters of a line, dots that are to be filled left out."""
    return [
        glyph
        for glyph in printed
        if abs(glyph.y - line.y) < 0.3 * line.size and not glyph.is_space and glyph.text not in LEADERS
    ]


def _covered(line: Line, printed: Sequence[Glyph], x0: float, x1: float) -> float:
    """How much of the letters of a line stands under the place from x0 to x1, in points."""
    return sum(max(0.0, min(x1, glyph.x1) - max(x0, glyph.x0)) for glyph in _on(line, printed))


def _spaced(run: Sequence[Glyph], line: Line, printed: Sequence[Glyph]) -> list[Glyph]:
    """The letters of a run on a line, parted by a space from the words that stand close at its ends."""
    x0, x1, size = _extent(run)
    letters = [glyph._replace(y=line.y) for glyph in run]
    beside = [glyph for glyph in _on(line, printed) if glyph.text.isalpha()]
    first, last = letters[0], letters[-1]
    if any(0 <= x0 - glyph.x1 + 0.3 * size < 0.6 * size for glyph in beside):
        letters.insert(0, first._replace(text=SPACE, x0=x0, x1=x0))
    if any(0 <= glyph.x0 - x1 + 0.3 * size < 0.6 * size for glyph in beside):
        letters.append(last._replace(text=SPACE, x0=x1, x1=x1))
    return letters


def _narrow_blank(
    line: Line, printed: Sequence[Glyph], x0: float, x1: float, size: float
) -> tuple[float, float] | None:
    """The ends of a blank before a stroke («Số: /BC-SNV») near a number that has not enough room in it."""
    if _NARROW_BLANK.match(line.text) is None:
        return None
    letters = sorted(_on(line, printed), key=lambda glyph: glyph.x0)
    at = next((at for at, glyph in enumerate(letters) if glyph.text == "/"), 0)
    if not at:
        return None
    left, right = letters[at - 1].x1, letters[at].x0
    return (left, right) if left - _REACH * size < (x0 + x1) / 2 < right + _REACH * size else None


def _squeezed(run: Sequence[Glyph], y: float, left: float, right: float) -> list[Glyph]:
    """The letters of a run between two others, however little room there is."""
    letters = [glyph for glyph in run if not glyph.is_space]
    wide = (right - left) / (len(letters) + 1)
    first = letters[0]
    space = first._replace(text=SPACE, x0=left, x1=left + wide / 2, y=y)
    return [
        space,
        *(
            glyph._replace(x0=left + (at + 0.5) * wide, x1=left + (at + 1.5) * wide, y=y)
            for at, glyph in enumerate(letters)
        ),
    ]
