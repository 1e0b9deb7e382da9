"""Blocks of a paper (paragraphs and tables) laid out as one text with spans: shared by docx and html."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from vanban.files.tables import RawRow, join_rows
from vanban.model import Cell, Span, Table
from vanban.text import fold, join_lines

_LAYOUT = re.compile(r"cong hoa xa hoi chu nghia|dang cong san viet nam|doc lap\s*[-–]\s*tu do|noi nhan\s*:|kinh gui")
_SIGNS = re.compile(r"\(da ky\)|(?:tm|kt|tl|tuq|q)\.\s|so\s*:?\s*[\d.… ]*[/-]\w")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; it may hold line feeds."""

    text: str


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell as the file has it: its paragraphs and how many columns it covers.

    ``above`` tells a cell that only goes on with the one above it (merged downwards).
    """

    paragraphs: tuple[str, ...]
    columns: int = 1
    above: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as the file has it."""

    rows: tuple[tuple[GridCell, ...], ...]


def _is_layout(grid: Grid) -> bool:
    """Whether a table only places the head or the foot of the paper side by side."""
    if not grid.rows or len(grid.rows) > 8 or max(len(row) for row in grid.rows) > 4:
        return False
    words = fold(" ".join(p for row in grid.rows for cell in row for p in cell.paragraphs))
    if _LAYOUT.search(words):
        return True
    return (len(grid.rows) <= 4 and len(words) < 600 and _SIGNS.search(words) is not None) or (
        max(len(row) for row in grid.rows) == 1
    )


def _reading_order(grid: Grid) -> list[GridCell]:
    """The cells of a head row by row; those of a foot column by column: recipients, then the signature."""
    words = fold(" ".join(p for row in grid.rows for cell in row for p in cell.paragraphs))
    if "noi nhan" not in words:
        return [cell for row in grid.rows for cell in row]
    columns = max(len(row) for row in grid.rows)
    return [row[column] for column in range(columns) for row in grid.rows if column < len(row)]


def lay_out(blocks: Iterable[Paragraph | Grid]) -> tuple[str, tuple[Table, ...]]:
    """One text for all blocks and the tables in it, offsets counted in that text.

    A paragraph is a line. A row of a table is a line with tabs between its cells; a table that only lays out the
    head or the foot gives its cells one after another.
    """
    pieces: list[str] = []
    length = 0
    tables: list[Table] = []
    caption: str | None = None

    def put(piece: str) -> int:
        nonlocal length
        pieces.append(piece)
        start = length
        length += len(piece)
        return start

    for block in blocks:
        if isinstance(block, Paragraph):
            put(block.text.strip("\n") + "\n")
            caption = join_lines(block.text) or caption
        elif _is_layout(block):
            for cell in _reading_order(block):
                for paragraph in () if cell.above else cell.paragraphs:
                    put(paragraph.strip("\n") + "\n")
            put("\n")
        else:
            rows: list[RawRow] = []
            previous: list[Cell] = []
            for row in block.rows:
                start = length
                cells: list[Cell] = []
                for number, grid_cell in enumerate(row):
                    if number:
                        put("\t")
                    column = len(cells)
                    cells.append(_put_cell(grid_cell, previous, column, put))
                    cells.extend(Cell("") for _ in range(grid_cell.columns - 1))
                rows.append(RawRow(tuple(cells), start, length))
                put("\n")
                previous = cells
            put("\n")
            table = join_rows(rows, caption) if rows else None
            if table is not None and (table.rows or table.header):
                tables.append(table)
    return "".join(pieces), tuple(tables)


def _put_cell(cell: GridCell, previous: Sequence[Cell], column: int, put: Callable[[str], int]) -> Cell:
    if cell.above:
        return previous[column] if column < len(previous) else Cell("")
    text = join_lines(" ".join(cell.paragraphs))
    if not text:
        return Cell("")
    start = put(text)
    return Cell(text, (Span(start, start + len(text)),))
