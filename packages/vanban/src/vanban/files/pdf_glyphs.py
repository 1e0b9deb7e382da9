"""The letters of a PDF page as its text layer has them: where each stands, which are slanted, which run up the page."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

MAX_LETTERS = 60_000
SPACE, HINT = " ", "\u2009"  # a space of the file; one that pdfium put in, to be believed only where room is left
LEAST_GAP = 0.1  # of the size: the room of such a space at least
_HYPHENS = {"\ufffe": "-", "\x02": "-"}
_SLANT = 0.09  # tangent of five degrees: letters that rise more are no part of a line
_MOST_SLANTED = 0.4  # of the letters: above it the page is crooked and its letters are its text
_FEW = 2000  # slanted letters that are kept: a watermark comes back often


class Glyph(NamedTuple):
    """A printed letter, in points from the lower left corner of the page turned upright.

    A space is a glyph too (:data:`SPACE`, :data:`HINT`). ``spaced`` tells a whole word of a scan.
    """

    text: str
    x0: float
    x1: float
    y: float  # the base line
    size: float  # size of the letters in points
    spaced: bool = False

    @property
    def is_space(self) -> bool:
        """Whether it is a space, of the file or put in."""
        return self.text == SPACE or self.text == HINT


class Sideways(NamedTuple):
    """A letter of text that runs up or down the page: as it stands when that text is upright, and its middle."""

    glyph: Glyph
    x: float
    y: float


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

    def direction(self, a: float, b: float) -> tuple[float, float]:
        """A direction of the user space on the upright page."""
        if self.quarters == 0:
            return a, b
        if self.quarters == 3:
            return b, -a
        if self.quarters == 2:
            return -a, -b
        return -b, a


@dataclass(slots=True)
class Letters:
    """The letters of a page by how they run, each group in the order of the file."""

    turn: Turn
    upright: list[Glyph] = field(default_factory=list)
    sideways: list[Sideways] = field(default_factory=list)
    slanted: list[Glyph] = field(default_factory=list)


class _Seen(NamedTuple):
    text: str
    left: float
    bottom: float
    right: float
    top: float
    x: float  # origin
    y: float
    a: float  # direction in which the text runs
    b: float
    size: float


def read_letters(layer: Any, width: float, height: float, turn: Turn | None = None) -> Letters:
    """The letters of the text layer of a page, and how the page had to be turned (or the turn that is given).

    ``width`` and ``height`` are those of the page before any turn.
    """
    turn = turn or _turn(layer, min(layer.count_chars(), MAX_LETTERS), width, height)
    found = Letters(turn)
    slanted: list[Glyph] = []
    for seen in _letters_of(layer):
        u, v = turn.direction(seen.a, seen.b)
        if u > 0 and abs(v) <= _SLANT * u:
            _keep(found.upright, _upright(seen, turn))
        elif abs(u) <= _SLANT * abs(v):
            found.sideways.append(_sideways(seen, turn, up=v > 0))
        elif len(slanted) < _FEW:
            _keep(slanted, _upright(seen, turn))
    if len(slanted) > _MOST_SLANTED * (len(found.upright) + len(slanted)):
        found.upright += slanted
    else:
        found.slanted = slanted
    return found


def _letters_of(layer: Any) -> Iterator[_Seen]:
    """Every letter and space of a layer with its place.

    A space that pdfium puts in by itself counts where it has room, not where it only tells that the file goes on
    elsewhere on the line.
    """
    from pypdfium2 import raw

    box, x, y, matrix = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
    box_at, x_at, y_at, matrix_at = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y), ctypes.byref(matrix)
    handle = layer.raw
    unicode_of, box_of, origin_of = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharOrigin
    size_of, matrix_of, generated = raw.FPDFText_GetFontSize, raw.FPDFText_GetMatrix, raw.FPDFText_IsGenerated
    hint: float | None = None
    last: _Seen | None = None
    for index in range(min(layer.count_chars(), MAX_LETTERS)):
        code = unicode_of(handle, index)
        if (code <= 32 and code != 2) or code == 0xA0:
            if code < 32 or generated(handle, index) == 1:
                hint = box.left if box_of(handle, index, box_at) else None
                continue
            text = SPACE
        elif 0xD800 <= code < 0xE000 or code > 0x10FFFF:
            continue
        else:
            text = chr(code)
            text = _HYPHENS.get(text, text)
        if not box_of(handle, index, box_at) or not origin_of(handle, index, x_at, y_at):
            continue
        matrix_of(handle, index, matrix_at)
        size = size_of(handle, index) * math.hypot(matrix.c, matrix.d)
        if size <= 0.5 or not math.isfinite(box.left + box.right + box.bottom + box.top + y.value + size):
            continue
        a, b = (matrix.a, matrix.b) if matrix.a or matrix.b else (1.0, 0.0)
        seen = _Seen(text, box.left, box.bottom, box.right, box.top, x.value, y.value, a, b, size)
        if hint is not None and last is not None and (between := _between(last, hint, seen)) is not None:
            yield between
        yield seen
        hint, last = None, seen


def _between(one: _Seen, left: float, other: _Seen) -> _Seen | None:
    """The space that pdfium put between two letters of a line, when it has room."""
    if one.a <= 0 or abs(one.b) > _SLANT * one.a or abs(other.y - one.y) > 0.1 * other.size:
        return None
    if not LEAST_GAP * other.size < other.left - left < other.size:
        return None
    return one._replace(text=HINT, left=left, right=other.left, x=left)


def _upright(seen: _Seen, turn: Turn) -> Glyph:
    if not turn.quarters:
        return Glyph(seen.text, seen.left, seen.right, seen.y, seen.size)
    first, second = turn.point(seen.left, seen.bottom), turn.point(seen.right, seen.top)
    left, right = sorted((first[0], second[0]))
    return Glyph(seen.text, left, right, turn.point(seen.x, seen.y)[1], seen.size)


def _sideways(seen: _Seen, turn: Turn, *, up: bool) -> Sideways:
    first, second = turn.point(seen.left, seen.bottom), turn.point(seen.right, seen.top)
    middle = (first[0] + second[0]) / 2, (first[1] + second[1]) / 2
    again = Turn(3 if up else 1, turn.height, turn.width)
    one, other = again.point(*first), again.point(*second)
    left, right = sorted((one[0], other[0]))
    base = again.point(*turn.point(seen.x, seen.y))[1]
    return Sideways(Glyph(seen.text, left, right, base, seen.size), *middle)


def _keep(glyphs: list[Glyph], glyph: Glyph) -> None:
    """Take a letter, if it is not the last one printed again to look bold, and if its box can be true."""
    if glyph.x1 - glyph.x0 > 20 * glyph.size:
        return
    if glyphs:
        last, near = glyphs[-1], 0.1 * glyph.size
        if last.text == glyph.text and abs(last.x0 - glyph.x0) < near and abs(last.y - glyph.y) < near:
            return
    glyphs.append(glyph)


def _turn(layer: Any, count: int, width: float, height: float) -> Turn:
    from pypdfium2 import raw

    step = max(1, count // 200)
    turns = Counter(
        round(raw.FPDFText_GetCharAngle(layer.raw, index) / (math.pi / 2)) % 4 for index in range(0, count, step)
    )
    quarters = turns.most_common(1)[0][0] if turns else 0
    return Turn(quarters, width, height) if quarters % 2 == 0 else Turn(quarters, height, width)


def text_of(glyphs: list[Glyph]) -> str:
    """Letters in the order of the file as text: spaces where the file has them, a new line where the next is far."""
    pieces: list[str] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if last is not None and not glyph.is_space and not last.is_space:
            across = max(glyph.x0 - last.x1, last.x0 - glyph.x1, 0.0)
            if math.hypot(across, glyph.y - last.y) > 2.5 * max(glyph.size, last.size):
                pieces.append("\n")
        pieces.append(SPACE if glyph.is_space else glyph.text)
        last = glyph
    return "".join(pieces)
