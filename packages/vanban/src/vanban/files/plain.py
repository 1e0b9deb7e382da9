"""Plain text: the tables that stand in it as rows of tab-separated cells."""

from __future__ import annotations

import re

from vanban.files.tables import MAX_COLUMNS, RawRow, cell_of, is_ordinal, join_rows
from vanban.model import Cell, Document, Source, Table
from vanban.moving import Move
from vanban.settling import settled
from vanban.text import fold, join_lines

_PAGE_NUMBER = re.compile(r"\s*\d{1,4}\s*$")
_LAYOUT = re.compile(r"cong hoa xa hoi chu nghia|dang cong san viet nam|noi nhan\s*:|kinh gui")
_PIPE_ROW = re.compile(r"^\s*\|.*\|\s*$")


def read_plain(text: str, source: Source) -> Document:
    """A document of which ``text`` is the decoded file, unchanged."""
    return Document(text=text, source=source, tables=find_tables(text))


def find_tables(text: str) -> tuple[Table, ...]:
    """The tables of a text: runs of lines with tabs (or markdown pipes), empty lines and page numbers between them."""
    if "\t" not in text and "|" not in text:
        return ()
    clean = settled(text)
    tables = tuple(_tables(clean.text))
    return tables if clean.offsets is None else Move(clean.offsets.back, text)(tables)


def _tables(text: str) -> list[Table]:
    """The tables of a settled text."""
    tables: list[Table] = []
    rows: list[RawRow] = []
    caption: str | None = None
    above: str | None = None
    gap = False
    position = 0
    for line in text.split("\n"):
        start, position = position, position + len(line) + 1
        stripped = line.strip(" *#")
        row = _row(text, start, start + len(line))
        if row is not None:
            if not rows:
                caption = above
            _take(rows, RawRow(row, start, start + len(line), gap))
            gap = False
        elif not stripped:
            gap = True
        elif rows and not gap and len(rows[-1].cells) < len(rows[0].cells) and len(rows) > 1:
            _take(rows, RawRow((cell_of(text, start, position - 1),), start, position - 1))
        elif not (rows and _PAGE_NUMBER.match(stripped)):
            _close(rows, caption, tables)
            rows, gap, above = [], False, join_lines(stripped)
    _close(rows, caption, tables)
    return tables


def _row(text: str, start: int, end: int) -> tuple[Cell, ...] | None:
    """The cells of a line, or None for a line that is no row."""
    separator = "\t"
    if text.find("\t", start, end) < 0:
        if not _PIPE_ROW.match(text[start:end]):
            return None
        separator = "|"
        start = text.index("|", start) + 1
        end = text.rindex("|", start, end) if text.rfind("|", start, end) > 0 else end
    cells = []
    position = start
    while True:
        stop = text.find(separator, position, end)
        cells.append(cell_of(text, position, end if stop < 0 else stop))
        if stop < 0 or len(cells) > MAX_COLUMNS:
            break
        position = stop + 1
    return tuple(cells) if any(cell.text for cell in cells) else None


def _take(rows: list[RawRow], row: RawRow) -> None:
    """Add a row; a line that only goes on with a cell broken by a line feed joins the row above."""
    if len(rows) > 1 and not row.after_break:
        last, width = rows[-1], len(rows[0].cells)
        short = len(last.cells) < width and len(last.cells) + len(row.cells) - 1 <= width
        if short and row.cells[0].text and not is_ordinal(row.cells[0].text) and is_ordinal(last.cells[0].text):
            bridge = last.cells[-1]
            joined = Cell(join_lines(f"{bridge.text} {row.cells[0].text}"), bridge.spans + row.cells[0].spans)
            rows[-1] = RawRow((*last.cells[:-1], joined, *row.cells[1:]), last.start, row.end, last.after_break)
            return
    rows.append(row)


def _close(rows: list[RawRow], caption: str | None, tables: list[Table]) -> None:
    """Add the table that the rows make, unless tabs only lay out the head or foot of the paper."""
    if len(rows) < 2 or max(len(row.cells) for row in rows) < 2:
        return
    if any(_LAYOUT.search(fold(cell.text)) for row in rows[:6] for cell in row.cells):
        return
    table = join_rows(rows, caption)
    if table is not None and table.rows:
        tables.append(table)
