"""The letters of a PDF page put together to words and lines, by where they stand."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from vanban.text import LOWERED, RAISED

MAX_LETTERS = 60_000
_LIGATURES = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl"})
_BULLETS = str.maketrans({"\uf02d": "-", "\uf0b7": "-", "\uf0a7": "-", "\uf0d8": "-", "\uf076": "-", "\uf0fc": "-"})
WORD_GAP = 0.2  # of the size of the letters
_HYPHENS = {"\ufffe": "-", "\x02": "-", "\xad": "-"}


class Glyph(NamedTuple):
    """A printed letter, in points from the lower left corner of the page turned upright."""

    text: str
    x0: float
    x1: float
    y: float  # the base line
    size: float  # size of the letters in points
    spaced: bool = False  # whether the file has a space before it


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


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page is turned so that its text stands upright: quarter turns of the text clockwise, and the size after."""

    quarters: int
    width: float
    height: float

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the user space on the upright page."""
        if self.quarters == 0:
            return x, y
        if self.quarters == 3:
            return y, self.height - x
        if self.quarters == 2:
            return self.width - x, self.height - y
        return self.width - y, x


def read_glyphs(layer: Any, width: float, height: float) -> tuple[list[Glyph], Turn]:
    """The letters of the text layer of a page in the order of the file, and how the page had to be turned.

    ``width`` and ``height`` are those of the page before any turn.
    """
    from pypdfium2 import raw

    count = min(layer.count_chars(), MAX_LETTERS)
    turn = _turn(layer, count, width, height)
    box, x, y, matrix = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
    box_at, x_at, y_at, matrix_at = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y), ctypes.byref(matrix)
    handle = layer.raw
    unicode_of, box_of, origin_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharOrigin
    size_of, matrix_of = raw.FPDFText_GetFontSize, raw.FPDFText_GetMatrix
    glyphs: list[Glyph] = []
    spaced = False
    for index in range(count):
        code = unicode_of(handle, index)
        if (code <= 32 and code != 2) or code == 0xA0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
            spaced = True
            continue
        text = chr(code)
        text = _HYPHENS.get(text, text)
        if not box_of(handle, index, box_at) or not origin_of(handle, index, x_at, y_at):
            continue
        if turn.quarters:
            first, second = turn.point(box.left, box.bottom), turn.point(box.right, box.top)
            left, right = sorted((first[0], second[0]))
            base = turn.point(x.value, y.value)[1]
        else:
            left, right, base = box.left, box.right, y.value
        matrix_of(handle, index, matrix_at)
        size = size_of(handle, index) * math.hypot(matrix.c, matrix.d)
        if size <= 0.5 or right - left > 20 * size or not math.isfinite(left + right + base + size):
            continue
        if glyphs:
            last = glyphs[-1]
            if last.text == text and abs(last.x0 - left) < 0.1 * size and abs(last.y - base) < 0.1 * size:
                continue  # bold made by printing a letter twice
        glyphs.append(Glyph(text, left, right, base, size, spaced))
        spaced = False
    return glyphs, turn


def _turn(layer: Any, count: int, width: float, height: float) -> Turn:
    from pypdfium2 import raw

    step = max(1, count // 200)
    turns = Counter(
        round(raw.FPDFText_GetCharAngle(layer.raw, index) / (math.pi / 2)) % 4 for index in range(0, count, step)
    )
    quarters = turns.most_common(1)[0][0] if turns else 0
    return Turn(quarters, width, height) if quarters % 2 == 0 else Turn(quarters, height, width)


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines that the letters make, from top to bottom; raised and lowered digits become ¹ and ₁."""
    runs = _runs(glyphs)
    runs.sort(key=lambda run: (-max(g.size for g in run), -run[0].y))
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
    """Letters that follow one another in the file on one base line."""
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


def _line(y: float, size: float, runs: Sequence[Sequence[Glyph]]) -> Line:
    full = [g for run in runs for g in run if g.size > 0.82 * size]
    base = full[0].y if full else y
    words: list[Word] = []
    previous: Glyph | None = None
    for glyph in sorted((g for run in runs for g in run), key=lambda g: g.x0):
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
        gap = glyph.x0 - words[-1].x1 if words else 0.0
        script = previous is not None and min(glyph.size, previous.size) < 0.82 * size
        least = 0.15 if script else -0.1
        height = min(size, max(glyph.size, words[-1].size)) if words else size
        if not words or gap > WORD_GAP * height or (glyph.spaced and gap > least * height):
            words.append(Word(text, glyph.x0, glyph.x1, glyph.y, glyph.size))
        else:
            word = words[-1]
            word.text += text
            word.x1 = max(word.x1, glyph.x1)
            word.size = max(word.size, glyph.size)
        previous = glyph
    return Line(words, base, size)


def segments(line: Line, gap: float) -> list[Line]:
    """The parts of a line with more than ``gap`` points between them."""
    parts: list[list[Word]] = []
    for word in line.words:
        if parts and word.x0 - parts[-1][-1].x1 <= gap:
            parts[-1].append(word)
        else:
            parts.append([word])
    return [Line(words, line.y, max(word.size for word in words), line.page) for words in parts]
