"""Quotations: passages of other papers that an amending paper quotes (“Điều 5. …”), and where they end.

The parts inside a quotation are not parts of this paper. In real papers closing marks are missing, typed straight, or
stand in the middle of the quotation; the numbers then tell: what goes on with the numbers of the paper is outside,
what goes on with those of the quotation is inside.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from vanban.outline.markers import RANKS, Marker, marker_at
from vanban.outline.sequence import fits

OPENINGS = ("“", '"', "‘‘", "''", "„")
_AMENDING = r"Sửa đổi|Bổ sung|Bãi bỏ|Thay thế|Thay (?:cụm )?từ|Thay đổi|Đổi tên|Chuyển (?:điểm|khoản|Điều)|Đính chính"
_LEAVING_OUT = r"Bỏ (?:cụm )?từ|Bỏ (?:điểm|khoản|đoạn|một số)"
_AMENDS = re.compile(rf"[“\"*_]*(?:{_AMENDING}|{_LEAVING_OUT}|Hiệu lực|Điều khoản|Tổ chức thực hiện|Trách nhiệm)")
_INTRODUCES = re.compile(r"(?:như sau|sau đây|sau)\s*:\s*$")
_NAMES = {"article": "Điều", "number": "khoản", "point": "điểm"}
_UNNUMBERED = frozenset({"dash", "plus", "paren"})
_STRUCTURE = frozenset({"article", "chapter", "section", "part"})


def excess(line: str) -> int:
    """How many more quotations a line opens than it closes; a straight mark at its end closes one."""
    found = line.count("“") - line.count("”")
    if '"' in line and line.count('"') % 2:
        found += -1 if line.rstrip(" .;,:*_\xa0\t").endswith('"') else 1 if line.lstrip(" *_").startswith('"') else 0
    tail = line[-6:].rstrip(" .;,*_\xa0\t")
    return found - (1 if tail.endswith(("’’", "''")) else 0)


class Quotations:
    """Follows the quotations of a paper, line by line.

    ``inside`` tells whether the line last seen is quoted; ``watching`` whether a quotation is open, or the next part
    may go on with the one just closed; ``spans`` are the (first line, line after the last) of the quotations.
    """

    def __init__(self) -> None:
        self.inside = self.watching = False
        self.spans: list[tuple[int, int]] = []
        self._start = 0
        self._parts: list[tuple[int, str]] = []  # open parts of the quotation, kept after its closing mark
        self._amending = False  # the quotation itself holds instructions

    def opens(self, index: int, line: str) -> None:
        """A line that begins with an opening mark, outside of quotations."""
        balance = excess(line)
        if line.lstrip().startswith(("‘‘", "''")) and balance >= 0:
            balance += 1
        self._enter(line.lstrip(" \t\xa0*_").lstrip("“\"‘'„"))
        if balance > 0:
            self._start = index
            self.inside = True

    def _enter(self, quoted: str) -> None:
        first = marker_at(quoted)
        self._parts = []
        self._amending = False
        self.watching = True
        if first is not None and first[1][0] not in _UNNUMBERED:
            form, label, end = first[1]
            self._parts.append((RANKS[form], label))
            self._amending = _AMENDS.match(quoted, end) is not None

    def quotes_bare(self, index: int, marker: Marker, line: str, instruction: str) -> bool:
        """Whether a part is quoted without an opening mark: the instruction above it says «Điều 50 như sau:»."""
        form, label, _ = marker
        name = _NAMES.get(form)
        if name is None or _INTRODUCES.search(instruction) is None:
            return False
        if re.search(rf"(?<!\w){name} {re.escape(label)}(?!\w)", instruction) is None:
            return False
        self._enter(line.lstrip(" \t\xa0*_"))
        self._start = index
        self.inside = True
        return True

    def takes(self, index: int, marker: Marker, line: str, expects: Callable[[int, str], bool]) -> bool:
        """Whether a part belongs to the quotation that is open, or goes on with the one just closed.

        Args:
            index: the line of the part.
            marker: its marker.
            line: the line.
            expects: whether a rank and label go on with the numbering of the paper itself.
        """
        form, label, end = marker
        rank, parts = RANKS[form], self._parts
        if form in _UNNUMBERED:
            return self.inside
        inner = bool(parts) and fits(parts, rank, label)
        amends = not self._amending and _AMENDS.match(line, end) is not None
        if self.inside:
            leaves = (amends or (not inner and (form in _STRUCTURE or not parts))) and expects(rank, label)
        else:
            leaves = amends or not inner or expects(rank, label)
        if leaves:
            self.close(index)
            self.watching = False
            return False
        if not self.inside:
            self.inside = True
            if not self.spans or self.spans[-1][1] != index:
                self._start = index
            else:
                self._start, _ = self.spans.pop()
        while parts and parts[-1][0] >= rank:
            parts.pop()
        parts.append((rank, label))
        return True

    def ends(self, index: int, line: str) -> None:
        """A quoted line was seen: it may hold the closing mark."""
        if ("”" in line or '"' in line or "'" in line or "’" in line) and excess(line) < 0:
            self.close(index + 1)

    def close(self, index: int) -> None:
        """The quotation ends before this line."""
        if self.inside:
            self.inside = False
            self.spans.append((self._start, index))
