"""Totals that a report states about tasks (số liệu báo cáo nêu): read from its one-row summary tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from vanban.model import Table
from vanban.text import fold


@dataclass(frozen=True, slots=True)
class StatedTotal:
    """One stated total: the head of its column, its value, and where the number stands in the text."""

    label: str
    value: int
    start: int | None
    end: int | None


def _whole(text: str) -> int | None:
    digits = text.replace(".", "").strip("* ")
    return int(digits) if digits.isdigit() else None


def stated_totals(tables: Iterable[Table]) -> list[StatedTotal]:
    """Totals of the tables that count tasks: every head speaks, one row, every cell a whole number.

    A table is taken only when at least one head names tasks («nhiệm vụ»); anything else gives nothing.
    """
    found: list[StatedTotal] = []
    for table in tables:
        if len(table.rows) != 1 or not any("nhiem vu" in fold(cell.text) for cell in table.header):
            continue
        values = [_whole(cell.text) for cell in table.rows[0]]
        if len(values) == len(table.header) and all(value is not None for value in values):
            found += [
                StatedTotal(head.text, value, cell.start, cell.end)
                for head, cell, value in zip(table.header, table.rows[0], values, strict=True)
                if value is not None
            ]
    return found
