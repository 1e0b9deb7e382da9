"""One declaration of columns for page, Excel, print and Word: what is shown is what goes out."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, BinaryIO, cast

import xlsxwriter
from django.http import FileResponse
from django.utils.translation import gettext

from vanban.write.docx import Column as WordColumn
from vanban.write.docx import Grid
from vanban.write.docx import Row as WordRow

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``key`` names it in addresses, ``label`` is a msgid, ``text(row)`` gives what is written in a cell.

    ``width`` is a share (millimetres on a landscape page); ``template`` is a template part that shows the cell on the
    page with more than words (links, badges), with ``row`` in its context.
    """

    key: str
    label: str
    text: Callable[[Any], str]
    width: float = 20
    align: str = "left"
    template: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: a row of data, or a group heading over all columns when ``heading`` is set."""

    row: Any = None
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and lines, made once per page, export or print."""

    columns: Sequence[Column]
    lines: Sequence[Line]
    title: str = ""
    notes: Sequence[str] = field(default_factory=tuple)

    def labels(self) -> list[str]:
        """The heads in the language of the page."""
        return [gettext(column.label) for column in self.columns]

    def texts(self) -> Iterator[tuple[str, ...] | str]:
        """Each line as words: a tuple of cells, or the words of a group heading."""
        for line in self.lines:
            yield line.heading or tuple(column.text(line.row) for column in self.columns)

    def grid(self, size: float = 11) -> Grid:
        """The table for a Word paper."""
        columns = tuple(
            WordColumn(label, column.width, column.align)
            for label, column in zip(self.labels(), self.columns, strict=True)
        )
        rows = tuple(
            WordRow((texts,), group=True) if isinstance(texts, str) else WordRow(texts) for texts in self.texts()
        )
        return Grid(columns, rows, size=size)


def chosen(columns: Sequence[Column], asked: str) -> list[Column]:
    """The columns an address asks for («?cot=ma,nhiem-vu») in their own order; all of them when it asks for none."""
    wanted = set(asked.split(",")) if asked else set()
    found = [column for column in columns if column.key in wanted]
    return found or list(columns)


def write_xlsx(table: Table, out: BinaryIO) -> None:
    """Write the table as a workbook row by row, in constant memory."""
    write_book([("", table)], out)


def write_book(sheets: Iterable[tuple[str, Table]], out: BinaryIO, made_on: dt.datetime | None = None) -> None:
    """Write named tables as the sheets of one workbook; with ``made_on`` the same tables are always the same bytes."""
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    if made_on is not None:
        book.set_properties({"created": made_on})
    wrap = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#D8DEE6"}
    formats = {
        "head": book.add_format({**wrap, "bold": True, "bg_color": "#F4F6F9"}),
        "plain": book.add_format(wrap),
        "group": book.add_format({**wrap, "bold": True, "bg_color": "#EAF0F7"}),
        "title": book.add_format({"bold": True, "font_size": 13}),
    }
    for name, table in sheets:
        _write_sheet(book.add_worksheet(name or None), table, formats)
    book.close()


def _write_sheet(sheet: Any, table: Table, formats: dict[str, Any]) -> None:
    for index, column in enumerate(table.columns):
        sheet.set_column(index, index, max(6, column.width * 0.55))
    row = 0
    if table.title:
        sheet.write_string(0, 0, table.title, formats["title"])
        row = 2
    for index, label in enumerate(table.labels()):
        sheet.write_string(row, index, label, formats["head"])
    sheet.freeze_panes(row + 1, 0)
    for texts in table.texts():
        row += 1
        if isinstance(texts, str):
            for index in range(len(table.columns)):
                sheet.write_string(row, index, texts if index == 0 else "", formats["group"])
            continue
        for index, text in enumerate(texts):
            sheet.write_string(row, index, text[:32000], formats["plain"])
    for note in table.notes:
        row += 1
        sheet.write_string(row, 0, note)


def excel_response(table: Table, name: str) -> FileResponse:
    """The workbook as a download; it is written to a temporary file, not held in memory."""
    out = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115 - closed by the response
    write_xlsx(table, out)
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=PurePath(name).with_suffix(".xlsx").name, content_type=XLSX)


def word_response(content: bytes, name: str) -> FileResponse:
    """A Word file as a download."""
    import io

    return FileResponse(
        io.BytesIO(content), as_attachment=True, filename=PurePath(name).with_suffix(".docx").name, content_type=DOCX
    )


def grouped(rows: Iterable[Any], heading: Callable[[Any], str]) -> list[Line]:
    """Lines with a group heading wherever the heading of the rows changes."""
    lines: list[Line] = []
    last = ""
    for row in rows:
        words = heading(row)
        if words and words != last:
            lines.append(Line(heading=words))
        last = words or last
        lines.append(Line(row=row))
    return lines
