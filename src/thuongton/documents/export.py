"""A register as an Excel workbook, written row by row in constant memory."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterable
from typing import IO

import xlsxwriter

from thuongton.documents.models import Document
from thuongton.documents.registers import Column

LONGEST_CELL = 32_000


def workbook_of(
    heading: list[str], columns: tuple[Column, ...], papers: Iterable[Document], as_of: dt.date
) -> IO[bytes]:
    """The workbook in a temporary file at its start; the file is gone once it is closed.

    Every cell is text or a whole number: nothing typed by a person can become a formula.
    """
    stream = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115  (the answer closes it)
    book = xlsxwriter.Workbook(
        stream, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    bold = book.add_format({"bold": True})
    head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "valign": "top", "bg_color": "#EAF0F7"})
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet("Sổ")
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
    for at, line in enumerate(heading):
        sheet.write_string(at, 0, line, bold)
    top = len(heading) + 1
    for at, column in enumerate(columns):
        sheet.write_string(top, at, str(column.title), head)
    sheet.freeze_panes(top + 1, 0)
    sheet.repeat_rows(top)
    for row, paper in enumerate(papers, start=top + 1):
        for at, column in enumerate(columns):
            text = column.cell(paper, as_of)
            if column.numeric and text.isdecimal():
                sheet.write_number(row, at, int(text), cell)
            else:
                sheet.write_string(row, at, text[:LONGEST_CELL], cell)
    book.close()
    stream.seek(0)
    return stream
