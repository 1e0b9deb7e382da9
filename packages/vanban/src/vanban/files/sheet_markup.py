"""Sheets that are text with marks: Excel's XML of 2003 (SpreadsheetML), and a web page saved as a workbook."""

from __future__ import annotations

import re
from typing import Any

_SPREADSHEET = "urn:schemas-microsoft-com:office:spreadsheet"
_HTML = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|table|div|style)\b", re.I | re.S
)
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T[\d:.]*)?")
_MOST_ACROSS = 60
_MOST_DOWN = 500

Table = tuple[str, list[list[str]]]
"""The title of a sheet, "" when it has none, and its rows."""


def is_markup(text: str) -> bool:
    """Whether a text is a sheet of XML or a web page, by how it begins."""
    head = text[:4000]
    return _SPREADSHEET in head or _HTML.match(head) is not None


def tables_of(text: str, most: int) -> list[Table]:
    """The tables of a text of one of the two kinds.

    Raises ``ValueError`` when it cannot be read as one, ``OverflowError`` when it has more than ``most`` cells.
    """
    return _of_xml(text, most) if _SPREADSHEET in text[:4000] else _of_page(text, most)


def _of_xml(text: str, most: int) -> list[Table]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    book = etree.fromstring(text.encode("utf-8"), parser)
    if book is None:
        raise ValueError("no sheet")
    found, cells = [], 0
    for sheet in book.iter(f"{{{_SPREADSHEET}}}Worksheet"):
        rows: list[list[str]] = []
        for row in sheet.iter(f"{{{_SPREADSHEET}}}Row"):
            _pad(rows, _at(row) - 1, most)
            made: list[str] = []
            for cell in row.iter(f"{{{_SPREADSHEET}}}Cell"):
                while len(made) < min(_at(cell) - 1, _MOST_ACROSS):
                    made.append("")
                made.append(_value(cell))
            cells += len(made) + 1
            if cells > most:
                raise OverflowError
            rows.append(made)
        found.append((sheet.get(f"{{{_SPREADSHEET}}}Name", ""), rows))
    return found


def _at(element: Any) -> int:
    told = element.get(f"{{{_SPREADSHEET}}}Index", "")
    return int(told) if told.isdecimal() and len(told) < 7 else 0


def _pad(rows: list[list[str]], until: int, most: int) -> None:
    if until > most:
        raise OverflowError
    while len(rows) < until:
        rows.append([])


def _value(cell: Any) -> str:
    data = next(cell.iter(f"{{{_SPREADSHEET}}}Data"), None)
    text = "" if data is None else "".join(data.itertext()).strip()
    kind = "" if data is None else data.get(f"{{{_SPREADSHEET}}}Type", "")
    if kind == "DateTime" and (day := _DAY.fullmatch(text)):
        return f"{int(day[3])}/{int(day[2])}/{day[1]}"
    if kind == "Number" and re.fullmatch(r"\d{1,15}\.0+", text):
        return text.partition(".")[0]
    return text


def _of_page(text: str, most: int) -> list[Table]:
    from lxml import etree, html

    try:
        page = html.document_fromstring(text)
    except (etree.ParserError, ValueError) as error:
        raise ValueError("no page") from error
    found, cells = [], 0
    for table in page.iter("table"):
        if next(table.iterancestors("table"), None) is not None:
            continue
        rows: list[list[str]] = []
        below: dict[int, tuple[int, str]] = {}
        for row in table.iter("tr"):
            made = _row(row, below)
            cells += len(made) + 1
            if cells > most:
                raise OverflowError
            rows.append(made)
        found.append(("", rows))
    return found


def _row(row: Any, below: dict[int, tuple[int, str]]) -> list[str]:
    """The cells of a row; ``below`` are the columns that cells of rows above still cover, and for how many rows."""
    made: list[str] = []

    def covered() -> None:
        while (kept := below.get(len(made))) is not None:
            left, text = kept
            if left > 1:
                below[len(made)] = left - 1, text
            else:
                del below[len(made)]
            made.append(text)

    for cell in row.iterchildren("td", "th"):
        covered()
        text = "\n".join(line for part in cell.itertext() if (line := " ".join(part.split())))
        down, across = (
            _span(cell.get(name), most) for name, most in (("rowspan", _MOST_DOWN), ("colspan", _MOST_ACROSS))
        )
        for place in range(across):
            if len(made) >= _MOST_ACROSS:
                break
            if down > 1:
                below[len(made)] = down - 1, text
            made.append(text if place == 0 else "")
    covered()
    return made


def _span(told: str | None, most: int) -> int:
    return min(int(told), most) if told and told.isdecimal() and len(told) < 6 and int(told) else 1
