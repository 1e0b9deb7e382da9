"""The open parts of a paper while it is read: a stack of ranks that becomes a tree."""

from __future__ import annotations

from itertools import pairwise

from vanban.model import Node
from vanban.outline.markers import LEVELS, RANKS, Marker
from vanban.outline.sequence import FIRST, follows

_ARTICLE = RANKS["article"]
_AFTER: dict[str | None, str] = dict(pairwise("ABCDĐEGHIKLMNOPQRSTUVXY"))
_Open = tuple[int, str, str, str, int, list[Node], str]  # rank, level, label, title, start, children, form
_PAPER = -9  # the rank of the paper itself, which is above all parts


class Stack:
    """Parts that are open, the outermost first; finished ones become :class:`Node` in the part above them."""

    __slots__ = ("article", "open", "roots", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.roots: list[Node] = []
        self.open: list[_Open] = [(_PAPER, "", "", "", 0, self.roots, "")]
        self.article: str | None = None  # the last article: articles run through all chapters

    def push(self, rank: int, form: str, label: str, title: str, start: int, line: int) -> None:
        """Open a part that begins at ``start``; those of its rank and deeper end before its ``line``."""
        parts = self.open
        if parts[-1][0] >= rank:
            self.close(rank, line - 1)
        if rank == _ARTICLE:
            self.article = label
        parts.append((rank, LEVELS[form], label, title, start, [], form))

    def close(self, rank: int, end: int) -> None:
        """Finish the open parts of this rank and deeper; they end at the last letter before ``end``."""
        text, parts = self.text, self.open
        while end and text[end - 1].isspace():
            end -= 1
        while parts[-1][0] >= rank:
            _, level, label, title, start, children, _ = parts.pop()
            parts[-1][5].append(Node(level, label, title, start, end if end > start else start, tuple(children)))

    @property
    def title(self) -> str:
        """The title of the innermost open part."""
        return self.open[-1][3]

    def holds(self, form: str) -> bool:
        """Whether a part of this form is open."""
        return any(part[6] == form for part in self.open)

    def numbered(self, label: str) -> bool:
        """Whether a part numbered in Arabic figures with this label is open."""
        return any(part[6] in ("number", "deep") and part[2] == label for part in self.open)

    def expects(self, rank: int, label: str) -> bool:
        """Whether a part of this rank and label goes on with the numbering of the open parts."""
        for part in reversed(self.open):
            if part[0] == rank:
                return follows(part[2], label)
            if part[0] < rank:
                break
        if rank == _ARTICLE and self.article is not None:
            return follows(self.article, label)
        return label in FIRST

    def settled(self, marker: Marker) -> Marker:
        """A single letter that may be a Roman numeral is settled by what stands open before it."""
        form, label, end = marker
        if form == "roman" and len(label) == 1 and label in "CDLMI":
            before = next((part[2] for part in self.open if part[6] == "letter"), None)
            if label in "CL" or _AFTER.get(before) == label:
                return "letter", label, end
        return marker
