"""What a column of a sheet says as a whole: how its days are written, and columns of ticks under agencies; pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from vanban.agencies import begins_with_agency
from vanban.text import fold, join_lines

_CLOCKED = re.compile(
    r"(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4})"
    r"[ T]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[AaPpSsCc][MmHh])?Z?"
)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_FIRST_DAY = dt.date(1899, 12, 30)  # the day 0 of the numbers by which sheets keep days
_EARLIEST, _LATEST = dt.date(2015, 1, 1), dt.date(2050, 12, 31)
_NUMBERS = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)")
_TICK = re.compile(r"(?:[xXvV✓✔√☑☒✗●•+*]|có|Có|co)\.?$")
_LONGEST_HEAD = 80


class DayOrder(StrEnum):
    """How the days of a column are written: ``dmy`` as in Vietnam, ``mdy`` month first, ``both`` some so, some so."""

    DMY = "dmy"
    MDY = "mdy"
    BOTH = "both"


def day_order(cells: Iterable[str]) -> DayOrder:
    """Which way the days of a column are written, judged over all its cells.

    >>> day_order(["1/31/2026", "06/12/2026"])
    <DayOrder.MDY: 'mdy'>
    """
    first = second = False
    for cell in cells:
        for found in _NUMBERS.finditer(cell):
            first |= int(found[1]) > 12 >= int(found[3])
            second |= int(found[3]) > 12 >= int(found[1])
    return DayOrder.BOTH if first and second else DayOrder.MDY if second else DayOrder.DMY


def turned(text: str) -> str:
    """A text whose days are written month first, written day first.

    >>> turned("06/12/2026")
    '12/06/2026'
    """
    return _NUMBERS.sub(lambda found: f"{found[3]}{found[2]}{found[1]}{found[2]}{found[4]}", text)


def as_day(text: str) -> str:
    """A cell that is a day as programs store it (with an hour of midnight or another, or as a number) as a day.

    >>> as_day("2026-06-12 00:00:00"), as_day("12/6/2026 17:00"), as_day("46053"), as_day("Quý II")
    ('2026-06-12', '12/6/2026', '2026-01-31', 'Quý II')
    """
    clocked = _CLOCKED.fullmatch(text.strip())
    if clocked is not None:
        return clocked[1]
    if _SERIAL.fullmatch(text.strip()) and _EARLIEST <= (day := _FIRST_DAY + dt.timedelta(int(float(text)))) <= _LATEST:
        return day.isoformat()
    return text


def holds_days(text: str) -> bool:
    """Whether a cell holds a day written in numbers."""
    return _NUMBERS.search(text) is not None


def ticked_columns(titles: Sequence[str], rows: Sequence[Sequence[str]], taken: Iterable[int]) -> dict[int, str]:
    """Columns headed by an agency whose cells are ticks or empty: column → the agency of its head."""
    busy = set(taken)
    found: dict[int, str] = {}
    for place, title in enumerate(titles):
        name = join_lines(title).strip(" .:")
        if place in busy or not name or len(name) > _LONGEST_HEAD or not begins_with_agency(name):
            continue
        cells = [row[place].strip() for row in rows if place < len(row) and row[place].strip()]
        if cells and all(_TICK.match(cell) for cell in cells):
            found[place] = name
    return found


def ticked(row: Sequence[str], columns: Mapping[int, str]) -> list[str]:
    """The agencies whose column is ticked in a row, in the order of the columns."""
    return [name for place, name in sorted(columns.items()) if place < len(row) and row[place].strip()]


def unused_columns(titles: Sequence[str], rows: Sequence[Sequence[str]], used: Iterable[int]) -> list[str]:
    """Heads of columns that hold something and that nothing is taken from."""
    busy = set(used)
    return [
        join_lines(title)[:60]
        for place, title in enumerate(titles)
        if place not in busy and fold(title).strip() and any(place < len(row) and row[place].strip() for row in rows)
    ]
