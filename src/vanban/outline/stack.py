"""The open parts of a paper while it is read: a stack of ranks that becomes a tree."""

from __future__ import annotations

from itertools import pairwise

from vanban.model import Node
from vanban.outline.markers import LEVELS, RANKS, Marker
from vanban.outline.sequence import FIRST, follows

_ARTICLE = RANKS["article"]
_AFTER: dict[str | None, str] = dict(pairwise("ABCDĐEGHIKLMNOPQRSTUVXY"))
_Open = tuple[str, str, str, int, list[Node], str]  # level, label, title, start, children, form


class Stack:
    """Parts that are open, the outermost first; finished ones become :class:`Node` in ``roots`` or in their parent."""

    __slots__ = ("article", "open", "ranks", "roots", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.roots: list[Node] = []
        self.ranks: list[int] = []
        self.open: list[_Open] = []
        self.article: str | None = None  # the last article: articles run through all chapters

    def push(self, rank: int, form: str, label: str, title: str, start: int, line: int) -> None:
        """Open a part that begins at ``start``; those of its rank and deeper end before its ``line``."""
        if self.ranks and self.ranks[-1] >= rank:
            self.close(rank, line)
        if rank == _ARTICLE:
            self.article = label
        self.ranks.append(rank)
        self.open.append((LEVELS[form], label, title, start, [], form))

    def close(self, rank: int, end: int) -> None:
        """Finish the open parts of this rank and deeper; they end at the last letter before ``end``."""
        text, ranks, parts = self.text, self.ranks, self.open
        while end and text[end - 1].isspace():
            end -= 1
        while ranks and ranks[-1] >= rank:
            ranks.pop()
            level, label, title, start, children, _ = parts.pop()
            node = Node(level, label, title, start, end if end > start else start, tuple(children))
            (parts[-1][4] if parts else self.roots).append(node)

    @property
    def title(self) -> str:
        """The title of the innermost open part."""
        return self.open[-1][2] if self.open else ""

    def holds(self, form: str) -> bool:
        """Whether a part of this form is open."""
        return any(part[5] == form for part in self.open)

    def expects(self, rank: int, label: str) -> bool:
        """Whether a part of this rank and label goes on with the numbering of the open parts."""
        ranks = self.ranks
        for at in range(len(ranks) - 1, -1, -1):
            if ranks[at] == rank:
                return follows(self.open[at][1], label)
            if ranks[at] < rank:
                break
        if rank == _ARTICLE and self.article is not None:
            return follows(self.article, label)
        return label in FIRST

    def settled(self, marker: Marker) -> Marker:
        """A single letter that may be a Roman numeral is settled by what stands open before it."""
        form, label, end = marker
        if form == "roman" and len(label) == 1 and label in "CDLMI":
            before = next((part[1] for part in self.open if part[5] == "letter"), None)
            if label in "CL" or _AFTER.get(before) == label:
                return "letter", label, end
        return marker
