"""Numbers with a dash («I- MỤC TIÊU», «1- Mục tiêu chung»), the custom of papers of the Party: parts when they run on.

Source: Hướng dẫn 36-HD/VPTW (2018) on the form of papers of the Party. «1-2 năm», «2025-2030» and «I-II» are ranges.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from vanban.outline.markers import DASHED, RANKS, Marker
from vanban.outline.stack import Stack

_SECOND = {
    "I": re.compile(r"[#*_ ]*II[^\S\n]?[-–]"),
    "1": re.compile(r"[#*_ ]*2[^\S\n]?[-–]"),
}
"""The first label of a series → how a line with the second begins."""


class Series:
    """Settles whether a number with a dash is a part: it follows the open one, or its own follower comes later."""

    __slots__ = ("found", "lines")

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.found: dict[str, int] = {}  # the first label → the line of the nearest second one already looked up

    def settled(self, index: int, marker: Marker, stack: Stack) -> Marker | None:
        """The marker as one of the usual form, or None when it belongs to no series."""
        form, label, end = marker
        usual = DASHED[form]
        if form == "deep-":
            return (usual, label, end) if stack.numbered(label.rpartition(".")[0]) else None
        if not stack.expects(RANKS[form], label):
            return None
        first = label in _SECOND
        return (usual, label, end) if not first or self._runs(index, label) else None

    def _runs(self, index: int, label: str) -> bool:
        """Whether a second label stands below the first; every line is looked at once for each label."""
        lines = self.lines
        at = self.found.get(label, -1)
        if at <= index:
            second = _SECOND[label]
            at = next((i for i in range(max(index, at) + 1, len(lines)) if second.match(lines[i])), len(lines))
            self.found[label] = at
        return at < len(lines)
