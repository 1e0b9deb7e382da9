"""The letters of a PDF page put together to words and lines, by where they stand."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from vanban.files.pdf_glyphs import HINT, LEAST_GAP, SPACE, Glyph
from vanban.text import LOWERED, RAISED

_LIGATURES = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl"})
_BULLETS = str.maketrans({"\uf02d": "-", "\uf0b7": "-", "\uf0a7": "-", "\uf0d8": "-", "\uf076": "-", "\uf0fc": "-"})
WORD_GAP = 0.2  # of the size of the letters
_SPREAD = 0.4  # of the size: letters set further apart are words of their own
_WIDEST = 0.9  # where all stand so and the file has spaces between its words


@dataclass(slots=True)
class Word:
    """Letters without a space between them."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    sure: bool = True  # False for a word of a scan that a person should look at


@dataclass(slots=True)
class Line:
    """Words on one base line, from left to right."""

    words: list[Word]
    y: float
    size: float
    page: int = 0

    @property
    def x0(self) -> float:
        """The left end."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """The right end."""
        return self.words[-1].x1

    @property
    def text(self) -> str:
        """The words joined by spaces."""
        return " ".join(word.text for word in self.words)


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines that the letters make, from top to bottom; raised and lowered digits become ¹ and ₁."""
    runs = _runs(glyphs)
    runs.sort(key=lambda run: (_is_space(run), -max(g.size for g in run), -run[0].y))  # a space makes no line
    groups: list[tuple[float, float, list[list[Glyph]]]] = []  # base line, size, runs
    by_band: dict[int, list[int]] = {}
    for run in runs:
        y, size = run[0].y, max(g.size for g in run)
        best = None
        for band in range(int(y // 10) - 3, int(y // 10) + 4):
            for at in by_band.get(band, ()):
                rise, tall = y - groups[at][0], groups[at][1]
                close = abs(rise) < 0.28 * max(size, tall * 0.6)
                script = size < 0.82 * tall and -0.35 * tall < rise < 0.62 * tall and _touches(run, groups[at][2])
                if (close or script) and (best is None or abs(rise) < abs(y - groups[best][0])):
                    best = at
        if best is None and _is_space(run):
            continue
        if best is None:
            by_band.setdefault(int(y // 10), []).append(len(groups))
            groups.append((y, size, [run]))
        else:
            groups[best][2].append(run)
    lines = [_line(y, size, members) for y, size, members in groups]
    return sorted((line for line in lines if line.words), key=lambda line: -line.y)


def _touches(run: Sequence[Glyph], others: Sequence[Sequence[Glyph]]) -> bool:
    """Whether a small raised or lowered run stands beside letters of the line and not over them."""
    x0, x1, size = run[0].x0, run[-1].x1, run[0].size
    near = False
    for other in others:
        if other[0].x0 - 1.2 * size < x0 and x1 < other[-1].x1 + 1.5 * size:
            near = True
    return near


def _runs(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Letters that follow one another in the file on one base line; where one is left out for another font, two."""
    runs: list[list[Glyph]] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if (
            last is not None
            and abs(glyph.y - last.y) < 0.05 * last.size
            and abs(glyph.size - last.size) < 0.1 * last.size
            and -0.3 * last.size < glyph.x0 - last.x1 < 1.0 * last.size
        ):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
        last = glyph
    return runs


def _is_space(run: Sequence[Glyph]) -> bool:
    return all(glyph.is_space for glyph in run)


def _placed(runs: Sequence[Sequence[Glyph]]) -> list[Glyph]:
    """The letters of a line from left to right; within a run the order of the file stays, whatever their boxes say."""
    keyed: list[tuple[float, Glyph]] = []
    for run in runs:
        furthest = run[0].x0
        for glyph in run:
            furthest = max(furthest, glyph.x0)
            mark = glyph is run[0] and not glyph.is_space and unicodedata.combining(glyph.text[0])
            keyed.append(((glyph.x0 + glyph.x1) / 2 if mark else furthest, glyph))
    keyed.sort(key=lambda pair: pair[0])
    return [glyph for _, glyph in keyed]


def _spread(glyphs: Sequence[Glyph]) -> float:
    """How far apart the letters of words stand in a line, in points: 0 unless they are set wide (chữ giãn)."""
    gaps = []
    for one, other in pairwise(glyphs):
        if not one.is_space and not other.is_space and not one.spaced and not other.spaced:
            gaps.append(other.x0 - one.x1)
    if len(gaps) < 4:
        return 0.0
    usual = median_low(gaps)
    size = max(glyph.size for glyph in glyphs)
    alike = sum(abs(gap - usual) < 0.1 * size for gap in gaps) > 0.8 * len(gaps)
    most = _WIDEST if alike and any(glyph.text == SPACE for glyph in glyphs) else _SPREAD
    return usual if 0.0 < usual < most * size else 0.0


def _line(y: float, size: float, runs: Sequence[Sequence[Glyph]]) -> Line:
    full = [g for run in runs for g in run if g.size > 0.82 * size]
    base = full[0].y if full else y
    apart, over = _overprinted(runs)
    words = _words(_placed(apart), base, size)
    for run in over:
        at = next((at for at, word in enumerate(words) if word.x0 > run[0].x0 + 0.5 * size), len(words))
        words[at:at] = _words(run, base, size)
    return Line(words, base, size)


def _overprinted(runs: Sequence[Sequence[Glyph]]) -> tuple[list[Sequence[Glyph]], list[Sequence[Glyph]]]:
    """The runs beside one another, and those printed over another: a figure that a later one covers.

    The same letters printed again, to look bold, are left out.
    """
    apart: list[Sequence[Glyph]] = []
    over: list[Sequence[Glyph]] = []
    for run in sorted(runs, key=lambda run: run[0].x0):
        if not apart or _is_space(run) or _covered(run, apart[-1]) < 0.6:
            apart.append(run)
        elif [glyph.text for glyph in run if not glyph.is_space] != [g.text for g in apart[-1] if not g.is_space]:
            over.append(run)
    return apart, over


def _covered(run: Sequence[Glyph], other: Sequence[Glyph]) -> float:
    """The share of the width of a run that stands over letters of another; marks of letters cover none."""
    letters = [glyph for glyph in run if not glyph.is_space and not unicodedata.combining(glyph.text[0])]
    below = [glyph for glyph in other if not glyph.is_space]
    width = sum(glyph.x1 - glyph.x0 for glyph in letters)
    if len(letters) < 2 or width <= 0:
        return 0.0
    covered = 0.0
    at = 0
    for glyph in letters:
        while at + 1 < len(below) and below[at].x1 <= glyph.x0:
            at += 1
        if at < len(below):
            covered += max(0.0, min(glyph.x1, below[at].x1) - max(glyph.x0, below[at].x0))
        if at + 1 < len(below):
            covered += max(0.0, min(glyph.x1, below[at + 1].x1) - max(glyph.x0, below[at + 1].x0))
    return covered / width


def _words(placed: Sequence[Glyph], base: float, size: float) -> list[Word]:
    """The words that letters from left to right make."""
    spread = _spread(placed)
    words: list[Word] = []
    previous: Glyph | None = None
    space: Glyph | None = None
    for glyph in placed:
        if glyph.is_space:
            space = glyph if space is None or space.text == HINT else space
            continue
        if previous is not None and previous.text == glyph.text and abs(previous.x0 - glyph.x0) < 0.1 * size:
            continue
        text = glyph.text
        if text >= "\ue000":
            text = text.translate(_LIGATURES).translate(_BULLETS)
        if glyph.size < 0.82 * size and text.isdigit():
            rise = glyph.y - base
            if rise > 0.12 * size:
                text = text.translate(RAISED)
            elif rise < -0.03 * size:
                text = text.translate(LOWERED)
        if not words or _parted(words[-1], previous, glyph, space, size, spread):
            words.append(Word(text, glyph.x0, glyph.x1, glyph.y, glyph.size))
        else:
            word = words[-1]
            word.text += text
            word.x1 = max(word.x1, glyph.x1)
            word.size = max(word.size, glyph.size)
        previous, space = glyph, None
    return words


def _parted(word: Word, previous: Glyph | None, glyph: Glyph, space: Glyph | None, size: float, spread: float) -> bool:
    """Whether a letter begins a new word: a space of the file stands before it, or it stands apart."""
    gap = glyph.x0 - word.x1
    height = min(size, max(glyph.size, word.size))
    if gap > WORD_GAP * height + spread:
        return True
    if space is None and not glyph.spaced:
        return False
    script = previous is not None and min(glyph.size, previous.size) < 0.82 * size
    if script:
        return gap > 0.15 * height
    if space is not None and space.text == HINT:
        return gap > LEAST_GAP * height + spread
    return gap > -0.1 * height


def segments(line: Line, gap: float) -> list[Line]:
    """The parts of a line with more than ``gap`` points between them."""
    parts: list[list[Word]] = []
    for word in line.words:
        if parts and word.x0 - parts[-1][-1].x1 <= gap:
            parts[-1].append(word)
        else:
            parts.append([word])
    return [Line(words, line.y, max(word.size for word in words), line.page) for words in parts]
