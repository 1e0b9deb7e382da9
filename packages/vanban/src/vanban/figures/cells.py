"""Numbers in the cells of statistics tables (biểu số liệu): head of the column and label of the row say what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vanban.figures.units import unit_of_cell, unit_of_head
from vanban.model import Cell, Document, Figure, Table
from vanban.numerals import NUMBER, read_number
from vanban.text import fold, join_lines

_VALUE = re.compile(rf"(?P<number>{NUMBER})\s*(?:/\s*(?P<whole>{NUMBER}))?\s*(?P<percent>%)?$")
_ORDINAL = re.compile(r"(?:[IVXLC]+|[A-ZĐ])(?:\.\d+)*\.?")
_RANK_HEADS = r"thu hang|xep hang|hang\b|vi tri|phan nhom|nhom\b|xep loai|phan loai|loai\b|bac\b|trang\b|so trang"
_ORDER_HEADS = r"stt|tt|so tt|so thu tu|ma\b|so,? ky hieu|so hieu|ky hieu|so van ban|so qd|so quyet dinh|so dien thoai"
_TIME_HEADS = r"ngay|thang|nam\b|quy\b|thoi gian|thoi han|han\b|tien do"
_WHO_HEADS = r"chu tri|phoi hop|co quan|don vi (?:thuc hien|chu tri|phoi hop)|dia chi|ho (?:va )?ten"
_WHAT_HEADS = r"ghi chu|muc\b|san pham|nhiem vu$|noi dung|can cu"
_NO_FIGURE = re.compile(rf"(?:{_ORDER_HEADS}|{_RANK_HEADS}|{_TIME_HEADS}|{_WHO_HEADS}|{_WHAT_HEADS})")
_A_PERIOD = re.compile(r"(?:nam|quy|thang|ky|6 thang|9 thang)[ ][\divx/ ]{1,14}(?:[ ]nam[ ]\d{4})?$")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_RANK_END = re.compile(r"(?:thu hang|xep hang|xep loai)$")
_UNIT_HEAD = re.compile(r"(?:don vi tinh|dvt|don vi do)\b")


def figures_of_tables(document: Document) -> Iterator[Figure]:
    """The numbers of the columns that hold numbers, row by row; ordinals, dates and codes are none."""
    for table in document.tables:
        if len(table.header) > 1:
            yield from _figures(document, table)


def _figures(document: Document, table: Table) -> Iterator[Figure]:
    rows = [row for row in table.rows if not _numbers_of_columns(row)]
    under = rows[0] if rows and _is_under_head(table.header, rows[0]) else None
    columns = _number_columns(table, rows)
    if not columns:
        return
    labels = _label_columns(table, rows, columns)
    measured = next((i for i, cell in enumerate(table.header) if _UNIT_HEAD.match(fold(cell.text))), None)
    for row in rows:
        label = next((row[i].text for i in labels if i < len(row) and _worded(row[i].text)), None)
        own = unit_of_cell(row[measured].text) if measured is not None and measured < len(row) else None
        for column in columns:
            if column >= len(row) or not row[column].spans:
                continue
            match = _VALUE.match(row[column].text.strip())
            if match is None:
                continue
            head = _head(table.header, under, column)
            start, end = row[column].spans[0].start, row[column].spans[-1].end
            yield Figure(
                start=start,
                end=end,
                surface=document.text[start:end],
                value=read_number(match["number"]),
                unit="%" if match["percent"] else unit_of_head(head) or own,
                subject=join_lines(" – ".join(part for part in (head, label) if part)) or None,
                period=head if _A_PERIOD.match(fold(head)) else None,
                where="table",
                whole=read_number(match["whole"]) if match["whole"] else None,
            )


def _label_columns(table: Table, rows: Sequence[Sequence[Cell]], columns: Sequence[int]) -> list[int]:
    """The columns that may name a row: those with words that differ from row to row, then the other ones."""
    words = [
        i for i in range(len(table.header)) if i not in columns and not _UNIT_HEAD.match(fold(table.header[i].text))
    ]
    differing = []
    for column in words:
        texts = [fold(row[column].text) for row in rows if column < len(row) and _worded(row[column].text)]
        if len(set(texts)) > 1:
            differing.append(column)
    return [*differing, *(column for column in words if column not in differing)]


def _number_columns(table: Table, rows: Sequence[Sequence[Cell]]) -> list[int]:
    """The columns whose head names no ordinal, date or code, and that hold numbers in half of their filled cells."""
    found = []
    for column in range(len(table.header)):
        head = fold(join_lines(table.header[column].text))
        if (
            (_NO_FIGURE.match(head) and not _A_PERIOD.match(head))
            or (column == 0 and not head)
            or _RANK_END.search(head)
        ):
            continue
        cells = [row[column].text.strip() for row in rows if column < len(row) and row[column].text.strip()]
        if _A_PERIOD.match(head) and all(_YEAR.match(cell) for cell in cells):
            continue
        numbers = sum(_VALUE.match(cell) is not None for cell in cells)
        if numbers and numbers * 2 >= len(cells):
            found.append(column)
    if len(found) == len(table.header) or found != [0]:
        return found
    return []


def _numbers_of_columns(row: Sequence[Cell]) -> bool:
    """Whether a row only numbers the columns: (1) (2) (3)."""
    texts = [cell.text.strip(" ()") for cell in row]
    return len(texts) > 2 and texts == [str(n) for n in range(1, len(texts) + 1)]


def _is_under_head(header: Sequence[Cell], row: Sequence[Cell]) -> bool:
    """Whether the first row is the second line of the head: no ordinal, no numbers, words under filled heads."""
    return not row[0].text.strip() and not any(_VALUE.match(cell.text.strip()) for cell in row if cell.text.strip())


def _head(header: Sequence[Cell], under: Sequence[Cell] | None, column: int) -> str:
    above = join_lines(header[column].text)
    below = join_lines(under[column].text) if under is not None and column < len(under) else ""
    return " – ".join(part for part in dict.fromkeys((above, below)) if part)


def _worded(text: str) -> bool:
    return sum(letter.isalpha() for letter in text) > 1 and _ORDINAL.fullmatch(text.strip()) is None
