"""Stretches of text as XML: paragraphs, tables, quotations and what is marked inside a line.

Every stretch is written once, with its white space, so that the text of the XML is the text of the paper.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from vanban.model import Cell, Span, Table
from vanban.write.akn.layout import line_start
from vanban.write.akn.metadata import NAMESPACE

if TYPE_CHECKING:
    from lxml.etree import _Element

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WIDE_SPACE = re.compile(r"[^\S \t\r\n]")
_WORD = re.compile(r"\S")


class Mark(NamedTuple):
    """A stretch inside a line that an element marks."""

    start: int
    end: int
    tag: str
    attributes: dict[str, str]


class Passages:
    """Writes stretches of one text; elements stand in the Akoma Ntoso namespace."""

    def __init__(
        self,
        text: str,
        marks: Sequence[Mark],
        tables: Sequence[Table],
        quotations: Sequence[Span],
        write_quotation: Callable[[Passages, _Element, int, int, str], None],
    ) -> None:
        self._write_quotation = write_quotation
        self.text = text
        self.marks = sorted(marks)
        self._mark_starts = [mark.start for mark in self.marks]
        blocks: list[tuple[int, int, Table | None]] = [(table.start, table.end, table) for table in tables]
        blocks.extend(
            (line_start(text, span.start), span.end, None)
            for span in quotations
            if not any(table.start <= span.start < table.end for table in tables)
        )
        self._blocks = sorted(blocks, key=lambda block: block[:2])
        self._block_starts = [block[0] for block in self._blocks]
        self._open: set[int] = set()  # quotations being written
        self._parts: list[tuple[int, str]] = []
        self._quoted: list[tuple[int, int, str]] = []
        self._names: set[str] = set()
        self._counts: dict[tuple[str, str], int] = {}

    def element(self, parent: _Element, tag: str, **attributes: str) -> _Element:
        """A new element at the end of another."""
        from lxml import etree

        return etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", attributes)

    def name(self, prefix: str, kind: str, label: str) -> str:
        """An eId nobody has yet: ``art_5``, or ``para_1_2`` for the second khoản 1 of one part."""
        label = "-".join(label.split())
        wanted = f"{prefix}__{kind}" if prefix and not prefix.endswith("__") else f"{prefix}{kind}"
        wanted = _legal(f"{wanted}_{label}" if label else wanted)
        name = wanted
        while name in self._names:
            name = f"{wanted}_{self.next_number(wanted, 'again') + 1}"
        self._names.add(name)
        return name

    def next_number(self, prefix: str, kind: str) -> int:
        """The next number of an unnumbered kind under a prefix."""
        key = (prefix, kind)
        self._counts[key] = self._counts.get(key, 0) + 1
        return self._counts[key]

    def line_start(self, start: int) -> int:
        """Where a part begins, marks of emphasis before it included."""
        return line_start(self.text, start)

    def begin_part(self, start: int, name: str) -> None:
        """Note where a part of the paper itself begins."""
        if not self._open:
            self._parts.append((start, name))

    def part_at(self, position: int) -> str | None:
        """The eId of the innermost part in which a place stands."""
        at = bisect_right(self._parts, position, key=itemgetter(0))
        return self._parts[at - 1][1] if at else None

    def quotation_at(self, position: int) -> str | None:
        """The eId of the quotation in which a place stands."""
        at = bisect_right(self._quoted, position, key=itemgetter(0))
        return self._quoted[at - 1][2] if at and position < self._quoted[at - 1][1] else None

    def text_block(self, parent: _Element, tag: str, start: int, end: int) -> None:
        """An element of paragraphs, when the stretch holds any word."""
        if self.text[start:end].strip():
            self.blocks(self.element(parent, tag), start, end)
        else:
            self.space(parent, start, end)

    def space(self, parent: _Element, start: int, end: int) -> None:
        """White space at the end of an element; XML knows four kinds of it."""
        self._append(parent, _WIDE_SPACE.sub(" ", self.text[start:end]))

    def blocks(self, parent: _Element, start: int, end: int, name: str = "") -> None:
        """Paragraphs, tables and quotations of a stretch; ``name`` is the eId of the part they stand in."""
        at = bisect_left(self._block_starts, start)
        while at < len(self._blocks) and self._blocks[at][0] < end:
            first, last, table = self._blocks[at]
            at += 1
            if first < start or last > end or at in self._open:
                continue
            self._paragraphs(parent, start, first)
            if table is not None:
                self._table(parent, table)
            else:
                self._open.add(at)
                self._write_quotation(self, parent, first, last, name)
                self._open.discard(at)
            start = last
        self._paragraphs(parent, start, end)

    def inline(self, element: _Element, start: int, end: int) -> None:
        """The words of a stretch with its marks, as the content of an element."""
        at = bisect_left(self._mark_starts, start)
        while at < len(self.marks) and self.marks[at].start < end:
            mark = self.marks[at]
            at += 1
            if mark.start < start or mark.end > end:
                continue
            self._append(element, self.text[start : mark.start])
            self.element(element, mark.tag, **mark.attributes).text = _legal(self.text[mark.start : mark.end])
            start = mark.end
        self._append(element, self.text[start:end])

    def words(self, parent: _Element, tag: str, start: int, end: int, **attributes: str) -> _Element | None:
        """An element with the words of a stretch; white space around them stands outside of it. None without words."""
        text = self.text
        first = start
        while first < end and text[first].isspace():
            first += 1
        stop = end
        while stop > first and text[stop - 1].isspace():
            stop -= 1
        self.space(parent, start, first)
        if first == stop:
            return None
        element = self.element(parent, tag, **attributes)
        self.inline(element, first, stop)
        self.space(parent, stop, end)
        return element

    def _append(self, element: _Element, words: str) -> None:
        words = _legal(words)
        last = next(element.iterchildren(reversed=True), None)  # to count the children would take as long as they are
        if last is not None:
            last.tail = (last.tail or "") + words
        else:
            element.text = (element.text or "") + words

    def _paragraphs(self, parent: _Element, start: int, end: int) -> None:
        for first, last in self._lines(start, end):
            self.words(parent, "p", first, last)

    def _lines(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Lines, empty ones with the next; one goes on with that above when it begins small or is marked with it."""
        text = self.text
        begin, word, spoken = start, -1, False
        while start < end:
            stop = text.find("\n", start, end)
            stop = end if stop < 0 else stop + 1
            for place in (start, stop):
                if word < place:
                    following = _WORD.search(text, place, end)
                    word = end if following is None else following.start()
                if place == start:
                    spoken = spoken or word < stop
            if spoken and (word == end or not (text[word].islower() or self._crosses(stop))):
                yield begin, stop
                begin, spoken = stop, False
            start = stop
        if begin < end:
            yield begin, end

    def _crosses(self, position: int) -> bool:
        at = bisect_left(self._mark_starts, position) - 1
        return at >= 0 and self.marks[at].end > position

    def begin_quotation(self, parent: _Element, start: int, end: int, name: str) -> tuple[_Element, str]:
        """``mod`` with an empty ``quotedStructure``, and the eId of that."""
        paragraph = self.element(parent, "p")
        mod = self.element(paragraph, "mod", eId=self.name(name, "mod", str(self.next_number(name, "mod"))))
        quoted = self.name(name, "qstr", str(self.next_number(name, "qstr")))
        if len(self._open) == 1:
            self._quoted.append((start, end, quoted))
        return self.element(mod, "quotedStructure", eId=quoted), quoted

    def tables_in(self, start: int, end: int) -> tuple[Table, ...]:
        """Where tables stand in a stretch, counted from its start."""
        inside = self._blocks[bisect_left(self._block_starts, start) : bisect_left(self._block_starts, end)]
        return tuple(Table(t.start - start, t.end - start, (), ()) for _, _, t in inside if t is not None)

    def _table(self, parent: _Element, table: Table) -> None:
        """A table cell by cell when its cells are its text in order, else line by line and tab by tab."""
        element = self.element(parent, "table")
        rows = [row for row in (table.header, *table.rows) if row]
        if self._is_whole(table, rows):
            position = table.start
            for row in rows:
                tr = self.element(element, "tr")
                for cell in row:
                    position = self._cell(tr, cell, position)
            self.space(element, position, table.end)
            return
        start = table.start
        while start < table.end:
            stop = self.text.find("\n", start, table.end)
            stop = table.end if stop < 0 else stop + 1
            if self.text[start:stop].strip():
                tr = self.element(element, "tr")
                for first, last in _cells(self.text, start, stop):
                    self._paragraphs(self.element(tr, "td"), first, last)
            else:
                self.space(element, start, stop)
            start = stop
        if len(element) == 0:
            self.element(self.element(element, "tr"), "td")

    def _cell(self, row: _Element, cell: Cell, position: int) -> int:
        """A cell; one merged with a cell above is empty here. Returns where the text goes on."""
        element = self.element(row, "td")
        spans = [span for span in cell.spans if span.start >= position]
        if spans:
            self._paragraphs(element, position, spans[-1].end)
            position = spans[-1].end
        return position

    def _is_whole(self, table: Table, rows: Iterable[Sequence[Cell]]) -> bool:
        """Whether the cells, each counted once, are all words of the table in their order."""
        position = table.start
        found = False
        for row in rows:
            for cell in row:
                for span in cell.spans:
                    if span.start < position:
                        if span.end > position:
                            return False
                        continue
                    if self.text[position : span.start].strip():
                        return False
                    position, found = span.end, True
        return found and position <= table.end and not self.text[position : table.end].strip()


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while True:
        tab = text.find("\t", start, end)
        if tab < 0:
            yield start, end
            return
        yield start, tab + 1
        start = tab + 1


def _legal(words: str) -> str:
    """The words without the characters that XML forbids; those that are white space become a space."""
    return _ILLEGAL.sub(lambda match: " " if match.group().isspace() else "", words)
