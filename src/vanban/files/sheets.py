"""Sheets of any kind an office sends (xlsx, csv, tsv, jsonl) as rows of text.

A workbook is measured before it is parsed: its parts are streamed, cells, rows and letters counted, and nothing beyond
the limits is ever laid out in memory.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from vanban.files import charsets
from vanban.files.docx import open_package
from vanban.model import UnreadableFile

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 5_000
MOST_COLUMNS = 60
MOST_CELLS = 300_000
"""Cells of a whole workbook that are worked out, empty ones with a format too."""
MOST_LETTERS = 4_000_000
MOST_SHEETS = 60
MOST_MERGED = 20_000
MOST_PART = 24 * 1024 * 1024
"""Bytes of any other part: formats, shared texts."""
LONGEST_CELL = 20_000
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_KEPT = re.compile(
    r"(?:xl/(?:worksheets/[^/]+\.xml|worksheets/_rels/.*|_rels/.*|workbook\.xml|sharedStrings\.xml|styles\.xml|theme/.*)"
    r"|\[Content_Types\]\.xml|_rels/.*|docProps/.*)",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})", re.IGNORECASE)
_COUNTED = frozenset({"c", "row", "mergeCell", "v", "t", "is", "f", "r", "hyperlink", "dataValidation", "col"})


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet as text: cells that were merged downwards hold the text in every row they cover."""

    name: str
    rows: list[list[str]]


def open_sheets(data: bytes, name: str) -> list[Grid]:
    """The sheets of a file, by its content and not by its name.

    Raises ``UnreadableFile`` with one Vietnamese sentence when the file cannot be used.
    """
    if not data.strip():
        raise UnreadableFile("empty", f"Tệp «{name}» rỗng. Hãy kiểm tra lại rồi gửi tệp khác.")
    demand_size(len(data), name)
    if data[:4] == b"PK\x03\x04":
        return _xlsx(data, name)
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise UnreadableFile(
            "unsupported", f"Tệp «{name}» là Excel đời cũ (.xls). Hãy mở bằng Excel, lưu thành .xlsx rồi gửi lại."
        )
    text = _decoded(data, name)
    rows = (_json_rows(text, name) if text.lstrip()[:1] in ("{", "[") else []) or _delimited(text, name)
    return [Grid(name, rows)]


def plain_sheets(data: bytes, name: str) -> list[tuple[str, list[list[str]]]]:
    """The same as plain values, for a caller in another process."""
    return [(grid.name, grid.rows) for grid in open_sheets(data, name)]


def demand_size(size: int, name: str) -> None:
    """Raise ``UnreadableFile('too_large')`` for a sheet of too many bytes, before it is read."""
    if size > MOST_BYTES:
        raise UnreadableFile("too_large", f"Tệp «{name}» lớn hơn 20 MB. Hãy tách bảng ra nhiều tệp rồi gửi lại.")


def _too_many_rows(name: str) -> UnreadableFile:
    return UnreadableFile("too_large", f"Tệp «{name}» có trang hơn 5.000 dòng. Hãy tách bảng ra nhiều tệp rồi gửi lại.")


def _too_much(name: str) -> UnreadableFile:
    return UnreadableFile(
        "too_large",
        f"Tệp «{name}» có quá nhiều ô hoặc chữ. Hãy xoá các trang, cột và dòng không cần, hoặc tách bảng ra nhiều tệp.",
    )


def _broken(name: str) -> UnreadableFile:
    return UnreadableFile(
        "broken", f"Tệp «{name}» không mở được như một bảng. Hãy mở bằng Excel, lưu lại thành .xlsx rồi gửi lại."
    )


def _decoded(data: bytes, name: str) -> str:
    try:
        return charsets.decode(data).text
    except UnreadableFile:
        raise UnreadableFile(
            "wrong_type", f"Tệp «{name}» không phải bảng Excel, CSV hay TSV. Hãy lưu thành .xlsx rồi gửi lại."
        ) from None


def _measured(rows: Iterator[list[str]], name: str) -> list[list[str]]:
    """The rows, as long as they are not too many nor too long together."""
    found: list[list[str]] = []
    letters = 0
    for row in rows:
        if len(found) >= MOST_ROWS:
            raise _too_many_rows(name)
        kept = [cell[:LONGEST_CELL] for cell in row[:MOST_COLUMNS]]
        letters += sum(map(len, kept))
        if letters > MOST_LETTERS:
            raise _too_much(name)
        found.append(kept)
    return found


def _delimited(text: str, name: str) -> list[list[str]]:
    first = "\n".join(line[:LONGEST_CELL] for line in islice(io.StringIO(text), 20))
    mark = max("\t;,", key=lambda sign: (first.count(sign), sign == "\t"))
    try:
        return _measured(csv.reader(io.StringIO(text, newline=""), delimiter=mark), name)
    except csv.Error:
        raise _broken(name) from None


def _json_rows(text: str, name: str) -> list[list[str]]:
    try:
        values = (
            json.loads(text)
            if text.lstrip()[0] == "["
            else [json.loads(line) for line in islice(io.StringIO(text), MOST_ROWS + 2) if line.strip()]
        )
        records = [value for value in values if isinstance(value, dict)]
        names = list(dict.fromkeys(key for record in records for key in record))[:MOST_COLUMNS]
        rows = ([_text(record.get(key)) for key in names] for record in records)
        return _measured(iter([names, *rows]), name)
    except RecursionError:
        raise _broken(name) from None
    except UnreadableFile:
        raise
    except ValueError:
        return []


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, (dt.datetime, dt.date)):
        return f"{value.day}/{value.month}/{value.year}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_text(one)}" for key, one in value.items())
    if isinstance(value, list):
        return "; ".join(map(_text, value))
    return str(value)


@dataclass(slots=True)
class _Extent:
    """How far a sheet goes: its last row and column with a value, and the ranges of its merged cells."""

    row: int = 0
    column: int = 0
    cells: int = 0
    merged: list[str] = field(default_factory=list)


def _xlsx(data: bytes, name: str) -> list[Grid]:
    import openpyxl

    try:
        lean, extents = _measure(data, name)
        book = openpyxl.load_workbook(lean, read_only=True, data_only=True, keep_links=False)
        grids = []
        letters = 0
        for sheet in book.worksheets:
            grid = _grid(sheet, extents.get(sheet.title, _Extent()))
            letters += sum(len(cell) for row in grid.rows for cell in row)
            if letters > MOST_LETTERS:
                raise _too_much(name)
            grids += [grid] if grid.rows else []
        return grids
    except (UnreadableFile, MemoryError):
        raise
    except Exception as error:  # zlib, zipfile, lxml, expat and openpyxl each have their own errors for a damaged part
        raise _broken(name) from error


def _measure(data: bytes, name: str) -> tuple[io.BytesIO, dict[str, _Extent]]:
    """The package without what is no table (pictures, drawings, links), and how far each sheet goes, by its title.

    Raises ``UnreadableFile`` when there is more than the limits allow; only a stream is looked at until then.
    """
    lean = io.BytesIO()
    extents: dict[str, _Extent] = {}
    cells = 0
    try:
        package = open_package(data)
    except UnreadableFile as error:
        raise (_broken(name) if error.code == "broken" else error) from None
    with package, zipfile.ZipFile(lean, "w", zipfile.ZIP_STORED) as kept:
        names = package.namelist()
        if "xl/workbook.xml" not in names:
            raise UnreadableFile("wrong_type", f"Tệp «{name}» không phải bảng Excel. Hãy lưu thành .xlsx rồi gửi lại.")
        if sum(map(bool, map(_SHEET.fullmatch, names))) > MOST_SHEETS:
            raise _too_much(name)
        for entry in package.infolist():
            if not _KEPT.fullmatch(entry.filename):
                continue
            if _SHEET.fullmatch(entry.filename):
                with package.open(entry) as stream:
                    extent = _extent_of(stream, MOST_CELLS - cells, name)
                cells += extent.cells
                extents[entry.filename.lower()] = extent
            elif entry.file_size > MOST_PART:
                raise _too_much(name)
            if "/worksheets/_rels/" not in entry.filename:  # the sheets' own links: drawings, comments
                kept.writestr(entry.filename, package.read(entry))
        titles = _titles(package)
    lean.seek(0)
    return lean, {title: extents[part] for title, part in titles.items() if part in extents}


def _extent_of(stream: Any, most: int, name: str) -> _Extent:
    """How far a sheet goes; raises when it has more than ``most`` cells, or a value below the rows allowed."""
    from lxml import etree

    found = _Extent()
    row = column = 0
    events = etree.iterparse(
        stream, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    for event, element in events:
        tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if event == "start":
            if tag == "row":
                told = element.get("r", "")
                row, column = (int(told) if told.isdecimal() and len(told) < 8 else row + 1), 0
            elif tag == "c":
                found.cells += 1
                place = _PLACE.fullmatch(element.get("r", ""))
                row, column = (int(place[2]), _column(place[1])) if place else (row, column + 1)
            elif tag == "mergeCell":
                found.merged.append(element.get("ref", ""))
            if found.cells > most or len(found.merged) > MOST_MERGED:
                raise _too_much(name)
            continue
        if tag in ("v", "t") and (element.text or "").strip():
            found.row, found.column = max(found.row, row), max(found.column, min(column, MOST_COLUMNS))
            if row > MOST_ROWS:
                raise _too_many_rows(name)
        if tag in _COUNTED:
            element.clear(keep_tail=False)
            while element.getprevious() is not None:
                del element.getparent()[0]
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _titles(package: zipfile.ZipFile) -> dict[str, str]:
    """Title of a sheet → its part, as the workbook says."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    relations = etree.fromstring(package.read("xl/_rels/workbook.xml.rels"), parser)
    parts = {
        one.get("Id"): "xl/" + one.get("Target", "").removeprefix("/xl/").removeprefix("./").lower()
        for one in relations
        if isinstance(one.tag, str)
    }
    book = etree.fromstring(package.read("xl/workbook.xml"), parser)
    found = {}
    for sheet in book.iter("{*}sheet"):
        number = next((value for key, value in sheet.attrib.items() if key.rpartition("}")[2] == "id"), None)
        found[sheet.get("name", "")] = parts.get(number, "")
    return found


def _grid(sheet: Any, extent: _Extent) -> Grid:
    if not extent.row:
        return Grid(sheet.title, [])
    shown = sheet.iter_rows(max_row=extent.row, max_col=extent.column, values_only=True)
    rows = [[_text(value)[:LONGEST_CELL] for value in row] for row in shown]
    for told in extent.merged:
        first, _colon, end = told.partition(":")
        above, below = _PLACE.fullmatch(first), _PLACE.fullmatch(end)
        if above is None or below is None:
            continue
        top, left, bottom = int(above[2]), _column(above[1]), int(below[2])
        if not 0 < top <= len(rows) or left > extent.column or bottom - top > 500:
            continue
        text = rows[top - 1][left - 1]
        for number in range(top, min(bottom, len(rows))):
            rows[number][left - 1] = text
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    return Grid(sheet.title, rows)
