"""The text of an act as a tree of parts (điều, khoản, điểm) that is never changed: every change makes a new tree.

Ranks follow Nghị định 78/2025/NĐ-CP (and 34/2016): phần, chương, mục, tiểu mục, điều, khoản, điểm, tiết.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

ACT = "văn bản"
ARTICLE = "điều"
ABOVE_ARTICLES = ("phần", "chương", "mục", "tiểu mục")
ATTACHED = ("phụ lục", "mẫu")
ITEM, ROW = "mục", "dòng"
"""What is numbered in an annex, whatever the act calls it there, and a row of a table."""
RANKS = {
    ACT: 0, "phần": 1, "chương": 2, "mục": 3, "tiểu mục": 4, ARTICLE: 5, "khoản": 6, "điểm": 7, "tiết": 8,
}  # fmt: skip
_LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyfjwz"
_LABEL = re.compile(r"(?P<number>\d*)(?P<letters>[^\W\d_]*)(?P<again>\d*)")
_POINTED = {"khoản": ".", "điểm": ")"}
"""What stands behind the label of a small part: a repealed one keeps its number, as consolidated texts print it."""
Trail = tuple[int, ...]
"""Where a part stands: its place among the parts of the one above, from the top down."""


@dataclass(frozen=True, slots=True)
class TextPart:
    """One part of an act: its level and label, its own words as printed before its parts, and its parts.

    ``ended``: it was repealed; its place stays, its words are gone. ``tail`` are words after its parts.
    """

    level: str
    label: str
    own: str
    parts: tuple[TextPart, ...] = ()
    tail: str = ""
    ended: bool = False

    @property
    def text(self) -> str:
        """All its words, lines parted by line ends; none when it has ended."""
        if self.ended:
            mark = _POINTED.get(self.level)
            return f"{self.label}{mark} (được bãi bỏ)" if mark else ""
        words = [self.own, *(part.text for part in self.parts), self.tail]
        return "\n".join(one for one in words if one)

    def walk(self) -> Iterator[tuple[Trail, TextPart]]:
        """Every part with its place, from the top down in the order of the text."""
        stack: list[tuple[Trail, TextPart]] = [((), self)]
        while stack:
            trail, part = stack.pop()
            yield trail, part
            stack.extend(((*trail, at), part.parts[at]) for at in range(len(part.parts) - 1, -1, -1))

    def at(self, trail: Trail) -> TextPart:
        """The part at a place. Raises IndexError."""
        part = self
        for step in trail:
            part = part.parts[step]
        return part

    def put(self, trail: Trail, new: Sequence[TextPart]) -> TextPart:
        """The tree with other parts at a place: none, one or several; what stands beside it is shared."""
        if not trail:
            (only,) = new
            return only
        at, rest = trail[0], trail[1:]
        middle = tuple(new) if not rest else (self.parts[at].put(rest, new),)
        return replace(self, parts=(*self.parts[:at], *middle, *self.parts[at + 1 :]))

    def with_part(self, at: int, part: TextPart) -> TextPart:
        """The part with another one before its place ``at``."""
        return replace(self, parts=(*self.parts[:at], part, *self.parts[at:]))


def rank(level: str) -> int:
    """How large a level is: 0 the whole act, 5 an article; unknown ones are the smallest."""
    return RANKS.get(level, 99)


def label_key(label: str) -> tuple[int, tuple[int, ...], int]:
    """The order of labels: 7, 7a, 7b, 8; a, b, c, d, đ, e.

    >>> sorted(["8", "7đ", "7", "7e", "7d"], key=label_key)
    ['7', '7d', '7đ', '7e', '8']
    """
    match = _LABEL.match(label.lower())
    assert match is not None
    letters = tuple(_LETTERS.find(letter) for letter in match["letters"])
    return int(match["number"] or 0), letters, int(match["again"] or 0)
