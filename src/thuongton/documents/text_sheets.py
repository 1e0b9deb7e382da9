"""Cutting a long text into sheets that a page can show one at a time, at line ends."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

LENGTH = 45_000
"""Characters of a sheet: some twenty printed pages, shown at once on a slow machine."""


def sheets_of(text: str, length: int = LENGTH) -> list[tuple[int, int]]:
    """The sheets of a text as ``(start, end)``, each at most ``length`` characters and cut at a line end if it can be.

    >>> sheets_of("một\\nhai\\nba", 8)
    [(0, 8), (8, 10)]
    """
    sheets, start = [], 0
    while len(text) - start > length:
        end = text.rfind("\n", start + length // 2, start + length) + 1
        end = end or start + length
        sheets.append((start, end))
        start = end
    return [*sheets, (start, len(text))]


def sheet_at(sheets: Sequence[tuple[int, int]], offset: int) -> int:
    """The number of the sheet (from 1) on which an offset stands."""
    return max(1, bisect_right(sheets, offset, key=lambda sheet: sheet[0]))
