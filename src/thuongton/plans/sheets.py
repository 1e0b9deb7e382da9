"""The name by which others call the reader of sheets (:mod:`thuongton.plans.taking_in.sheets`): tasks come as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from thuongton.plans.taking_in.sheets import read_sheet as read_rows
from vanban.files.sheets import NO_MARKS, Marks
from vanban.shapes import jsonable


@dataclass(frozen=True, slots=True)
class RowRead:
    """A row: its number, its verdict, why, its text, and its task as JSON (None when it holds none)."""

    number: int
    verdict: str
    reasons: tuple[str, ...]
    text: str
    task: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class SheetRead:
    """A sheet: its name, the row of its head (None when there is none), and every row."""

    name: str
    head: int | None
    rows: tuple[RowRead, ...]


def read_sheet(
    name: str, rows: Sequence[Sequence[str]], *, marks: Marks = NO_MARKS, year: int | None = None
) -> SheetRead:
    """Every row of a sheet with its verdict; ``year`` is that of the plan, for deadlines without one."""
    found = read_rows(name, rows, marks=marks, year=year)
    return SheetRead(
        found.name,
        found.head,
        tuple(
            RowRead(row.number, str(row.verdict), row.reasons, row.text, jsonable(row.task) if row.task else None)
            for row in found.rows
        ),
    )
