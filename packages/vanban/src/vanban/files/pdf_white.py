"""Tables and columns of a page that white space makes, without a ruling line.

A table is taken only under a head that is known («STT  Nội dung  Cơ quan chủ trì  Thời hạn») and whose rows are
numbered; columns of running text only where both sides are filled over many lines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import fmean

from vanban.files.pdf_glyphs import Glyph
from vanban.files.pdf_pages import Page
from vanban.files.pdf_tables import Box, Ruled
from vanban.files.pdf_text import Line, Word, segments
from vanban.text import fold

COLUMN_GAP = 0.7  # of the size: between two columns at least
MOST_COLUMNS = 20
_ORDINAL_HEAD = re.compile(r"(?:so\s*)?(?:s?tt|t/t|s\.?t\.?t\.?)|so thu tu")
_HEAD_WORDS = re.compile(
    r"""
      \b(?: noi\ dung | nhiem\ vu | cong\ viec | hoat\ dong | ten\  | danh\ muc | linh\ vuc    # what
      | co\ quan | don\ vi | chu\ tri | phoi\ hop | thuc\ hien | ho\ va\ ten | chuc\ vu       # who
      | thoi\ gian | thoi\ han | tien\ do | hoan\ thanh | dia\ diem                           # when and where
      | san\ pham | ket\ qua | ghi\ chu | so\ luong | kinh\ phi )
    """,
    re.VERBOSE,
)
_LABEL = re.compile(r"(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVXL]{1,6}(?:\.\d{1,2})*|[A-ZĐ]|[a-zđ])[.)]?")
_FIRST = re.compile(r"(?:0?1|I|A|a|1\.1|I\.1)[.)]?")
_FEWEST_LINES = 8  # of two columns of running text
_FILLED = 0.72  # of the width of a column: what its lines fill on average


@dataclass(slots=True)
class _Table:
    """A table that is being read: the left ends of its columns, its head, its rows as lines."""

    edges: list[float]  # between the columns, from left to right
    left: float
    right: float
    rows: list[list[Line]]


def set_white_tables(pages: Sequence[Page]) -> None:
    """Move the lines of tables without rules from the lines of each page to its tables."""
    before: _Table | None = None
    for page in pages:
        lines = page.lines
        kept: list[Line] = []
        at = 0
        if before is not None and lines and not page.tables:
            at, more = _going_on(lines, before)
            if more is not None:
                page.tables.append((more.rows[0][0].y + more.rows[0][0].size, _ruled(more)))
            before = more if at == len(lines) else None
        while at < len(lines):
            found = _table_at(lines, at)
            if found is None:
                kept.append(lines[at])
                at += 1
                continue
            table, above, at = found
            del kept[len(kept) - above :]
            page.tables.append((table.rows[0][0].y + table.rows[0][0].size, _ruled(table)))
            before = table if at == len(lines) else None
        page.lines = kept


def _table_at(lines: Sequence[Line], at: int) -> tuple[_Table, int, int] | None:
    """The table whose head has its «STT» in a line, how many lines above belong to the head, and the line after it."""
    parts = segments(lines[at], COLUMN_GAP * lines[at].size)
    if not _ORDINAL_HEAD.fullmatch(fold(parts[0].text).strip(" .")) or len(parts) > MOST_COLUMNS:
        return None
    above = _head_above(lines, at)
    first = at + 1
    while first < len(lines) and first <= at + 4 and not _is_first_row(lines[first], parts[0]):
        first += 1
    if first >= len(lines) or first > at + 4:
        return None
    head = lines[at - above : first]
    columns = _columns([part for line in head for part in segments(line, COLUMN_GAP * line.size)])
    if not 3 <= len(columns) <= MOST_COLUMNS or not _HEAD_WORDS.search(fold(" ".join(line.text for line in head))):
        return None
    bound = (columns[0][1] + columns[1][0]) / 2
    end = _end_of(lines, first, bound)
    edges = _edges(columns, lines[first:end])
    table = _Table(edges, min(line.x0 for line in lines[at - above : end]) - 2, 0.0, [list(head)])
    table.right = max(line.x1 for line in lines[at - above : end]) + 2
    table.rows += _rows(lines[first:end], edges[0])
    return table, above, end


def _going_on(lines: Sequence[Line], before: _Table) -> tuple[int, _Table | None]:
    """The rows at the top of a page that go on with a table of the page before, and the line after them."""
    start = 0
    if _ORDINAL_HEAD.fullmatch(fold(segments(lines[0], COLUMN_GAP * lines[0].size)[0].text).strip(" .")):
        return 0, None  # its head is printed again
    first = lines[0]
    label = first.words[0].text
    beside = [part for part in segments(first, COLUMN_GAP * first.size) if part.x0 > before.edges[0]]
    if not (_LABEL.fullmatch(label) and first.words[0].x1 < before.edges[0] and len(beside) >= 2):
        return 0, None
    end = _end_of(lines, start, before.edges[0])
    rows = _rows(lines[start:end], before.edges[0])
    return end, replace(before, rows=rows)


def _head_above(lines: Sequence[Line], at: int) -> int:
    """How many lines right above the one with «STT» are parts of the head: in several columns, close to it."""
    count = 0
    while at - count > 0 and count < 3:
        line, below = lines[at - count - 1], lines[at - count]
        parts = segments(line, COLUMN_GAP * line.size)
        room = 1.5 if len(parts) > 1 else 0.95  # a piece alone stands half a line above «STT»
        if line.y - below.y > room * line.size or parts[0].x0 <= lines[at].words[0].x1:
            break
        count += 1
    return count


def _is_first_row(line: Line, ordinal: Line) -> bool:
    word = line.words[0]
    near = word.x0 < ordinal.x1 + line.size and word.x1 > ordinal.x0 - line.size
    return near and _FIRST.fullmatch(word.text) is not None and len(line.words) > 1


def _columns(parts: Sequence[Line]) -> list[tuple[float, float]]:
    """The (left, right) of the columns that the pieces of a head stand over."""
    columns: list[list[float]] = []
    for x0, x1 in sorted((part.x0, part.x1) for part in parts):
        if columns and x0 < columns[-1][1]:
            columns[-1][1] = max(columns[-1][1], x1)
        else:
            columns.append([x0, x1])
    return [(x0, x1) for x0, x1 in columns]


def _end_of(lines: Sequence[Line], first: int, bound: float) -> int:
    """The line after the last row: one that begins under the numbers and is none, or that stands far below."""
    steps = [above.y - below.y for above, below in pairwise(lines[first:]) if above.y > below.y]
    step = sorted(steps)[len(steps) // 2] if steps else 0.0
    at = first
    while at < len(lines):
        line = lines[at]
        numbered = line.words[0].x0 < bound
        if numbered and not _LABEL.fullmatch(line.words[0].text):
            break
        if at > first and not numbered and lines[at - 1].y - line.y > max(2.2 * step, 3 * line.size):
            break
        at += 1
    return at


def _edges(columns: Sequence[tuple[float, float]], lines: Sequence[Line]) -> list[float]:
    """Where each column ends: in the widest white band between two heads, or where the fewest words cross."""
    words = sorted((word.x0, word.x1) for line in lines for word in line.words)
    edges = []
    for (left, left_end), (right, right_end) in pairwise(columns):
        begin, end = (left + left_end) / 2, (right + right_end) / 2
        edges.append(_band(words, begin, end) or (left_end + right) / 2)
    return edges


def _band(words: Sequence[tuple[float, float]], begin: float, end: float) -> float | None:
    """The middle of the widest band between two places that the fewest words cover."""
    changes: list[tuple[float, int]] = []
    for x0, x1 in words:
        if x1 > begin and x0 < end:
            changes += [(max(x0, begin), 1), (min(x1, end), -1)]
    changes.sort()
    best: tuple[int, float, float] | None = None  # words over it, minus its width, its middle
    over, place = 0, begin
    for x, change in [*changes, (end, 0)]:
        if x - place > 1.0:
            found = over, place - x, (place + x) / 2
            best = found if best is None or found[:2] < best[:2] else best
        over += change
        place = x
    return best[2] if best is not None else None


def _rows(lines: Sequence[Line], bound: float) -> list[list[Line]]:
    """The lines of each row: it begins at its number, or at a line right above it and far from the row before."""
    rows: list[list[Line]] = []
    for at, line in enumerate(lines):
        numbered = line.words[0].x0 < bound
        if not rows or numbered:
            if rows and at > 1 and len(rows[-1]) > 1 and _belongs_below(lines[at - 2], lines[at - 1], line, bound):
                rows.append([rows[-1].pop()])
                rows[-1].append(line)
            else:
                rows.append([line])
        else:
            rows[-1].append(line)
    return rows


def _belongs_below(above: Line, line: Line, below: Line, bound: float) -> bool:
    return line.words[0].x0 > bound and above.y - line.y > 1.3 * (line.y - below.y)


def _ruled(table: _Table) -> Ruled:
    """The table as a grid, as if it were ruled."""
    xs = [table.left, *table.edges, max(table.right, table.edges[-1] + 1)]
    tops = [max(line.y + line.size for line in row) for row in table.rows]
    low = min(line.y for line in table.rows[-1]) - 0.3 * table.rows[-1][-1].size
    ys = [*tops, low]
    boxes: list[Box] = []
    places: dict[tuple[int, int], Box] = {}
    for number, row in enumerate(table.rows):
        cells = [Box(number, column, 1, 1) for column in range(len(xs) - 1)]
        for line in row:
            for part in segments(line, COLUMN_GAP * line.size):
                for word, column in _placed(part, table.edges):
                    cells[column].glyphs.append(Glyph(word.text, word.x0, word.x1, line.y, word.size, True))
                    if not word.sure:
                        cells[column].doubtful.append(word.text)
        boxes += cells
        places |= {(number, column): box for column, box in enumerate(cells)}
    return Ruled(xs, ys, boxes, places)


def _placed(part: Line, edges: Sequence[float]) -> list[tuple[Word, int]]:
    """The words of a piece of a line, each with its column; a piece set without a gap over an edge stays together."""
    found: list[tuple[Word, int]] = []
    for word in part.words:
        column = bisect_right(edges, (word.x0 + word.x1) / 2)
        if found and column != found[-1][1] and word.x0 - found[-1][0].x1 < 0.45 * word.size:
            column = found[-1][1]
        found.append((word, column))
    return found


def parts_of(page: Page) -> list[Page]:
    """The page, or its parts where running text stands in two columns: above, left, right, below."""
    if page.tables or len(page.lines) < _FEWEST_LINES:
        return [page]
    words = [word for line in page.lines for word in line.words]
    gutter = _band(sorted((word.x0, word.x1) for word in words), 0.35 * page.width, 0.65 * page.width)
    if gutter is None:
        return [page]
    crossing = [
        any(word.x0 < gutter < word.x1 for word in line.words) or _runs_over(line, gutter) for line in page.lines
    ]
    start, end = _longest_run(crossing)
    body = page.lines[start:end]
    left = [side for line in body if (side := _side(line, gutter, right=False)) is not None]
    right = [side for line in body if (side := _side(line, gutter, right=True)) is not None]
    if min(len(left), len(right)) < _FEWEST_LINES or not (_is_filled(left) and _is_filled(right)):
        return [page]
    groups = [(page.lines[:start], False), (left, True), (right, True), (page.lines[end:], False)]
    return [replace(page, lines=group, notes=[], column=column) for group, column in groups if group]


def _runs_over(line: Line, gutter: float) -> bool:
    """Whether two words of a line stand left and right of the gutter with no more than a space between them."""
    before = [word for word in line.words if word.x1 <= gutter]
    after = [word for word in line.words if word.x0 >= gutter]
    return bool(before and after) and after[0].x0 - before[-1].x1 < COLUMN_GAP * line.size


def _longest_run(crossing: Sequence[bool]) -> tuple[int, int]:
    best = start = 0
    end = 0
    for at, crosses in enumerate([*crossing, True]):
        if crosses:
            if at - start > end - best:
                best, end = start, at
            start = at + 1
    return best, end


def _side(line: Line, gutter: float, *, right: bool) -> Line | None:
    words = [word for word in line.words if (word.x0 >= gutter) == right]
    return Line(words, line.y, line.size, line.page) if words else None


def _is_filled(lines: Sequence[Line]) -> bool:
    """Whether lines fill the width of their column, as running text does."""
    if not lines:
        return False
    x0, x1 = min(line.x0 for line in lines), max(line.x1 for line in lines)
    words = fmean(len(line.words) for line in lines)
    return words >= 4 and fmean(line.x1 - line.x0 for line in lines) > _FILLED * (x1 - x0)
