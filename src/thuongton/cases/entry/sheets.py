"""A sheet with the columns of a paper book: its head is found by its labels, each row below is a row of the book."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from thuongton.cases.entry.columns import EntryColumn, EntryGrid
from thuongton.web.lists.excel import workbook
from vanban.text import fold

HEAD_WITHIN = 30
"""Rows among which the head of a sheet is looked for: titles and notes stand above it."""
MOST_ROWS = 10_000
NUMBER = "so"
"""The cell with the number of the case («12/2026») that a row goes on with."""
NUMBER_HEADS = ("so trong so", "so vu", "so ho so")
FEW_ROWS = 500
Sheets = Sequence[tuple[str, Sequence[Sequence[str]]]]


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a sheet: its number there, counted from 1, and its texts by the names of columns."""

    number: int
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class BookSheet:
    """A sheet read as a page of a book. ``missing``: labels of needed columns that it lacks; ``unknown``: heads that
    are no column; ``more``: rows beyond what one import takes."""

    rows: tuple[SheetRow, ...] = ()
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    more: int = 0
    found: Mapping[str, int] = field(default_factory=dict)


def read_book(grid: EntryGrid, sheets: Sheets) -> BookSheet:
    """The sheet of a file that has most of the columns, read; without any column it has no rows."""
    heads = _heads(grid)
    best: tuple[int, int, int] = (0, 0, 0)
    for place, (_title, rows) in enumerate(sheets):
        for at, row in enumerate(rows[:HEAD_WITHIN]):
            number = len({heads[word] for cell in row if (word := _word(cell)) in heads})
            best = max(best, (number, -place, -at))
    if best[0] == 0:
        return BookSheet(missing=tuple(one.label.vi for one in grid.columns if one.needed))
    rows = sheets[-best[1]][1]
    head = -best[2]
    found: dict[str, int] = {}
    unknown = []
    for at, cell in enumerate(rows[head]):
        name = heads.get(_word(cell))
        if name is not None:
            found.setdefault(name, at)
        elif _word(cell) not in ("", "tt", "stt"):
            unknown.append(" ".join(cell.split())[:60])
    missing = [one.label.vi for one in grid.columns if one.needed and one.name not in found and NUMBER not in found]
    below = [_row(number, row, found) for number, row in enumerate(rows[head + 1 :], head + 2)]
    filled = [one for one in below if any(text.strip() for text in one.texts.values())]
    return BookSheet(tuple(filled[:MOST_ROWS]), tuple(missing), tuple(unknown), max(0, len(filled) - MOST_ROWS), found)


def _row(number: int, cells: Sequence[str], found: Mapping[str, int]) -> SheetRow:
    return SheetRow(number, {name: cells[at] for name, at in found.items() if at < len(cells) and cells[at].strip()})


def _word(head: str) -> str:
    return " ".join(fold(head.replace("*", " ")).split())


def _heads(grid: EntryGrid) -> dict[str, str]:
    found: dict[str, str] = dict.fromkeys(NUMBER_HEADS, NUMBER)
    for one in grid.columns:
        for called in (one.label.vi, one.label.en, one.name):
            found.setdefault(_word(called), one.name)
    return found


def template(grid: EntryGrid) -> bytes:
    """A workbook with the head of the book, room for rows, choices to pick, and a page that says how to fill it in."""
    buffer = io.BytesIO()
    book = workbook(buffer)
    head = book.add_format({"bold": True, "bg_color": "#EEF2F6", "border": 1, "text_wrap": True, "valign": "vcenter"})
    plain = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    sheet, guide = book.add_worksheet("So"), book.add_worksheet("Cach ghi")
    guide.set_column(0, 0, 110, plain)
    for at, one in enumerate(grid.columns):
        sheet.set_column(at, at, 14 if one.type in ("day", "yes_no", "number", "money") else 24, plain)
        sheet.write_string(0, at, f"{one.label.vi} *" if one.needed else one.label.vi, head)
        words = _words(one)
        if 0 < len(", ".join(words)) <= 250:
            sheet.data_validation(1, at, FEW_ROWS, at, {"validate": "list", "source": words, "error_type": "warning"})
    sheet.freeze_panes(1, 1)
    for at, line in enumerate([_GUIDE, *(_said(one) for one in grid.columns)]):
        guide.write_string(at, 0, line, plain)
    book.close()
    return buffer.getvalue()


def _words(column: EntryColumn) -> list[str]:
    if column.type == "yes_no":
        return ["Có", "Không"]
    return [one.vi for one in column.value_field.choices.values()] if column.value_field is not None else []


_GUIDE = "Mỗi dòng một hồ sơ. Cột có dấu * phải ghi. Ô trống là chưa có, không phải bằng 0."
_HOW = {
    "day": "ngày, viết như 5/11/2026",
    "moment": "giờ và ngày, viết như 8:30 5/11/2026",
    "number": "số nguyên",
    "money": "số tiền, đồng",
}


def _said(column: EntryColumn) -> str:
    words = _words(column)
    how = f"một trong: {'; '.join(words)}" if words else _HOW.get(column.type, "chữ")
    return f"Cột «{column.label.vi}»: {how}."
