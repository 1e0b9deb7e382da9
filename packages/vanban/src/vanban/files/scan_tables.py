"""Ruling lines of a scanned page: long dark runs across and down the picture."""

from __future__ import annotations

import re
from bisect import bisect_left

from vanban.files import tesseract
from vanban.files.pdf_glyphs import Glyph
from vanban.files.pdf_tables import MAX_RULES, Box, Rule, Ruled, find_grids, join_rules
from vanban.files.pdf_text import Line
from vanban.files.tesseract import Picture

DARK = 215  # grey below is ink
RUN = 50  # points of the picture in one dark run: longer than any letter is wide or high
GAP = 40  # points of the picture between two cells that are read again
EDGE = 7  # points of the picture next to a rule that are left out of a cell
MOST_CELLS = 150
SURE_ALONE = 85.0
BROKEN = 9.0  # points of the page that may be missing of a faint rule
SHORTEST = 20.0  # points of the page: a rule is at least as long
_INK = bytes(1 if grey < DARK else 0 for grey in range(256))
_LONG = re.compile(rb"\x01{%d,}" % RUN)
_NOISE = frozenset("|[]{}_—–-=~'‘’`.,:;\\/!ˆ^°“”\"")


def find_scanned_grids(picture: Picture, scale: float, slope: float = 0.0) -> list[Ruled]:
    """The ruled tables of a picture, in points of the page from its lower left corner.

    ``scale`` is points of the page for one point of the picture; ``slope`` is how much the lines of the picture fall
    for each point to the right, which is taken out of every place.
    """
    width, height = picture.width, picture.height
    ink = picture.data.translate(_INK)
    flat: list[Rule] = []
    upright: list[Rule] = []
    thick = _either(ink, width)
    for y in range(height):
        for run in _LONG.finditer(thick, y * width, (y + 1) * width):
            start, end = run.start() - y * width, run.end() - y * width
            at = (height - y + slope * (start + end) / 2) * scale
            flat.append(Rule(at, (start + slope * y) * scale, (end + slope * y) * scale))
    thick = _either(ink, 1)
    for x in range(width):
        for run in _LONG.finditer(thick[x::width]):
            start, end = run.start(), run.end()
            at = (x + slope * (start + end) / 2) * scale
            upright.append(Rule(at, (height - end + slope * x) * scale, (height - start + slope * x) * scale))
    if len(flat) + len(upright) > 20 * MAX_RULES:
        return []
    across, down = _long(join_rules(flat, BROKEN)), _long(join_rules(upright, BROKEN))
    if len(across) + len(down) > MAX_RULES // 10:
        return []
    return find_grids(across, down)


def _either(ink: bytes, step: int) -> bytes:
    """Ink where a point or the one ``step`` places after it is inked: a fine line between two rows becomes whole."""
    whole = int.from_bytes(ink, "little")
    return (whole | (whole >> (8 * step))).to_bytes(len(ink), "little")


def _long(rules: list[Rule]) -> list[Rule]:
    return [rule for rule in rules if rule.end - rule.start >= SHORTEST]


def fill_from_words(grids: list[Ruled], lines: list[Line], size: float) -> list[Line]:
    """Put each word into the cell that it stands in; returns the lines of the words outside every table."""
    if not grids:
        return lines
    outside = []
    for line in lines:
        kept = []
        for word in line.words:
            box = next((b for grid in grids if (b := grid.box_at((word.x0 + word.x1) / 2, line.y + 0.3 * size))), None)
            if box is None:
                kept.append(word)
            elif not set(word.text) <= _NOISE or word.text in "-–":
                slack = min(0.15 * size, 0.3 * (word.x1 - word.x0))
                box.glyphs.append(Glyph(word.text, word.x0 + slack, word.x1 - slack, line.y, size, True))
                if not word.sure:
                    box.doubtful.append(word.text)
        if kept:
            outside.append(Line(kept, line.y, line.size, line.page))
    return outside


def look_again(picture: Picture, grids: list[Ruled], scale: float, size: float, slope: float = 0.0) -> None:
    """Read the cells that look empty but hold ink, one under another in one picture: lone numbers are often missed.

    What is found there is marked as doubtful when the program is not sure of it.
    """
    boxes = [(grid, box) for grid in grids for box in grid.boxes if not box.glyphs][:MOST_CELLS]
    crops = [(box, crop) for grid, box in boxes if (crop := _crop(picture, grid, box, scale, slope)) is not None]
    if not crops:
        return
    width = max(crop.width for _, crop in crops)
    rows: list[bytes] = []
    ends: list[int] = []
    gap = b"\xff" * (width * GAP)
    length = 0
    for _, crop in crops:
        side = b"\xff" * (width - crop.width)
        rows.append(gap)
        rows.extend(crop.data[y * crop.width : (y + 1) * crop.width] + side for y in range(crop.height))
        length += GAP + crop.height
        ends.append(length)
    stack = Picture(width, length, b"".join(rows))
    for word in tesseract.words_of(stack, layout=6):
        if not any(c.isalnum() for c in word.text):
            continue
        at = bisect_left(ends, word.top + word.height // 2)
        if at < len(crops):
            box = crops[at][0]
            base = -(word.top + word.height) * scale
            box.glyphs.append(Glyph(word.text, word.left * scale, (word.left + word.width) * scale, base, size, True))
            if word.sure < SURE_ALONE:
                box.doubtful.append(word.text)


def _crop(picture: Picture, grid: Ruled, box: Box, scale: float, slope: float) -> Picture | None:
    """The inside of a cell without its rules, or None when it holds no ink."""
    left, right = grid.xs[box.column] / scale, grid.xs[box.column + box.columns] / scale
    top = picture.height - grid.ys[box.row] / scale
    bottom = picture.height - grid.ys[box.row + box.rows] / scale
    across, down = slope * (top + bottom) / 2, slope * (left + right) / 2
    left, right = int(left - across) + EDGE, int(right - across) - EDGE
    top, bottom = int(top + down) + EDGE, int(bottom + down) - EDGE
    left, top, right, bottom = max(left, 0), max(top, 0), min(right, picture.width), min(bottom, picture.height)
    if right - left < 15 or bottom - top < 15:
        return None
    rows = [picture.data[y * picture.width + left : y * picture.width + right] for y in range(top, bottom)]
    inked = [at for at, row in enumerate(rows) if row.translate(_INK).count(1) >= 3]
    if len(inked) < 12:
        return None
    rows = rows[max(0, inked[0] - 15) : inked[-1] + 15]
    return Picture(right - left, len(rows), b"".join(rows))
