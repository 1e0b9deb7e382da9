"""What a PDF page holds, in reading order: running heads and page numbers found, notes parted from the body."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from vanban.files.blocks import Grid, GridCell
from vanban.files.pdf_tables import Rule, Ruled
from vanban.files.pdf_text import Line, lines_of
from vanban.files.tables import join_all
from vanban.model import Aside
from vanban.text import RAISED, fold

_PAGE_NUMBER = re.compile(r"(?:trang\s*)?[-–—]?\s*\d{1,4}\s*(?:[/|]\s*\d{1,4})?\s*[-–—]?$", re.IGNORECASE)
_MARK = re.compile(r"(?P<mark>[⁰¹²³⁴-⁹]{1,3}|\(\*{1,3}\)|\*{1,3})\s*(?=\S)")
_PLAIN_MARK = re.compile(r"(?P<mark>\d{1,3})\s?(?=[^\W\d_]|[“\"(])")
_RAISED = re.compile(r"[⁰¹²³⁴-⁹]{1,3}")
_LABELLED = re.compile(r"(?:phụ lục|mẫu|điều|chương|mục|phần|bảng|biểu|số)\b", re.IGNORECASE)
NATION = re.compile(r"cong hoa xa hoi chu nghia|dang cong san viet nam")
HEAD_LINES = 12  # lines of a page among which the head of a paper begins
MAX_ASIDES = 500
_ENDS = (".", ".”", ";", ".)")
_DIGITS = re.compile(r"\d+")


@dataclass(slots=True)
class Page:
    """One page: the lines outside tables, its tables, its horizontal rules and the notes at its foot."""

    number: int
    width: float
    height: float
    lines: list[Line]
    tables: list[tuple[float, Ruled]]  # (top, grid)
    rules: list[Rule]
    notes: list[Line] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    column: bool = False  # one of two columns of running text, and not the whole page

    def items(self) -> list[tuple[float, Line | Ruled]]:
        """Lines and tables from top to bottom."""
        found: list[tuple[float, Line | Ruled]] = [(line.y, line) for line in self.lines]
        found += self.tables
        return sorted(found, key=lambda item: -item[0])


def asides_of(pages: Sequence[Page]) -> list[Aside]:
    """What stands beside the text of the pages; what comes back on page after page is told once."""
    told: dict[tuple[str, str], Aside] = {}
    for page in pages:
        for aside in page.asides:
            if len(told) < MAX_ASIDES:
                told.setdefault((aside.carrier, aside.text), aside)
    return list(told.values())


def drop_running_lines(pages: Sequence[Page]) -> list[Aside]:
    """Remove page numbers and the heads and feet that come back on page after page; gives what was removed, once.

    The head of a paper stays: one that comes back on pages with Quốc hiệu alone belongs to as many papers in one file.
    """
    seen: Counter[tuple[str, int]] = Counter()
    heads = [_head_of(page) for page in pages]
    for page, head in zip(pages, heads, strict=True):
        seen.update({key for line in _outer(page) if head is None or line.y > head for key in _keys(line)})
    needed = max(3, round(0.4 * len(pages)))
    dropped: dict[str, Aside] = {}
    for page, head in zip(pages, heads, strict=True):
        outer = {id(line) for line in _outer(page) if head is None or line.y > head or line.y < 0.5 * page.height}
        kept = []
        for line in page.lines:
            if id(line) in outer and any(seen[key] >= needed for key in _keys(line)):
                dropped.setdefault(line.text, Aside("running", line.text, page.number))
            elif id(line) not in outer or not _is_page_number(line, page):
                kept.append(line)
        page.lines = kept
    return list(dropped.values())


def _head_of(page: Page) -> float | None:
    """How high the head of a paper begins on a page: at the line of Quốc hiệu or of the Party; None without one."""
    for line in page.lines[:HEAD_LINES]:
        if NATION.search(fold(line.text)):
            return line.y + 0.8 * line.size
    return None


def _outer(page: Page) -> list[Line]:
    """The lines that may be a running head or foot: two at each end, near the edge of the paper."""
    top = [line for line in page.lines[:2] if line.y > 0.88 * page.height]
    low = [line for line in page.lines[-2:] if line.y < 0.12 * page.height]
    return top + [line for line in low if line not in top]


def _keys(line: Line) -> list[tuple[str, int]]:
    """What a running line has in common with those of other pages: its words and its height on the page."""
    text = line.text.casefold()
    if len(text) < 3:
        return []
    if not _LABELLED.match(text):
        text = _DIGITS.sub("#", text)
    return [(text, round(line.y / 4)), (text, round(line.y / 4 + 0.5) + 10_000)]


def _is_page_number(line: Line, page: Page) -> bool:
    return _PAGE_NUMBER.match(line.text) is not None and (page.number > 1 or line.y < 0.12 * page.height)


def part_notes(pages: Sequence[Page]) -> None:
    """Move the footnotes of each page from its lines to its notes.

    Notes stand at the foot, in smaller letters than the body, under a short rule or behind a raised mark.
    """
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[round(line.size, 0)] += len(line.text)
    if not sizes:
        return
    body = sizes.most_common(1)[0][0]
    open_note = False
    for page in pages:
        first = _first_note(page, body, open_note)
        if first is None:
            open_note = False
            continue
        page.notes = page.lines[first:]
        page.lines = page.lines[:first]
        open_note = not page.notes[-1].text.endswith(_ENDS)


def _first_note(page: Page, body: float, open_note: bool) -> int | None:
    if not page.lines:
        return None
    lowest_table = min((grid.ys[-1] for _, grid in page.tables), default=page.height)
    left = min(line.x0 for line in page.lines)
    for rule in page.rules:
        if not (0.1 * page.width < rule.end - rule.start < 0.5 * page.width and rule.start < left + 60):
            continue
        below = [at for at, line in enumerate(page.lines) if line.y < rule.at]
        if not below or below[0] == 0 or page.lines[below[0]].y > 0.75 * page.height or rule.at > lowest_table:
            continue
        notes = page.lines[below[0] :]
        marked = _mark(notes[0].text, _marks(page.lines[: below[0]])) is not None
        small = sum(line.size < 0.93 * body for line in notes) >= 0.8 * len(notes)
        near = rule.at - notes[0].y < 2.5 * notes[0].size
        if near and small and (marked or open_note):
            return below[0]
    first = len(page.lines)
    while first and page.lines[first - 1].size < 0.93 * body and page.lines[first - 1].y < lowest_table:
        first -= 1
    marks = _marks(page.lines[:first])
    for at in range(max(first, 1), len(page.lines)):  # small lines to the foot of the page, without a rule above
        if page.lines[at].y < 0.6 * page.height and (_mark(page.lines[at].text, marks) or (open_note and at == first)):
            return at
    return None


def _marks(lines: Sequence[Line]) -> frozenset[str]:
    """The raised numbers in the lines of a body."""
    return frozenset(mark for line in lines for mark in _RAISED.findall(line.text))


def _mark(text: str, marks: frozenset[str]) -> tuple[str, str] | None:
    """The raised mark of a note and the words after it; a plain number counts when the body has it raised."""
    match = _MARK.match(text)
    if match is not None:
        return match["mark"], text[match.end() :]
    match = _PLAIN_MARK.match(text)
    if match is not None and (raised := match["mark"].translate(RAISED)) in marks:
        return raised, text[match.end() :]
    return None


def notes_of(pages: Sequence[Page]) -> list[tuple[str, int]]:
    """The notes in their order with the page that each begins on; a note that goes on overleaf is one."""
    found: list[tuple[list[str], int]] = []
    for page in pages:
        marks = _marks(page.lines)
        for line in page.notes:
            opened = _mark(line.text, marks)
            if opened is not None or not found:
                found.append(([line.text if opened is None else " ".join(opened)], page.number))
            else:
                found[-1][0].append(line.text)
    return [(join_all(texts), page) for texts, page in found]


def grid_of(pages: Sequence[tuple[int, Ruled]]) -> Grid:
    """The table that ruled grids of the same columns on pages one after another make."""
    rows: list[tuple[GridCell, ...]] = []
    numbers: list[int] = []
    for number, ruled in pages:
        for row in range(len(ruled.ys) - 1):
            cells = []
            column = 0
            while column < len(ruled.xs) - 1:
                box = ruled.places[row, column]
                if box.row < row:
                    cells.append(GridCell((), above=True))
                    cells.extend(GridCell((), above=True) for _ in range(box.columns - 1))
                else:
                    found = [*lines_of(box.glyphs), *lines_of(box.sideways)]
                    text = join_all(line.text for line in found)
                    cells.append(GridCell((text,), box.columns, doubtful=tuple(box.doubtful)))
                column += box.columns
            rows.append(tuple(cells))
            numbers.append(number)
    return Grid(tuple(rows), tuple(numbers))


def same_columns(one: Ruled, other: Ruled) -> bool:
    """Whether two grids have their columns at the same places."""
    return len(one.xs) == len(other.xs) and all(abs(a - b) < 8 for a, b in zip(one.xs, other.xs, strict=True))
