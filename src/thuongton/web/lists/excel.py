"""Workbooks: numbers as numbers, days as days, heads that stay and repeat, set up for A4; in constant memory."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import PurePath
from typing import Any, BinaryIO, cast

import xlsxwriter
from django.http import FileResponse
from django.utils.timezone import is_aware, localtime

from thuongton.web.lists.columns import Column, Value, words
from thuongton.web.lists.table import Table, merged

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_000
TALLEST = 400  # points; Excel itself takes 409
LINE = 15  # points of one line of text
_NOT_IN_NAMES = str.maketrans("[]:*?/\\", "-------")


def sheet_name(name: str, taken: set[str]) -> str:
    """A name Excel takes for a sheet: 31 letters, no ``[]:*?/\\``, each once.

    >>> sheet_name("Kế hoạch 444/KH-UBND", set())
    'Kế hoạch 444-KH-UBND'
    """
    base = name.translate(_NOT_IN_NAMES).strip("' ")[:31].strip() or "1"
    found, number = base, 2
    while found.casefold() in taken:
        tail = f" ({number})"
        found, number = base[: 31 - len(tail)] + tail, number + 1
    taken.add(found.casefold())
    return found


def workbook(out: BinaryIO, made_on: dt.datetime | None = None) -> Any:
    """A workbook that turns nothing typed into a formula or a link, written row by row."""
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    if made_on is not None:
        book.set_properties({"created": made_on})
    return book


def write_book(tables: Iterable[Table], out: BinaryIO, made_on: dt.datetime | None = None) -> None:
    """Write each table as a sheet of one workbook; with ``made_on`` the same tables are always the same bytes."""
    book = workbook(out, made_on)
    formats = _Formats(book)
    taken: set[str] = set()
    for table in tables:
        _Sheet(book.add_worksheet(sheet_name(table.name or table.title, taken)), table, formats).write()
    book.close()


def excel_response(tables: Table | Sequence[Table], name: str) -> FileResponse:
    """The workbook as a download; it is written to a temporary file, not held in memory."""
    out = cast(BinaryIO, tempfile.TemporaryFile(suffix=".xlsx"))  # noqa: SIM115 - closed by the response
    write_book([tables] if isinstance(tables, Table) else tables, out)
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=PurePath(name).name + ".xlsx", content_type=XLSX)


class _Formats:
    """The looks of cells, made once a workbook."""

    def __init__(self, book: Any) -> None:
        cell = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#CDD5DE"}
        middle = {"bold": True, "bg_color": "#EEF2F6", "align": "center", "valign": "vcenter"}
        self.title = book.add_format({"bold": True, "font_size": 13})
        self.above = book.add_format({"font_color": "#435062"})
        self.head = book.add_format({**cell, **middle})
        self.group = book.add_format({**cell, "bold": True, "bg_color": "#F6F8FA"})
        self.text = book.add_format(cell)
        self.number = book.add_format({**cell, "num_format": "#,##0", "align": "right"})
        self.fraction = book.add_format({**cell, "num_format": "#,##0.0##", "align": "right"})
        self.day = book.add_format({**cell, "num_format": "dd/mm/yyyy", "align": "left"})
        self.moment = book.add_format({**cell, "num_format": "hh:mm dd/mm/yyyy", "align": "left"})


@dataclass
class _Sheet:
    """One sheet, written from top to bottom: in constant memory no row can be gone back to."""

    sheet: Any
    table: Table
    formats: _Formats
    row: int = 0

    def write(self) -> None:
        columns = list(self.table.columns)
        self.widths = [max(7.0, column.width * 0.55) for column in columns]
        for at, width in enumerate(self.widths):
            self.sheet.set_column(at, at, width)
        self._paper()
        self._above()
        top = self.row
        self._heads(columns)
        self.sheet.freeze_panes(self.row, self.table.frozen)
        self.sheet.repeat_rows(top, self.row - 1)
        if self.table.frozen:
            self.sheet.repeat_columns(0, self.table.frozen - 1)
        first = self.row - 1
        for line in self.table.lines:
            self._group(line.heading) if line.heading else self._cells(columns, line.row)
        self.sheet.autofilter(first, 0, max(first, self.row - 1), len(columns) - 1)
        for note in self.table.notes:
            self.sheet.write_string(self.row, 0, note)
            self.row += 1

    def _paper(self) -> None:
        self.sheet.set_landscape()
        self.sheet.set_paper(9)  # A4
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        self.sheet.set_footer("&C&P/&N")

    def _above(self) -> None:
        if self.table.title:
            self.sheet.write_string(self.row, 0, self.table.title, self.formats.title)
            self.row += 1
        for line in self.table.above:
            self.sheet.write_string(self.row, 0, line, self.formats.above)
            self.row += 1
        if self.row:
            self.row += 1

    def _heads(self, columns: list[Column]) -> None:
        spans = merged(columns)
        if spans:
            at = 0
            for head, span in spans:
                if head:
                    self.sheet.merge_range(self.row, at, self.row, at + span - 1, head, self.formats.head)
                else:
                    self.sheet.write_blank(self.row, at, None, self.formats.head)
                at += span
            self.row += 1
        labels = self.table.labels()
        self.sheet.set_row(self.row, self._height(labels, bold=True))
        for at, label in enumerate(labels):
            self.sheet.write_string(self.row, at, label, self.formats.head)
        self.row += 1

    def _group(self, heading: str) -> None:
        last = len(self.widths) - 1
        lines = ceil(len(heading) * 1.15 / max(1.0, sum(self.widths)))
        self.sheet.set_row(self.row, min(TALLEST, LINE * max(1, lines)))
        if last:
            self.sheet.merge_range(self.row, 0, self.row, last, heading[:LONGEST_CELL], self.formats.group)
        else:
            self.sheet.write_string(self.row, 0, heading[:LONGEST_CELL], self.formats.group)
        self.row += 1

    def _cells(self, columns: list[Column], row: Any) -> None:
        values = [column.printed(row) for column in columns]
        self.sheet.set_row(self.row, self._height([words(value) for value in values]))
        for at, (column, value) in enumerate(zip(columns, values, strict=True)):
            self._cell(at, column, value)
        self.row += 1

    def _cell(self, at: int, column: Column, value: Value) -> None:
        if value is None or value == "":
            self.sheet.write_blank(self.row, at, None, self.formats.text)
        elif isinstance(value, dt.datetime):
            moment = localtime(value).replace(tzinfo=None) if is_aware(value) else value
            self.sheet.write_datetime(self.row, at, moment.replace(microsecond=0), self.formats.moment)
        elif isinstance(value, dt.date):
            self.sheet.write_datetime(self.row, at, value, self.formats.day)
        elif isinstance(value, float):
            self.sheet.write_number(self.row, at, value, self.formats.fraction)
        elif isinstance(value, int):
            self._number(at, value)
        else:
            self.sheet.write_string(self.row, at, value[:LONGEST_CELL], self.formats.text)

    def _number(self, at: int, value: int) -> None:
        if abs(value) < 10**15:
            self.sheet.write_number(self.row, at, value, self.formats.number)
        else:  # Excel keeps fifteen digits
            self.sheet.write_string(self.row, at, str(value), self.formats.text)

    def _height(self, texts: Sequence[str], *, bold: bool = False) -> float:
        """The height a row needs: the most lines any of its cells wraps into."""
        share = 1.2 if bold else 1.05
        lines = max(
            (self._lines(text, width, share) for text, width in zip(texts, self.widths, strict=True)), default=1
        )
        return min(TALLEST, LINE * max(1, lines))

    @staticmethod
    def _lines(text: str, width: float, share: float) -> int:
        return sum(max(1, ceil(len(part) * share / width)) for part in text.split("\n")) if text else 1
