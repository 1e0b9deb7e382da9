"""Blocks of a paper (paragraphs and tables) laid out as one text with spans: shared by docx and html."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from vanban.files import charsets
from vanban.files.tables import RawRow, join_rows
from vanban.model import Cell, PageSpan, Span, Table
from vanban.text import fold, join_lines

_LAYOUT = re.compile(r"cong hoa xa hoi chu nghia|dang cong san viet nam|doc lap\s*[-–]\s*tu do|noi nhan\s*:|kinh gui")
_SIGNS = re.compile(r"\(da ky\)|(?:tm|kt|tl|tuq|q)\.\s|so\s*:?\s*[\d.… ]*[/-]\w")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; it may hold line feeds.

    ``pages`` are (offset in ``text``, page) pairs, the first at 0: on which page each part of it stands.
    ``doubtful`` are the (start, end) of words of a scan that are not sure.
    """

    text: str
    pages: tuple[tuple[int, int], ...] = ()
    doubtful: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell as the file has it: its paragraphs and how many columns it covers.

    ``above`` tells a cell that only goes on with the one above it (merged downwards); ``doubtful`` are its words, in
    their order, that OCR is not sure of. ``blocks`` are what stands in a cell that holds tables of its own.
    """

    paragraphs: tuple[str, ...]
    columns: int = 1
    above: bool = False
    doubtful: tuple[str, ...] = ()
    blocks: tuple[Paragraph | Grid, ...] = ()

    @classmethod
    def of(cls, blocks: Iterable[Paragraph | Grid], columns: int = 1, *, above: bool = False) -> GridCell:
        """The cell in which these blocks stand."""
        held = tuple(block for block in blocks if isinstance(block, Paragraph) or block.has_words)
        nested = any(isinstance(block, Grid) for block in held)
        return cls(tuple(_paragraphs(held)), columns, above, (), held if nested else ())


def _paragraphs(blocks: Iterable[Paragraph | Grid]) -> Iterator[str]:
    """The paragraphs of blocks, those of tables inside them included, a row as one."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            for row in block.rows:
                texts = [join_lines(" ".join(cell.paragraphs)) for cell in row]
                yield " ".join(filter(None, texts))


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as the file has it. ``row_pages`` tells the page of each row, where the format has pages."""

    rows: tuple[tuple[GridCell, ...], ...]
    row_pages: tuple[int, ...] = ()

    @property
    def has_words(self) -> bool:
        """Whether anything stands in it; tables are drawn for their lines too."""
        return any(text.strip() for row in self.rows for cell in row for text in cell.paragraphs)


@dataclass(frozen=True, slots=True)
class Layout:
    """All blocks as one text: see :class:`vanban.model.Document` for the fields."""

    text: str
    tables: tuple[Table, ...]
    pages: tuple[PageSpan, ...]
    doubtful: tuple[Span, ...] = ()
    encoding: str | None = None  # the old sets that letters were turned from


def _is_layout(grid: Grid) -> bool:
    """Whether a table only places the head or the foot of the paper, or whole tables, side by side."""
    if _holds_tables(grid):
        return True
    if not grid.rows or len(grid.rows) > 8 or max(len(row) for row in grid.rows) > 4:
        return False
    words = fold(" ".join(p for row in grid.rows for cell in row for p in cell.paragraphs))
    if _LAYOUT.search(words):
        return True
    return (len(grid.rows) <= 4 and len(words) < 600 and _SIGNS.search(words) is not None) or (
        max(len(row) for row in grid.rows) == 1
    )


def _holds_tables(grid: Grid) -> bool:
    """Whether a table is there for the tables inside it: one column, or few rows around a larger table."""
    inner = [block for row in grid.rows for cell in row for block in cell.blocks if isinstance(block, Grid)]
    if not inner:
        return False
    if max(len(row) for row in grid.rows) == 1:
        return True
    largest = max(inner, key=lambda table: len(table.rows))
    columns = max(map(len, largest.rows), default=0)
    return len(grid.rows) <= 4 and len(largest.rows) > max(2, len(grid.rows)) and columns > 2


def _reading_order(grid: Grid) -> list[GridCell]:
    """The cells of a head row by row; those of a foot column by column: recipients, then the signature."""
    words = fold(" ".join(p for row in grid.rows for cell in row for p in cell.paragraphs))
    if "noi nhan" not in words:
        return [cell for row in grid.rows for cell in row]
    columns = max(len(row) for row in grid.rows)
    return [row[column] for column in range(columns) for row in grid.rows if column < len(row)]


def in_unicode(blocks: Sequence[Paragraph | Grid]) -> tuple[Sequence[Paragraph | Grid], str | None]:
    """The same blocks with all letters in Unicode, and the names of the old sets they were in; others as they are.

    Only a text that is rewritten is composed: of any other, places count as the file has it, and readers read its view.
    """
    pieces = [piece for block in blocks for piece in _pieces(block)]
    joined = "\n".join(pieces)
    if joined.isascii() or not charsets.is_suspect(joined):
        return blocks, None
    settled, encoding = charsets.settle_all(pieces)
    if encoding is None:
        return blocks, None
    composed = iter([unicodedata.normalize("NFC", piece) for piece in settled])
    return [_rewritten(block, composed) for block in blocks], encoding


def _pieces(block: Paragraph | Grid) -> Iterator[str]:
    """The texts of a block; a paragraph is cut where something is told of its places."""
    if isinstance(block, Grid):
        for row in block.rows:
            for cell in row:
                yield from cell.paragraphs
                yield from cell.doubtful
                for inner in cell.blocks:
                    yield from _pieces(inner)
        return
    cuts = _cuts(block)
    for start, end in pairwise((*cuts, len(block.text))):
        yield block.text[start:end]


def _cuts(paragraph: Paragraph) -> list[int]:
    told = {offset for offset, _page in paragraph.pages} | {at for span in paragraph.doubtful for at in span}
    return [0, *sorted(at for at in told if 0 < at < len(paragraph.text))]


def _rewritten(block: Paragraph | Grid, pieces: Iterator[str]) -> Paragraph | Grid:
    """A block with the next of ``pieces`` in the place of its own."""
    if isinstance(block, Grid):
        rows = tuple(
            tuple(
                replace(
                    cell,
                    paragraphs=tuple(next(pieces) for _ in cell.paragraphs),
                    doubtful=tuple(next(pieces) for _ in cell.doubtful),
                    blocks=tuple(_rewritten(inner, pieces) for inner in cell.blocks),
                )
                for cell in row
            )
            for row in block.rows
        )
        return replace(block, rows=rows)
    places = {len(block.text): 0}
    text = ""
    for cut in _cuts(block):
        places[cut] = len(text)
        text += next(pieces)
    places[len(block.text)] = len(text)
    return Paragraph(
        text,
        tuple((places.get(offset, len(text)), page) for offset, page in block.pages),
        tuple((places[start], places[end]) for start, end in block.doubtful),
    )


def lay_out(blocks: Iterable[Paragraph | Grid]) -> Layout:
    """One text for all blocks, the tables in it and its pages, offsets counted in that text.

    Letters of old sets are turned into Unicode. A paragraph is a line. A row of a table is a line with tabs between its
    cells; a table that only lays out the head or the foot gives its cells one after another.
    """
    sheet = _Sheet()
    lettered, encoding = in_unicode(list(blocks))
    for block in lettered:
        sheet.add(block)
    return replace(sheet.layout(), encoding=encoding)


class _Sheet:
    """The text as it grows, and what stands where in it."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.tables: list[Table] = []
        self.caption: str | None = None
        self.marks: list[tuple[int, int]] = []  # (offset, page)
        self.doubtful: list[Span] = []

    def add(self, block: Paragraph | Grid) -> None:
        """Whatever a block is."""
        if isinstance(block, Paragraph):
            self.add_paragraph(block)
        elif _is_layout(block):
            self.add_cells(block)
        else:
            self.add_table(block)

    def add_paragraph(self, block: Paragraph) -> None:
        """A paragraph is a line, and the caption of a table that follows."""
        for offset, page in block.pages:
            self._mark(page, self.length + offset)
        self.doubtful.extend(Span(self.length + start, self.length + end) for start, end in block.doubtful)
        self._put(block.text.strip("\n") + "\n")
        self.caption = join_lines(block.text) or self.caption

    def add_cells(self, block: Grid) -> None:
        """The cells of a table that only lays out, one after another."""
        for page in block.row_pages[:1]:
            self._mark(page, self.length)
        for cell in _reading_order(block):
            if cell.blocks and not cell.above:
                for inner in cell.blocks:
                    self.add(inner)
                continue
            for paragraph in () if cell.above else cell.paragraphs:
                self._put(paragraph.strip("\n") + "\n")
        self._put("\n")

    def add_table(self, block: Grid) -> None:
        """The rows of a table as lines, and the table itself when anything stands in it."""
        rows: list[RawRow] = []
        previous: list[Cell] = []
        for index, row in enumerate(block.rows):
            start = self.length
            after_break = False
            if block.row_pages:
                self._mark(block.row_pages[index], start)
                after_break = index > 0 and block.row_pages[index] != block.row_pages[index - 1]
            previous = self._cells(row, previous)
            rows.append(RawRow(tuple(previous), start, self.length, after_break))
            self._put("\n")
        self._put("\n")
        table = join_rows(rows, self.caption) if rows else None
        if table is not None and (table.rows or table.header):
            self.tables.append(table)

    def layout(self) -> Layout:
        """What has been laid out."""
        marks = [*self.marks, (self.length, 0)]
        pages = tuple(PageSpan(page, start, end) for (start, page), (end, _) in pairwise(marks))
        return Layout("".join(self.pieces), tuple(self.tables), pages, tuple(self.doubtful))

    def _cells(self, row: Sequence[GridCell], previous: Sequence[Cell]) -> list[Cell]:
        cells: list[Cell] = []
        for number, grid_cell in enumerate(row):
            if number:
                self._put("\t")
            cells.append(_put_cell(grid_cell, previous, len(cells), self._put))
            if not grid_cell.above:
                self.doubtful.extend(_doubtful(cells[-1], grid_cell.doubtful))
            cells.extend(Cell("") for _ in range(grid_cell.columns - 1))
        return cells

    def _mark(self, page: int, start: int) -> None:
        if not self.marks or self.marks[-1][1] != page:
            self.marks.append((start, page))

    def _put(self, piece: str) -> int:
        start = self.length
        self.pieces.append(piece)
        self.length += len(piece)
        return start


def _put_cell(cell: GridCell, previous: Sequence[Cell], column: int, put: Callable[[str], int]) -> Cell:
    if cell.above:
        return previous[column] if column < len(previous) else Cell("")
    text = join_lines(" ".join(cell.paragraphs))
    if not text:
        return Cell("")
    start = put(text)
    return Cell(text, (Span(start, start + len(text)),))


def _doubtful(cell: Cell, words: Sequence[str]) -> Iterable[Span]:
    """Where the doubtful words of a cell stand."""
    position = 0
    for word in words:
        at = cell.text.find(word, position)
        if at >= 0 and cell.start is not None:
            position = at + len(word)
            yield Span(cell.start + at, cell.start + position)
