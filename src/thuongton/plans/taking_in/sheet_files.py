"""Sheets of strangers: opened, and their rows told apart, in a process that may die."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from thuongton.files.limits import limits
from thuongton.files.screening import screen_sheets
from thuongton.plans.taking_in.sheets import SheetResult, plain_results, results_of
from vanban.apart import call
from vanban.files.sheets import Grid, Marks


def open_sheets(data: bytes, name: str) -> list[Grid]:
    """The sheets of a file; raises ``UnreadableFile`` (a marked one: ``screening.SecretPaper``) with one sentence."""
    return [Grid(title, rows, Marks.from_plain(marks)) for title, rows, marks in screen_sheets(data, name)]


def read_sheets(grids: Sequence[Grid], columns: Sequence[Mapping[str, int] | None]) -> list[SheetResult]:
    """Every sheet with its verdicts, by the columns a person chose for it or None; raises ``UnreadableFile``."""
    plain = [(grid.name, grid.rows, chosen, grid.marks.plain()) for grid, chosen in zip(grids, columns, strict=True)]
    letters = sum(len(cell) for grid in grids for row in grid.rows for cell in row)
    return results_of(call(plain_results, plain, limits=limits(letters)))
