"""Tables put together again: rows that broke over a page joined, repeated heads and rules dropped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from vanban.model import Cell, Span, Table
from vanban.text import fold, join_lines

MAX_COLUMNS = 200  # no paper has more; what stands beyond is kept as text only
_EMPTY = Cell("")
_ORDINAL_HEAD = re.compile(r"(?:s[oố]\s*)?(?:tt|stt|t/t|s[oố] thứ tự|#|no\.?)$", re.IGNORECASE)
_ORDINAL = re.compile(r"\(?(?:\d{1,4}(?:\.\d{1,3})*|[IVXLC]{1,7}|[A-ZĐ]|[a-zđ])[.)]?$")
_RULE = re.compile(r":?[-–—=_]{2,}:?$")
_CUT_SYMBOL = re.compile(r"-[A-ZĐ]{2,}")
_TOTAL = re.compile(r"(?:Tổng|Cộng|TỔNG|CỘNG)\b(?! (?:hợp|kết|bí thư|cục|công ty|giám đốc|thể|quan)\b)")


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as the file has it. ``after_break`` tells that a page or an empty line stands above it."""

    cells: tuple[Cell, ...]
    start: int
    end: int
    after_break: bool = False


def is_ordinal(text: str) -> bool:
    """Whether a cell holds the number of a row or group: «1», «2.3», «IV», «A», «b)»."""
    return _ORDINAL.match(text.strip()) is not None


def is_rule(cells: Sequence[Cell]) -> bool:
    """Whether a row is only the rule under a markdown head (``---``)."""
    filled = [cell.text for cell in cells if cell.text]
    return bool(filled) and all(_RULE.match(text) for text in filled)


def _is_counting(cells: Sequence[Cell]) -> bool:
    """Whether a row only numbers the columns: (1) (2) (3)."""
    return len(cells) > 2 and [cell.text.strip("()") for cell in cells] == [str(n + 1) for n in range(len(cells))]


def _same_head(cells: Sequence[Cell], head: Sequence[Cell]) -> bool:
    left = [fold(cell.text) for cell in cells if cell.text]
    return bool(left) and left == [fold(cell.text) for cell in head if cell.text]


def _pad(cells: Sequence[Cell], width: int) -> tuple[Cell, ...]:
    return (*cells, *(_EMPTY,) * (width - len(cells)))


def separator(above: str, below: str) -> str:
    """What stands between two pieces of a passage that a line or page broke: nothing inside a number cut at its hyphen.

    «66-» «NQ/TW» are one number; other pieces have a space between them. Of ``above`` the last two characters count.
    """
    if not above or not below:
        return ""
    whole = (above[-1] == "-" and above[-2:-1].isalnum()) or _CUT_SYMBOL.match(below)
    return "" if whole else " "


def join_all(pieces: Iterable[str]) -> str:
    """Any number of pieces of one passage as one text."""
    found: list[str] = []
    tail = ""
    for piece in pieces:
        between = separator(tail, piece)
        found += (between, piece)
        tail = (tail + between + piece[-2:])[-2:]
    return "".join(found)


def _merge(rows: Sequence[Sequence[Cell]]) -> tuple[Cell, ...]:
    """One row from a row and those that go on with it."""
    if len(rows) == 1:
        return tuple(rows[0])
    return tuple(
        Cell(join_all(cell.text for cell in column), tuple(span for cell in column for span in cell.spans))
        for column in zip_longest(*rows, fillvalue=_EMPTY)
    )


def _continues(row: RawRow, head: Sequence[Cell], after_head: bool) -> bool:
    """Whether a row goes on with the cells of the row above (its number cell is empty)."""
    cells = row.cells
    if not head or not _ORDINAL_HEAD.match(head[0].text) or cells[0].text or len(cells) < 2:
        return False
    filled = [cell.text for cell in cells if cell.text]
    if not filled or _TOTAL.match(filled[0]):
        return False
    return after_head or row.after_break or not cells[1].text or any(text[0].islower() for text in filled)


_LONGEST_NAME = 6  # words of the name of a column


def join_rows(rows: Sequence[RawRow], caption: str | None = None) -> Table | None:
    """The table that the raw rows make, or None when nothing is left of it.

    The first row is the head unless it begins with a number. A row whose number cell is empty goes on with the
    one above; a row equal to the head is a repeated head; rules and rows that only count the columns go.
    """
    rows = [
        row if len(row.cells) <= MAX_COLUMNS else replace(row, cells=row.cells[:MAX_COLUMNS])
        for row in rows
        if not is_rule(row.cells)
    ]
    if not rows:
        return None
    head: tuple[Cell, ...] = ()
    body = rows
    if not is_ordinal(rows[0].cells[0].text) and any(cell.text for cell in rows[0].cells):
        head, body = rows[0].cells, rows[1:]
        hanging = bool(body) and body[0].cells[0].spans == head[0].spans and bool(head[0].spans)
        if hanging or (body and _is_lower_storey(head, body[0].cells)):
            head = _two_storey(head, body[0].cells)
            body = body[1:]
    joined: list[list[tuple[Cell, ...]]] = []
    after_head = False
    for row in body:
        if head and _same_head(row.cells, head):
            after_head = True
            continue
        if _is_counting(row.cells) and not joined:
            continue
        if joined and _continues(row, head, after_head):
            joined[-1].append(row.cells)
        else:
            joined.append([row.cells])
        after_head = False
    merged = [_merge(rows) for rows in joined]
    width = max([len(head), *(len(cells) for cells in merged)])
    return Table(
        start=rows[0].start,
        end=rows[-1].end,
        header=_pad(head, width) if head else (),
        rows=tuple(_pad(cells, width) for cells in merged),
        caption=caption,
    )


def _is_lower_storey(head: Sequence[Cell], cells: Sequence[Cell]) -> bool:
    """Whether a row below the head, its number cell empty, names columns that the head leaves without a name."""
    if cells[0].text or not _ORDINAL_HEAD.match(head[0].text):
        return False
    under = [cells[at].text for at, cell in enumerate(head) if not cell.text and at < len(cells)]
    return any(under) and all(len(cell.text.split()) <= _LONGEST_NAME for cell in cells)


def _two_storey(upper: Sequence[Cell], lower: Sequence[Cell]) -> tuple[Cell, ...]:
    """One head from two rows: the name of a group of columns before the name of each column."""
    width = max(len(upper), len(lower))
    cells = []
    for a, b in zip(_pad(upper, width), _pad(lower, width), strict=True):
        if not b.text or a.spans == b.spans:
            cells.append(a)
        else:
            cells.append(Cell(join_lines(f"{a.text} {b.text}"), a.spans + b.spans))
    return tuple(cells)


def cell_of(text: str, start: int, end: int) -> Cell:
    """The cell printed at ``text[start:end]``, spaces and marks of emphasis left out of its span."""
    while start < end and (text[start].isspace() or text[start] == "*"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == "*"):
        end -= 1
    return Cell(join_lines(text[start:end]), (Span(start, end),)) if start < end else Cell("")
