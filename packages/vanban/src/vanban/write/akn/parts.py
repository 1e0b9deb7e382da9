"""Numbered parts as elements of the Akoma Ntoso hierarchy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from vanban.model import Document, Node, Source
from vanban.numerals import read_ordinal
from vanban.outline.markers import EMPHASIS, marker_at
from vanban.outline.tree import read_structure
from vanban.write.akn.layout import line_start
from vanban.write.akn.passages import Passages

if TYPE_CHECKING:
    from lxml.etree import _Element

_ELEMENTS = {
    "phần": ("part", "part"),
    "chương": ("chapter", "chp"),
    "mục": ("section", "sec"),
    "tiểu mục": ("subsection", "subsec"),
    "điều": ("article", "art"),
    "khoản": ("paragraph", "para"),
    "điểm": ("point", "point"),
    "tiết": ("indent", "indent"),
    "gạch đầu dòng": ("indent", "indent"),
}
_HEADED = frozenset({"phần", "chương", "mục", "tiểu mục", "điều", "phụ lục"})
_SENTENCE_ENDS = '.:;,!?”"'
_LONG_HEADING = 400
_OPENING = re.compile(r"[\s*_]*(?:[“\"„]|‘‘|'')")
_QUOTED = Source("-", "html", "")


class PartWriter:
    """Writes parts. ``articles_run`` tells that articles run through the document, so that they bear no prefix.

    ``prefix`` stands before names without a prefix; ``shift`` is where the text that the parts count in begins.
    """

    def __init__(self, passages: Passages, *, articles_run: bool, prefix: str = "", shift: int = 0) -> None:
        self.passages = passages
        self.articles_run = articles_run
        self.prefix = prefix
        self.shift = shift

    def parts(self, parent: _Element, nodes: Sequence[Node], starts: Sequence[int], end: int, name: str) -> None:
        """Parts one after another; the text of each goes to where the next begins, that of the last to ``end``."""
        bounds = [*starts, end]
        for at, node in enumerate(nodes):
            self._part(parent, node, bounds[at], max(bounds[at], bounds[at + 1]), name)

    def head(self, element: _Element, node: Node, start: int, end: int) -> int:
        """The number of a part and its heading, when it has one; returns where its own text begins."""
        passages = self.passages
        first = node.children[0].start + self.shift if node.children else end
        limit = passages.line_start(first) if node.children else end
        after = min(self._number_end(node, start), limit)
        passages.words(element, "num", start, after)
        stop = self._title_end(node, after, limit)
        if stop is not None and self._is_heading(node, stop, limit):
            passages.words(element, "heading", after, stop)
            return stop
        return after

    def _part(self, parent: _Element, node: Node, start: int, end: int, name: str) -> None:
        passages = self.passages
        element, own = self._open(parent, node, name)
        passages.begin_part(start, own)
        text_start = self.head(element, node, start, end)
        starts = [max(text_start, passages.line_start(child.start + self.shift)) for child in node.children]
        first = starts[0] if starts else end
        if passages.text[text_start:first].strip():
            passages.blocks(passages.element(element, "intro" if starts else "content"), text_start, first, own)
        else:
            passages.space(element, text_start, first)
        self.parts(element, node.children, starts, end, own)

    def _open(self, parent: _Element, node: Node, name: str) -> tuple[_Element, str]:
        """The element of a part, and its eId."""
        if node.level not in _ELEMENTS:
            own = self.passages.name(name or self.prefix, "hcontainer", node.label)
            return self.passages.element(parent, "hcontainer", name="phu-luc", eId=own), own
        tag, kind = _ELEMENTS[node.level]
        if node.level == "tiểu mục" and "." in node.label:
            tag, kind = "subparagraph", "subpara"
        label = node.label
        if tag == "part":
            label = _ordinal(label)
        if node.level == "gạch đầu dòng":
            label = "1"
        above = self.prefix if tag == "article" and self.articles_run else name or self.prefix
        own = self.passages.name(above, kind, label) if node.level != "gạch đầu dòng" else self._dash(above, kind)
        return self.passages.element(parent, tag, eId=own), own

    def _dash(self, above: str, kind: str) -> str:
        return self.passages.name(above, kind, str(self.passages.next_number(above, kind)))

    def _number_end(self, node: Node, start: int) -> int:
        """Where the printed number of a part ends."""
        text = self.passages.text
        begin = node.start + self.shift
        stop = text.find("\n", begin)
        line = text[begin : len(text) if stop < 0 else stop]
        found = marker_at(line)
        return start if found is None else begin + found[1][2]

    def _title_end(self, node: Node, start: int, limit: int) -> int | None:
        """Where the title of a part ends in the text; None when it is not printed there as read."""
        text = self.passages.text
        at = start
        for letter in node.title:
            if letter.isspace() or letter in EMPHASIS:
                continue
            while at < limit and text[at] != letter and text[at] in EMPHASIS:
                at += 1
            if at >= limit or text[at] != letter:
                return None
            at += 1
        while at < limit and text[at] in "*_":
            at += 1
        return at if at > start else None

    def _is_heading(self, node: Node, stop: int, limit: int) -> bool:
        """Whether a title stands over the text of the part, and is not itself its text."""
        if node.title[-1] in _SENTENCE_ENDS or len(node.title) > _LONG_HEADING:
            return False
        if self.passages.text[stop:limit].split("\n", 1)[0].strip("*_# \t\xa0|"):
            return False
        return node.level in _HEADED or (not self.articles_run and bool(node.children))


def _ordinal(label: str) -> str:
    """«thứ nhất» → 1; other labels as they are."""
    place = read_ordinal(label)
    return label if place is None else str(place)


def write_quotation(passages: Passages, parent: _Element, start: int, end: int, name: str) -> None:
    """A passage quoted from another paper, with its own parts; its quotation marks stand in its text."""
    quoted, own = passages.begin_quotation(parent, start, end, name)
    passage = passages.text[start:end]
    opening = _OPENING.match(passage)
    at = 0 if opening is None else opening.end()
    inner = read_structure(Document(" " * at + passage[at:], _QUOTED, passages.tables_in(start, end))).parts
    starts = [start + line_start(passage, node.start) if node.start > at else start for node in inner]
    first = starts[0] if starts else end
    if passages.text[start:first].strip():
        passages.blocks(quoted, start, first, own)
    else:
        passages.space(quoted, start, first)
    PartWriter(passages, articles_run=True, prefix=f"{own}__", shift=start).parts(quoted, inner, starts, end, own)
    if len(quoted) == 0:
        passages.element(quoted, "p")
