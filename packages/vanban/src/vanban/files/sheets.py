"""Sheets of any kind an office sends (xlsx, xls, ods, xlsb, html, XML 2003, csv, tsv, jsonl) as rows of text.

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
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from vanban.files import charsets
from vanban.files.docx import open_package
from vanban.files.missing import said_when_missing
from vanban.files.sheet_markup import is_markup, tables_of
from vanban.model import UnreadableFile

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 12_000
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
class Marks:
    """What is to be said of a sheet beside its text.

    ``hidden``: the whole sheet is; ``hidden_rows``, ``struck_rows``: numbers of rows, from 1, that are hidden or whose
    letters are struck out; ``unsaved``: cells with a formula and no value stored.
    """

    hidden: bool = False
    hidden_rows: tuple[int, ...] = ()
    struck_rows: tuple[int, ...] = ()
    unsaved: int = 0

    def plain(self) -> list[Any]:
        """As values that JSON holds."""
        return [self.hidden, list(self.hidden_rows), list(self.struck_rows), self.unsaved]

    @classmethod
    def from_plain(cls, value: Sequence[Any]) -> Marks:
        """What :meth:`plain` gave; raises ``TypeError`` or ``ValueError`` for anything else."""
        hidden, hidden_rows, struck_rows, unsaved = value
        return cls(bool(hidden), tuple(map(int, hidden_rows)), tuple(map(int, struck_rows)), int(unsaved))


NO_MARKS = Marks()


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet as text: cells that were merged downwards hold the text in every row they cover."""

    name: str
    rows: list[list[str]]
    marks: Marks = NO_MARKS


@said_when_missing()
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
        return _by_calamine(data, name)
    text = _decoded(data, name)
    if is_markup(text):
        return [Grid(title, _measured(iter(rows), name)) for title, rows in _marked_up(text, name)]
    rows = (_json_rows(text, name) if text.lstrip()[:1] in ("{", "[") else []) or _delimited(text, name)
    return [Grid(name, rows)]


def plain_sheets(data: bytes, name: str) -> list[tuple[str, list[list[str]], list[Any]]]:
    """The same as plain values (title, rows, marks), for a caller in another process."""
    return [(grid.name, grid.rows, grid.marks.plain()) for grid in open_sheets(data, name)]


def demand_size(size: int, name: str) -> None:
    """Raise ``UnreadableFile('too_large')`` for a sheet of too many bytes, before it is read."""
    if size > MOST_BYTES:
        raise UnreadableFile("too_large", f"Tệp «{name}» lớn hơn 20 MB. Hãy tách bảng ra nhiều tệp rồi gửi lại.")


def _too_many_rows(name: str) -> UnreadableFile:
    return UnreadableFile(
        "too_large", f"Tệp «{name}» có trang hơn 12.000 dòng. Hãy tách bảng ra nhiều tệp rồi gửi lại."
    )


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
    mark = max("\t;,|", key=lambda sign: (first.count(sign), sign == "\t"))
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


def _marked_up(text: str, name: str) -> list[tuple[str, list[list[str]]]]:
    try:
        found = tables_of(text, MOST_CELLS)
    except ValueError:
        raise _broken(name) from None
    except OverflowError:
        raise _too_much(name) from None
    return [(title or name, rows) for title, rows in found[:MOST_SHEETS]]


def _by_calamine(data: bytes, name: str) -> list[Grid]:
    """The sheets of an old binary workbook, or of one of OpenDocument; read by the library ``python-calamine``."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        told = book.sheets_metadata
        if len(told) > MOST_SHEETS:
            raise _too_much(name)
        grids = []
        cells = letters = 0
        for place, one in enumerate(told):
            sheet = book.get_sheet_by_index(place)
            cells += sheet.total_height * sheet.total_width
            if cells > MOST_CELLS * 4:
                raise _too_much(name)
            rows = _measured(([_text(value) for value in row] for row in sheet.iter_rows()), name)
            letters += sum(len(cell) for row in rows for cell in row)
            if letters > MOST_LETTERS:
                raise _too_much(name)
            _without_empty_end(rows)
            hidden = one.visible != SheetVisibleEnum.Visible
            grids += [Grid(one.name, rows, Marks(hidden=hidden))] if rows else []
        return grids
    except PasswordError:
        raise UnreadableFile("encrypted", f"Tệp «{name}» có mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.") from None
    except (CalamineError, OSError, ValueError):
        raise _broken(name) from None


@dataclass(slots=True)
class _Extent:
    """How far a sheet goes: its last row and column with a value, the ranges of its merged cells, and its marks."""

    row: int = 0
    column: int = 0
    cells: int = 0
    merged: list[str] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: list[int] = field(default_factory=list)
    written: dict[int, bool] = field(default_factory=dict)
    """Row with text → whether all its text is struck out."""
    unsaved: int = 0

    @property
    def marks(self) -> Marks:
        """What is to be said of the sheet."""
        shown = [row for row in self.hidden_rows if row in self.written]
        struck = [row for row, whole in self.written.items() if whole]
        return Marks(self.hidden, tuple(shown), tuple(struck), self.unsaved)


class _Other(Exception):
    """A package of another kind of workbook: OpenDocument, or Excel's binary one."""


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
    except _Other:
        return _by_calamine(data, name)
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
        struck = _struck_formats(package) if "xl/styles.xml" in names else frozenset()
        if "xl/workbook.bin" in names or "content.xml" in names:
            raise _Other
        if "xl/workbook.xml" not in names:
            raise UnreadableFile("wrong_type", f"Tệp «{name}» không phải bảng Excel. Hãy lưu thành .xlsx rồi gửi lại.")
        if sum(map(bool, map(_SHEET.fullmatch, names))) > MOST_SHEETS:
            raise _too_much(name)
        for entry in package.infolist():
            if not _KEPT.fullmatch(entry.filename):
                continue
            if _SHEET.fullmatch(entry.filename):
                with package.open(entry) as stream:
                    extent = _extent_of(stream, MOST_CELLS - cells, name, struck)
                cells += extent.cells
                extents[entry.filename.lower()] = extent
            elif entry.file_size > MOST_PART:
                raise _too_much(name)
            if "/worksheets/_rels/" not in entry.filename:  # the sheets' own links: drawings, comments
                kept.writestr(entry.filename, package.read(entry))
        titles = _titles(package)
    lean.seek(0)
    found = {}
    for title, (part, hidden) in titles.items():
        if part in extents:
            found[title] = extents[part]
            found[title].hidden = hidden
    return lean, found


def _struck_formats(package: zipfile.ZipFile) -> frozenset[str]:
    """The numbers of the cell formats whose letters are struck out (``cellXfs`` whose font has ``strike``)."""
    from lxml import etree

    if package.getinfo("xl/styles.xml").file_size > MOST_PART:
        return frozenset()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    styles = etree.fromstring(package.read("xl/styles.xml"), parser)
    fonts = styles.find("{*}fonts")
    formats = styles.find("{*}cellXfs")
    if fonts is None or formats is None:
        return frozenset()
    struck = {
        str(number)
        for number, font in enumerate(fonts.iterchildren("{*}font"))
        for one in font.iterchildren("{*}strike")
        if one.get("val", "1") not in ("0", "false")
    }
    return frozenset(
        str(number) for number, one in enumerate(formats.iterchildren("{*}xf")) if one.get("fontId") in struck
    )


def _extent_of(stream: Any, most: int, name: str, struck: Collection[str] = ()) -> _Extent:
    """How far a sheet goes; raises when it has more than ``most`` cells, or a value below the rows allowed."""
    from lxml import etree

    found = _Extent()
    row = column = 0
    format_, formula = "0", False
    events = etree.iterparse(
        stream, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    for event, element in events:
        tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if event == "start":
            if tag == "row":
                told = element.get("r", "")
                row, column = (int(told) if told.isdecimal() and len(told) < 8 else row + 1), 0
                if element.get("hidden") in ("1", "true") and row <= MOST_ROWS:
                    found.hidden_rows.append(row)
            elif tag == "c":
                found.cells += 1
                place = _PLACE.fullmatch(element.get("r", ""))
                row, column = (int(place[2]), _column(place[1])) if place else (row, column + 1)
                format_, formula = element.get("s", "0"), False
            elif tag == "f":
                formula = True
            elif tag == "mergeCell":
                found.merged.append(element.get("ref", ""))
            if found.cells > most or len(found.merged) > MOST_MERGED:
                raise _too_much(name)
            continue
        if tag in ("v", "t") and (element.text or "").strip():
            found.row, found.column = max(found.row, row), max(found.column, min(column, MOST_COLUMNS))
            if row > MOST_ROWS:
                raise _too_many_rows(name)
            found.written[row] = found.written.get(row, True) and format_ in struck
            formula = False
        elif tag == "c" and formula:
            found.unsaved += 1
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


def _titles(package: zipfile.ZipFile) -> dict[str, tuple[str, bool]]:
    """Title of a sheet → its part and whether it is hidden, as the workbook says."""
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
        found[sheet.get("name", "")] = parts.get(number, ""), sheet.get("state", "visible") != "visible"
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
    _without_empty_end(rows)
    return Grid(sheet.title, rows, extent.marks)


def _without_empty_end(rows: list[list[str]]) -> None:
    """Take off the rows at the end that hold nothing."""
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
