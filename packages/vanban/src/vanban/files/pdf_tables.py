"""Tables of a PDF page from its ruling lines: which cells the lines enclose, merged cells included."""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from vanban.files.pdf_glyphs import Glyph, Sideways, Turn

MAX_OBJECTS = 20_000
MAX_RULES = 6_000
THIN = 3.0  # points: a filled box thinner than this is a line
SNAP = 3.0  # points between lines that are meant as one


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along an axis: from ``start`` to ``end`` at ``at`` on the other axis."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Box:
    """A cell: rows and columns of the grid that it covers, the letters in it, and the words of a scan not sure."""

    row: int
    column: int
    rows: int
    columns: int
    glyphs: list[Glyph] = field(default_factory=list)
    sideways: list[Glyph] = field(default_factory=list)  # of words that run up the cell
    doubtful: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Ruled:
    """A ruled grid: ``xs`` from left to right, ``ys`` from top to bottom, and the box over each place."""

    xs: list[float]
    ys: list[float]
    boxes: list[Box]
    places: dict[tuple[int, int], Box]

    def box_at(self, x: float, y: float) -> Box | None:
        """The cell around a point, or None outside."""
        column = bisect_right(self.xs, x) - 1
        row = bisect_right(self.ys, -y, key=lambda value: -value) - 1
        return self.places.get((row, column))


def read_rules(page: Any, turn: Turn) -> tuple[list[Rule], list[Rule]]:
    """The horizontal and the vertical lines that a page draws, as strokes, thin boxes or edges of boxes."""
    flat: list[Rule] = []
    upright: list[Rule] = []
    for x0, y0, x1, y1 in _strokes(page):
        (left, bottom), (right, top) = turn.point(x0, y0), turn.point(x1, y1)
        left, right = min(left, right), max(left, right)
        bottom, top = min(bottom, top), max(bottom, top)
        if top - bottom <= THIN and right - left > 4:
            flat.append(Rule((top + bottom) / 2, left, right))
        elif right - left <= THIN and top - bottom > 4:
            upright.append(Rule((left + right) / 2, bottom, top))
        if len(flat) + len(upright) > MAX_RULES:
            return [], []
    return join_rules(flat), join_rules(upright)


def _strokes(page: Any) -> Iterator[tuple[float, float, float, float]]:
    """Straight pieces of paths as (x0, y0, x1, y1) in the user space of the page."""
    from pypdfium2 import raw

    seen = 0
    stack: list[tuple[Any, bool, tuple[float, ...]]] = [(page.raw, False, (1, 0, 0, 1, 0, 0))]
    matrix = raw.FS_MATRIX()
    while stack:
        holder, is_form, outer = stack.pop()
        count = raw.FPDFFormObj_CountObjects(holder) if is_form else raw.FPDFPage_CountObjects(holder)
        for index in range(count):
            seen += 1
            if seen > MAX_OBJECTS:
                return
            item = raw.FPDFFormObj_GetObject(holder, index) if is_form else raw.FPDFPage_GetObject(holder, index)
            kind = raw.FPDFPageObj_GetType(item)
            if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM):
                continue
            raw.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix))
            inner = _product((matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f), outer)
            if kind == raw.FPDF_PAGEOBJ_FORM:
                if len(stack) < 8:
                    stack.append((item, True, inner))
                continue
            yield from _pieces(item, inner)


def _product(a: Sequence[float], b: Sequence[float]) -> tuple[float, ...]:
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def _pieces(path: Any, matrix: Sequence[float]) -> Iterator[tuple[float, float, float, float]]:
    """The lines of a path: a thin closed shape is one line; a wide one gives its edges only when it is stroked."""
    from pypdfium2 import raw

    count = raw.FPDFPath_CountSegments(path)
    if count > 2000:
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    if not fill.value and not stroke.value:
        return
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    shapes: list[list[tuple[float, float]]] = []
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        if not raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
            return
        kind = raw.FPDFPathSegment_GetType(segment)
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if kind == raw.FPDF_SEGMENT_MOVETO or not shapes:
            shapes.append([point])
        elif kind == raw.FPDF_SEGMENT_LINETO:
            shapes[-1].append(point)
            if raw.FPDFPathSegment_GetClose(segment):
                shapes[-1].append(shapes[-1][0])
        else:
            return  # a curve is no rule
    for shape in shapes:
        if len(shape) < 2:
            continue
        x0, x1 = min(p[0] for p in shape), max(p[0] for p in shape)
        y0, y1 = min(p[1] for p in shape), max(p[1] for p in shape)
        if x1 - x0 <= THIN or y1 - y0 <= THIN:
            yield x0, y0, x1, y1
        elif stroke.value:
            for (left, bottom), (right, top) in pairwise(shape):
                if abs(left - right) <= 0.5 or abs(bottom - top) <= 0.5:
                    yield left, bottom, right, top


def join_rules(rules: Sequence[Rule], gap: float = SNAP) -> list[Rule]:
    """Pieces on one line, with no more than ``gap`` points between them, made one rule."""
    found: list[Rule] = []
    by_place = sorted(rules, key=lambda rule: rule.at)
    begin = 0
    while begin < len(by_place):
        end = begin + 1
        while end < len(by_place) and by_place[end].at - by_place[end - 1].at <= 1.0:
            end += 1
        level = sorted(by_place[begin:end], key=lambda rule: rule.start)
        begin = end
        merged = [level[0]]
        for rule in level[1:]:
            last = merged[-1]
            if rule.start <= last.end + gap:
                merged[-1] = Rule(last.at, last.start, max(last.end, rule.end))
            else:
                merged.append(rule)
        found += merged
    return found


def find_grids(flat: Sequence[Rule], upright: Sequence[Rule]) -> list[Ruled]:
    """The grids of two columns or more that the rules make, the smaller ones first."""
    across, down = list(flat), list(upright)
    while True:  # rules that hold nothing (underlined words) go
        kept_across = [r for r in across if sum(_meets(r, v) for v in down) >= 2]
        kept_down = [r for r in down if sum(_meets(h, r) for h in kept_across) >= 2]
        if len(kept_across) == len(across) and len(kept_down) == len(down):
            break
        across, down = kept_across, kept_down
    grids = []
    for group_across, group_down in _groups(across, down):
        xs = _positions([r.at for r in group_down])
        ys = _positions([r.at for r in group_across])[::-1]
        if len(xs) < 3 or len(ys) < 2 or len(xs) > 120 or len(ys) > 1000:
            continue
        grids.append(_grid(xs, ys, group_across, group_down))
    return sorted(grids, key=lambda g: (g.xs[-1] - g.xs[0]) * (g.ys[0] - g.ys[-1]))


def _meets(across: Rule, down: Rule) -> bool:
    return across.start - SNAP <= down.at <= across.end + SNAP and down.start - SNAP <= across.at <= down.end + SNAP


def _groups(across: Sequence[Rule], down: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that hang together."""
    parent = list(range(len(across) + len(down)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for i, h in enumerate(across):
        for j, v in enumerate(down):
            if _meets(h, v):
                parent[root(i)] = root(len(across) + j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, h in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(h)
    for j, v in enumerate(down):
        groups.setdefault(root(len(across) + j), ([], []))[1].append(v)
    return list(groups.values())


def _positions(values: Sequence[float]) -> list[float]:
    found: list[list[float]] = []
    for value in sorted(values):
        if found and value - found[-1][-1] <= SNAP:
            found[-1].append(value)
        else:
            found.append([value])
    return [sum(group) / len(group) for group in found]


def _grid(xs: list[float], ys: list[float], across: Sequence[Rule], down: Sequence[Rule]) -> Ruled:
    """The cells of a grid: places without a line between them are one cell, made square where the lines are not."""
    rows, columns = len(ys) - 1, len(xs) - 1

    def parted(rules: Sequence[Rule], at: float, middle: float) -> bool:
        return any(abs(r.at - at) <= SNAP and r.start - 1 <= middle <= r.end + 1 for r in rules)

    upright = {
        (row, column): parted(down, xs[column], (ys[row] + ys[row + 1]) / 2)
        for row in range(rows)
        for column in range(1, columns)
    }
    level = {
        (row, column): parted(across, ys[row], (xs[column] + xs[column + 1]) / 2)
        for row in range(1, rows)
        for column in range(columns)
    }
    places: dict[tuple[int, int], Box] = {}
    boxes: list[Box] = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in places:
                continue
            wide = 1
            while column + wide < columns and not upright[row, column + wide] and (row, column + wide) not in places:
                wide += 1
            tall = 1
            while (
                row + tall < rows
                and all(
                    not level[row + tall, c] and (row + tall, c) not in places for c in range(column, column + wide)
                )
                and all(not upright[row + tall, c] for c in range(column + 1, column + wide))
            ):
                tall += 1
            box = Box(row, column, tall, wide)
            boxes.append(box)
            for r in range(row, row + tall):
                for c in range(column, column + wide):
                    places[r, c] = box
    return Ruled(xs, ys, boxes, places)


def fill(grids: Sequence[Ruled], glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Put each letter into the cell that it stands in; returns those outside of every grid, in their order."""
    if not grids:
        return list(glyphs)
    outside = []
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.y + 0.25 * glyph.size
        box = next((box for grid in grids if (box := grid.box_at(x, y)) is not None), None)
        if box is None:
            outside.append(glyph)
        else:
            box.glyphs.append(glyph)
    return outside


def fill_sideways(grids: Sequence[Ruled], letters: Sequence[Sideways]) -> list[Sideways]:
    """Put each letter of words that run up the page into its cell; returns those outside of every grid."""
    outside = []
    for letter in letters:
        box = next((box for grid in grids if (box := grid.box_at(letter.x, letter.y)) is not None), None)
        if box is None:
            outside.append(letter)
        else:
            box.sideways.append(letter.glyph)
    return outside
