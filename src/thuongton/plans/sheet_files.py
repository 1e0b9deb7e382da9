"""Opening a sheet of any kind an office sends (xlsx, csv, tsv, jsonl) as rows of text; pure."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from dataclasses import dataclass
from typing import Any

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.utils.exceptions import InvalidFileException

from vanban.model import UnreadableFile

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 300 * 1024 * 1024
MOST_ROWS = 5_000
MOST_COLUMNS = 60


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet as text: cells that were merged downwards hold the text in every row they cover."""

    name: str
    rows: list[list[str]]


def open_sheets(data: bytes, name: str) -> list[Grid]:
    """The sheets of a file, by its content and not by its name.

    Raises ``vanban.model.UnreadableFile`` with one Vietnamese sentence when the file cannot be used.
    """
    if not data.strip():
        raise UnreadableFile("empty", _("Tệp «%(name)s» rỗng. Kiểm tra lại rồi gửi tệp khác.") % {"name": name})
    if len(data) > MOST_BYTES:
        raise UnreadableFile(
            "too_large", _("Tệp «%(name)s» lớn hơn 20 MB. Tách bảng ra nhiều tệp rồi gửi lại.") % {"name": name}
        )
    if data[:4] == b"PK\x03\x04":
        return _xlsx(data, name)
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise UnreadableFile(
            "unsupported",
            _("Tệp «%(name)s» là Excel đời cũ (.xls). Mở bằng Excel, lưu thành .xlsx rồi gửi lại.") % {"name": name},
        )
    text = _decoded(data, name)
    rows = (_json_rows(text) if text.lstrip()[:1] in ("{", "[") else []) or _delimited(text)
    return [_measured(Grid(name, rows), name)]


def _measured(grid: Grid, name: str) -> Grid:
    if len(grid.rows) > MOST_ROWS:
        sentence = _("Trang «%(sheet)s» của tệp «%(name)s» có hơn 5.000 dòng. Tách bảng ra nhiều tệp rồi gửi lại.") % {
            "sheet": grid.name,
            "name": name,
        }
        raise UnreadableFile("too_large", sentence)
    return grid


def _decoded(data: bytes, name: str) -> str:
    codes = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "cp1258"]
    for code in codes:
        try:
            text = data.decode(code)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UnreadableFile(
        "wrong_type",
        _("Tệp «%(name)s» không phải bảng Excel, CSV hay TSV. Lưu thành .xlsx rồi gửi lại.") % {"name": name},
    )


def _delimited(text: str) -> list[list[str]]:
    first = "\n".join(text.splitlines()[:20])
    mark = max("\t;,", key=lambda sign: (first.count(sign), sign == "\t"))
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    return [[cell[:20_000] for cell in row[:MOST_COLUMNS]] for row in rows]


def _json_rows(text: str) -> list[list[str]]:
    try:
        values = (
            json.loads(text)
            if text.lstrip()[0] == "["
            else [json.loads(line) for line in text.splitlines() if line.strip()]
        )
    except ValueError:
        return []
    records = [value for value in values if isinstance(value, dict)]
    names = list(dict.fromkeys(key for record in records for key in record))[:MOST_COLUMNS]
    return [names, *([_text(record.get(key)) for key in names] for record in records)]


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


def _xlsx(data: bytes, name: str) -> list[Grid]:
    broken = UnreadableFile(
        "broken", _("Tệp «%(name)s» không mở được như bảng Excel. Mở bằng Excel, lưu lại rồi gửi lại.") % {"name": name}
    )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
                raise UnreadableFile("bomb", _("Tệp «%(name)s» bung ra quá lớn nên không nhận.") % {"name": name})
            if "xl/workbook.xml" not in archive.namelist():
                raise UnreadableFile(
                    "wrong_type",
                    _("Tệp «%(name)s» không phải bảng Excel. Lưu thành .xlsx rồi gửi lại.") % {"name": name},
                )
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        KeyError,
        ValueError,
        OSError,
        TypeError,
        AttributeError,
    ) as error:
        if isinstance(error, UnreadableFile):
            raise
        raise broken from error
    return [_measured(grid, name) for sheet in book.worksheets if (grid := _grid(sheet)).rows]


def _grid(sheet: Any) -> Grid:
    last_column = min(sheet.max_column, MOST_COLUMNS)
    rows = [[_text(value) for value in row] for row in sheet.iter_rows(max_col=last_column, values_only=True)]
    for merged in sheet.merged_cells.ranges:
        if merged.min_row > len(rows) or merged.min_col > last_column or merged.max_row - merged.min_row > 500:
            continue
        text = rows[merged.min_row - 1][merged.min_col - 1]
        for number in range(merged.min_row, min(merged.max_row, len(rows))):
            rows[number][merged.min_col - 1] = text
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    return Grid(sheet.title, rows)
