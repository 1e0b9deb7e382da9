"""A sheet as rows under the heads of their columns: heads of several storeys, sections, counting rows, notes.

Every row below the first head that holds anything is told, whatever it is; nothing is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

from thuongton.reviews.tables.columns import MOST_COLUMNS, TableColumn, columns_of, meanings_in
from thuongton.reviews.tables.numbers import numbers_in, straight
from thuongton.reviews.tables.words import plain
from vanban.files.sheets import LONGEST_CELL

RowKind = Literal["row", "section", "note", "head", "above"]
HEAD_WITHIN = 40
LONGEST_HEAD = 25
"""Words of the head of a column, at most."""
MOST_STOREYS = 3
SEPARATOR = " > "
_ORDINAL = re.compile(r"\(?(?:\d{1,4}(?:\.\d{1,3}){0,3}|[ivxlc]{1,7}|[a-z])[.)]?")
_NUMERAL = re.compile(r"\(?\d{1,4}[.)]?")
_ROMAN = re.compile(r"\(?[ivxlc]{1,7}[.)]?")
_NOTE = re.compile(
    r"(?:ghi chu|luu y|chu thich|tong(?: cong| so)?|cong|nguoi lap|noi nhan|ngay lap|can cu)\b[:\s]?", re.IGNORECASE
)
_COUNTING = re.compile(r"\(?\d{1,2}\)?(?:\s*=.*)?")
_BEGINS = "quy dinh|ve |ban hanh|bai bo|thay the|sua doi|so|phan cap|xac dinh|ho tro"
_DOCUMENT = re.compile(rf"(?:du thao )?(?:nghi quyet|quyet dinh|chi thi) (?:{_BEGINS})")


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row of a file: its cells by the name of their column («Hình thức xử lý > Thay thế»), in order.

    ``sections`` are the heads above it, the widest first; ``line`` counts from 1 in its sheet.
    """

    ident: str
    sheet: str
    line: int
    kind: RowKind
    cells: Mapping[str, str]
    sections: tuple[str, ...] = ()
    columns: tuple[TableColumn, ...] = ()
    ordinal: str = ""


@dataclass(slots=True)
class _Sections:
    """The heads that stand above a row: a letter, a numeral of Rome, a number, each below the one before."""

    held: dict[int, str] = field(default_factory=dict)

    def add(self, ordinal: str, words: str) -> None:
        level = _level(ordinal)
        self.held = {one: told for one, told in self.held.items() if one < level} | {level: words}

    def told(self) -> tuple[str, ...]:
        return tuple(self.held[level] for level in sorted(self.held))


def _level(ordinal: str) -> int:
    told = plain(ordinal)
    if not told:
        return 0
    if _ROMAN.fullmatch(told):
        return 2
    return 3 + told.count(".") if _NUMERAL.match(told) else 1


def rows_of_grid(title: str, grid: Sequence[Sequence[str]]) -> tuple[list[SourceRow], bool]:
    """The rows of a sheet, and whether a head of columns was found in it."""
    found: list[SourceRow] = []
    head: tuple[TableColumn, ...] = ()
    sections = _Sections()
    at = 0
    skip = 0
    for at, cells in enumerate(grid):
        if skip:
            skip -= 1
            found.append(_told(title, at, "head", cells))
            continue
        if not any(cell.strip() for cell in cells):
            continue
        storeys = _storeys(grid, at) if (not head and at < HEAD_WITHIN) or _may_be_head(cells) else 0
        if storeys:
            head, skip = columns_of(_names(grid, at, storeys)), storeys - 1
            found.append(_told(title, at, "head", cells))
            continue
        if not head:
            found.append(_told(title, at, "above", cells))
            continue
        found.append(_below(title, at, cells, head, sections))
    return found, bool(head)


def _told(title: str, at: int, kind: RowKind, cells: Sequence[str]) -> SourceRow:
    words = " ".join(dict.fromkeys(cell.strip() for cell in cells if cell.strip()))
    return SourceRow(f"{title}!{at + 1}", title, at + 1, kind, {"": words} if words else {})


def _may_be_head(cells: Sequence[str]) -> bool:
    told = {plain(cell) for cell in cells if cell.strip()}
    return bool(told & {"stt", "tt", "so tt", "so thu tu"}) and len(told) > 2


def _storeys(grid: Sequence[Sequence[str]], at: int) -> int:
    """How many rows from ``at`` are the head of a table; 0 when that row is none."""
    first = grid[at]
    if not _is_names(first):
        return 0
    found = 1
    while found < MOST_STOREYS and at + found < len(grid) and _is_lower(grid[at : at + found], grid[at + found]):
        found += 1
    names = _names(grid, at, found)
    known = meanings_in(names)
    return found if "document" in known and len(known) >= 2 else 0


def _is_names(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    return len(set(filled)) >= 2 and all(
        len(cell.split()) <= LONGEST_HEAD and not numbers_in(straight(cell[:300])) for cell in filled
    )


def _is_lower(above: Sequence[Sequence[str]], cells: Sequence[str]) -> bool:
    """Whether a row names columns under a head: it repeats one that is merged downwards, and divides others."""
    if sum(1 for cell in cells if cell.strip()) < 2 or not _is_names_or_few(cells) or _is_counting(cells):
        return False
    upper = above[-1]
    first = plain(cells[0]) if cells else ""
    if first and first != plain(upper[0] if upper else ""):
        return False
    divides = False
    for at, cell in enumerate(cells):
        over = upper[at] if at < len(upper) else ""
        if not cell.strip() or cell == over:
            continue
        if over.strip() and at + 1 < len(upper) and upper[at + 1].strip() and not _goes_on(upper, cells, at):
            return False
        divides = True
    return divides


def _goes_on(upper: Sequence[str], cells: Sequence[str], at: int) -> bool:
    """Whether the head over a cell may be one of a group of a single column, its neighbours being merged downwards."""
    return at + 1 < len(cells) and (not cells[at + 1].strip() or cells[at + 1] == upper[at + 1])


def _is_names_or_few(cells: Sequence[str]) -> bool:
    return all(len(cell.split()) <= LONGEST_HEAD and not numbers_in(straight(cell[:300])) for cell in cells)


def _is_counting(cells: Sequence[str]) -> bool:
    filled = [cell.strip() for cell in cells if cell.strip()]
    return len(filled) > 2 and all(_COUNTING.fullmatch(cell) for cell in filled)


def _names(grid: Sequence[Sequence[str]], at: int, storeys: int) -> list[str]:
    """The names of the columns: the storeys joined, a group's name over each of its columns."""
    width = max(len(grid[at + one]) for one in range(storeys))
    rows = [
        [*(cell.strip() for cell in grid[at + one]), *[""] * (width - len(grid[at + one]))] for one in range(storeys)
    ]
    for place, row in enumerate(rows[:-1]):
        for column in range(1, width):
            under = any(below[column] for below in rows[place + 1 :])
            same_group = place == 0 or rows[place - 1][column] in ("", rows[place - 1][column - 1])
            if not row[column] and under and row[column - 1] and same_group:
                row[column] = row[column - 1]
    names = []
    for column in range(width):
        parts = dict.fromkeys(" ".join(row[column].split()) for row in rows if row[column])
        names.append(SEPARATOR.join(parts))
    return names


def _below(title: str, at: int, cells: Sequence[str], head: tuple[TableColumn, ...], sections: _Sections) -> SourceRow:
    named = {one.name: cells[one.at].strip() for one in head if one.at < len(cells) and cells[one.at].strip()}
    more = [cell.strip() for place, cell in enumerate(cells) if cell.strip() and place not in {one.at for one in head}]
    if more:
        named[""] = " ".join(more)
    ordinal = next((named[one.name] for one in head if one.means == "ordinal" and one.name in named), "")
    ident = next((named[one.name] for one in head if one.means == "id" and one.name in named), f"{title}!{at + 1}")
    kind = _kind(cells, named, ordinal, head)
    row = SourceRow(ident, title, at + 1, kind, named, sections.told(), head, ordinal)
    if kind == "section":
        words = [text for name, text in named.items() if text != ordinal or len(named) == 1]
        sections.add("" if len(named) == 1 else ordinal, " ".join(words))
    return row


def _kind(cells: Sequence[str], named: Mapping[str, str], ordinal: str, head: tuple[TableColumn, ...]) -> RowKind:
    if _is_counting(cells):
        return "head"
    texts = list(dict.fromkeys(text for text in named.values() if text != ordinal))
    if not texts:
        texts = [ordinal]
    told = plain(texts[0])
    if len(texts) == 1:
        has_number = any(numbers_in(straight(text)) for text in texts)
        counted = bool(_NUMERAL.fullmatch(plain(ordinal)))
        if _NOTE.match(told) and not (has_number and counted):
            return "note"
        shouted = texts[0] == texts[0].upper()
        document = _DOCUMENT.match(told) is not None and not shouted
        if not has_number and not document and (not counted or shouted):
            return "section"
        if not has_number and not document and _NUMERAL.fullmatch(plain(ordinal)) is None:
            return "section"
    if _NOTE.match(plain(ordinal)) or (not ordinal and _NOTE.match(told) and len(texts) <= 2):
        return "note"
    return "row"


def rows_of_objects(title: str, objects: Sequence[Mapping[str, object] | None]) -> Iterator[SourceRow]:
    """The rows of a file of JSON objects, one a line; names of nested objects become heads of groups of columns."""
    for place, one in enumerate(objects):
        if one is None:
            yield SourceRow(f"{title}!{place + 1}", title, place + 1, "note", {})
            continue
        cells = {name: text[:LONGEST_CELL] for name, text in islice(_flat(one, ""), MOST_COLUMNS)}
        sheet = str(one.get("sheet") or title)
        ident = one.get("id")
        columns = columns_of(list(cells))
        ordinal = next((cells[column.name] for column in columns if column.means == "ordinal"), "")
        told = f"{title}!{place + 1}" if ident in (None, "") else str(ident)
        yield SourceRow(told, sheet, place + 1, "row", cells, (), columns, ordinal)


def _flat(value: Mapping[str, object], before: str, depth: int = 0) -> Iterator[tuple[str, str]]:
    for key, inner in value.items():
        name = f"{before}{SEPARATOR}{key}" if before else str(key)
        if isinstance(inner, Mapping) and depth < 4:
            yield from _flat(inner, name, depth + 1)
        elif isinstance(inner, (list, tuple)):
            text = "; ".join(str(one) for one in inner if one not in (None, ""))
            if text:
                yield name, text
        elif inner not in (None, "") and inner is not False:
            yield name, "x" if inner is True else str(inner)
