"""A file as the rows of its tables: workbooks, delimited text, pages, Word and JSON Lines; bounded as other readers.

A file of unknown make is opened in a process of its own; one with a mark of state secrecy is refused whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from thuongton.reviews.tables.grids import SourceRow, rows_of_grid, rows_of_objects
from vanban.apart import Busy, call, open_apart
from vanban.apart.caller import DEFAULT
from vanban.apart.work import limits_for, sheets_judged
from vanban.files import charsets
from vanban.files.formats import sniff
from vanban.files.open import load_bytes
from vanban.files.sheets import MOST_BYTES, MOST_ROWS
from vanban.header.secrecy import mark_in_rows, secrecy_mark
from vanban.model import Document, UnreadableFile

PAPERS = ("docx", "doc", "rtf", "odt", "pdf", "word-xml", "mht")
MARKED_FILE = "Tệp có dấu {} nên không được đọc; không giữ lại gì."
NO_TABLE = (
    "Không thấy bảng nào có cột văn bản. Bảng cần một dòng tiêu đề, ví dụ «STT», «Tên văn bản», «Hình thức xử lý»."
)
TOO_MANY = "Bảng có hơn 12.000 dòng. Hãy tách ra nhiều tệp."
TOO_LONG = "Bảng có quá nhiều chữ. Hãy tách ra nhiều tệp."
LONGEST_LINE = 200_000
MOST_LETTERS = 12_000_000
"""Letters of the cells of a file of lines together."""
_T = TypeVar("_T")


class UnusableWorkingTable(ValueError):
    """A file that cannot be used; the message is one Vietnamese sentence."""


def rows_of_file(path: Path) -> list[SourceRow]:
    """The rows of a file. Raises UnusableWorkingTable, OSError."""
    try:
        data, name = load_bytes(path, None, MOST_BYTES)
        return rows_of_bytes(data, name)
    except (UnreadableFile, Busy) as error:
        raise UnusableWorkingTable(error.sentence) from error


def rows_of_bytes(data: bytes, name: str) -> list[SourceRow]:
    """The rows of the bytes of a file, opened apart. Raises UnusableWorkingTable, UnreadableFile, Busy."""
    objects = objects_in(data)
    if objects is not None:
        told = [[str(value) for value in one.values()] for one in objects if one is not None][:40]
        _demand_open(mark_in_rows(told))
        return _measured(rows_of_objects(Path(name).stem or name, objects))
    if _is_paper(data):
        document = open_apart(data, name, max_bytes=max(len(data), 1), ocr=False)
        _demand_open(secrecy_mark(document))
        return rows_of_sheets(sheets_of_document(document))
    sheets, degree = call(sheets_judged, data, name, limits=limits_for(data, DEFAULT))
    _demand_open(degree)
    return rows_of_sheets([(title, rows) for title, rows, _marks in sheets])


def _measured(rows: Iterator[SourceRow]) -> list[SourceRow]:
    """The rows, as long as they are not too long together."""
    found = []
    letters = 0
    for row in rows:
        letters += sum(map(len, row.cells.values()))
        if letters > MOST_LETTERS:
            raise UnusableWorkingTable(TOO_LONG)
        found.append(row)
    return found


def _is_paper(data: bytes) -> bool:
    """Whether a file is a paper with tables in it, and no sheet."""
    try:
        return sniff(data) in PAPERS
    except UnreadableFile:
        return False


def rows_of_sheets(sheets: list[tuple[str, list[list[str]]]]) -> list[SourceRow]:
    """The rows of sheets that were opened; raises UnusableWorkingTable when none has a head of columns."""
    found: list[SourceRow] = []
    any_head = False
    for title, grid in sheets:
        rows, head = rows_of_grid(title, grid)
        found += rows
        any_head |= head
    if not any_head:
        raise UnusableWorkingTable(NO_TABLE)
    return found


def sheets_of_document(document: Document) -> list[tuple[str, list[list[str]]]]:
    """The tables of a paper as sheets: the head of each, then its rows."""
    found: list[tuple[str, list[list[str]]]] = []
    for number, table in enumerate(document.tables, 1):
        head = [[cell.text for cell in table.header]] if table.header else []
        rows = head + [[cell.text for cell in row] for row in table.rows]
        if len(rows) > MOST_ROWS:
            raise UnusableWorkingTable(TOO_MANY)
        if not head and found and rows and len(rows[0]) == len(found[-1][1][0]):
            found[-1][1].extend(rows)
        elif rows:
            found.append((f"Bảng {number}", rows))
    return found


def objects_in(data: bytes) -> list[dict[str, Any] | None] | None:
    """The objects of JSON Lines or of a JSON list, None for a line that is none; None when it is no such file."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"["):
        return None
    text = charsets.decode(data).text.lstrip("\ufeff")
    if text.lstrip().startswith("["):
        try:
            values = json.loads(text)
        except (ValueError, RecursionError):
            return None
        return _bounded([one if isinstance(one, dict) else None for one in values])
    lines = [line for line in text.split("\n") if line.strip()]
    found = [_object(line) for line in _bounded(lines)]
    return found if any(one is not None for one in found) else None


def _object(line: str) -> dict[str, Any] | None:
    if len(line) > LONGEST_LINE:
        return None
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _bounded(values: list[_T]) -> list[_T]:
    if len(values) > MOST_ROWS:
        raise UnusableWorkingTable(TOO_MANY)
    return values


def _demand_open(degree: str | None) -> None:
    if degree is not None:
        raise UnusableWorkingTable(MARKED_FILE.format(degree))
