"""The body of a document of Word as blocks: paragraphs with their numbers, tables, boxes and notes, in their order.

What is printed counts: tracked deletions, hidden text and the tables of contents that Word makes itself are left out;
two paragraphs whose mark between them was deleted are one; formatted capitals are capitals; a check box is ☐ or ☒.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from vanban.files import charsets
from vanban.files.blocks import Grid, GridCell, Paragraph
from vanban.files.word.numbering import Numbering
from vanban.files.word.package import R, W
from vanban.files.word.styles import PLAIN, Look, Styles
from vanban.files.word.symbols import BOX, TICKED, symbol
from vanban.files.word.values import child_value, is_on, whole_number
from vanban.text import RAISED

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_V = "{urn:schemas-microsoft-com:vml}"
_REMOVED = frozenset(f"{W}{name}" for name in ("pPr", "rPr", "del", "moveFrom", "sdtPr", "instrText", "delText")) | {
    f"{_MC}Fallback"
}
_WRAPPERS = frozenset(f"{W}{name}" for name in ("ins", "moveTo", "customXml", "smartTag", "sdtContent"))
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_GONE = (f"{W}del", f"{W}moveFrom")
_NOTES = ("footnote", "endnote")
_MOST_OF_A_BOX = 400  # letters of a box that may be a mark


@dataclass(slots=True)
class _Line:
    """A paragraph as it grows: its runs with their fonts, the boxes anchored in it."""

    runs: list[tuple[str, str | None]] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)

    def text(self, met: set[str]) -> str:
        """The letters of all runs in Unicode; the old sets met are added to ``met``."""
        return "".join(charsets.settle_runs(self.runs, met))


class Body:
    """Walks a document once; remembers how far lists have counted, the notes met and what stood in boxes."""

    def __init__(
        self, numbering: Numbering, styles: Styles, chunk: Callable[[str], Iterable[Paragraph | Grid]] | None = None
    ) -> None:
        """``chunk`` gives the blocks of a foreign file laid into the document, by the identity of its relation."""
        self._numbering = numbering
        self._styles = styles
        self._chunk = chunk
        self._notes: list[tuple[str, str, str]] = []  # kind, identity, the mark printed
        self._counts = dict.fromkeys(_NOTES, 0)
        self._fields: list[str] = []  # fields that are open: «code», «shown» or «contents»
        self.boxes: list[str] = []
        self.sets: set[str] = set()  # names of old sets of letters

    def blocks(self, parent: Any, *, in_cell: bool = False) -> Iterator[Paragraph | Grid]:
        """The blocks of a body, a cell, a box or a page head."""
        pending = _Line()
        for child in self._children(parent):
            if child.tag == f"{W}p":
                if self._goes_on(child, pending):
                    continue
                yield from self._paragraph(child, pending, in_cell=in_cell)
            else:
                yield from self._flushed(pending)
                yield from self._other(child)
            pending = _Line()
        yield from self._flushed(pending)

    def _children(self, parent: Any) -> Iterator[Any]:
        """The blocks of an element, those inside wrappers included."""
        for child in parent:
            if child.tag in _WRAPPERS:
                yield from self._children(child)
            elif child.tag == f"{W}sdt":
                if not _is_contents(child):
                    content = child.find(f"{W}sdtContent")
                    yield from () if content is None else self._children(content)
            elif child.tag == f"{_MC}AlternateContent":
                choice = child.find(f"{_MC}Choice")
                yield from () if choice is None else self._children(choice)
            elif child.tag in (f"{W}p", f"{W}tbl", f"{W}altChunk"):
                yield child

    def _other(self, child: Any) -> Iterator[Paragraph | Grid]:
        if child.tag == f"{W}tbl":
            yield self._grid(child)
        elif self._chunk is not None:
            yield from self._chunk(child.get(f"{R}id") or "")

    def _goes_on(self, element: Any, pending: _Line) -> bool:
        """Take a paragraph whose mark is not there (deleted, moved away, hidden): the next one goes on with it."""
        properties = element.find(f"{W}pPr")
        if properties is None:
            return False
        self._leave_contents(properties)
        look = self._styles.of_paragraph(properties)
        mark = properties.find(f"{W}rPr")
        gone = mark is not None and (
            is_on(mark.find(f"{W}specVanish")) or any(mark.find(name) is not None for name in _GONE)
        )
        if not gone and not self._styles.of_run(mark, look).hidden:
            return False
        self._runs(element, pending, look)
        self._end_of_paragraph()
        return True

    def _flushed(self, pending: _Line) -> Iterator[Paragraph | Grid]:
        """What was waiting for a paragraph to go on with, when none comes."""
        text = pending.text(self.sets)
        if text.strip():
            yield Paragraph(text)
        yield from self._boxes(pending)

    def _paragraph(self, element: Any, line: _Line, *, in_cell: bool) -> Iterator[Paragraph | Grid]:
        """The paragraph with its automatic number, then whatever stands in its text boxes.

        An empty paragraph of a cell may hold nothing but its number: so are the rows of many plans counted.
        """
        properties = element.find(f"{W}pPr")
        self._leave_contents(properties)
        inside = "contents" in self._fields
        self._runs(element, line, self._styles.of_paragraph(properties))
        text = line.text(self.sets)
        label = self._numbering.label(properties)
        contents = inside or "contents" in self._fields
        self._end_of_paragraph()
        if contents and not text.strip():
            return
        if text.strip():
            room = " " if label and not label[-1].isspace() and text[0].isspace() else ""
            yield Paragraph(f"{label}{room}{text.strip()}" if label else text)
        elif label and in_cell and label not in ("- ", "+ "):
            yield Paragraph(label.strip())
        elif not line.boxes:
            yield Paragraph("")
        yield from self._boxes(line)

    def _boxes(self, line: _Line) -> Iterator[Paragraph | Grid]:
        for box in line.boxes:
            if isinstance(box, str):
                self.boxes.append(box)
                continue
            found = list(self.blocks(box))
            words = "\n".join(block.text for block in found if isinstance(block, Paragraph)).strip()
            if words and len(words) <= _MOST_OF_A_BOX:
                self.boxes.append(words)
            yield from found

    def _runs(self, element: Any, line: _Line, paragraph: Look, look: Look = PLAIN) -> None:
        for child in element:
            tag = child.tag
            if tag == f"{W}r":
                own = self._styles.of_run(child.find(f"{W}rPr"), paragraph)
                if not own.hidden:
                    self._runs(child, line, paragraph, own)
            elif tag in _REMOVED or not isinstance(tag, str):
                if tag == f"{W}instrText":
                    self._instruction(child)
            elif tag == f"{W}fldChar":
                self._field(child, line, look)
            elif tag == f"{W}txbxContent":
                line.boxes.append(child)
            elif tag == f"{_V}textpath":
                line.boxes.append(child.get("string") or "")
            elif tag == f"{W}sdt" and child.find(f"{W}sdtPr/{_W14}checkbox") is not None:
                checked = child.find(f"{W}sdtPr/{_W14}checkbox/{_W14}checked")
                self._put(TICKED if checked is not None and checked.get(f"{_W14}val") in ("1", "true") else BOX, line)
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                self._note(child, tag.removeprefix(W).removesuffix("Reference"), line)
            else:
                text = _text_of(child, look)
                if text is not None:
                    self._put(text, line, look)
                else:
                    self._runs(child, line, paragraph, look)

    def _put(self, text: str, line: _Line, look: Look = PLAIN) -> None:
        if not self._fields or all(state == "shown" for state in self._fields):
            if look.script:
                text = text.translate(look.script)
            line.runs.append((text.upper() if look.caps else text, look.font))

    def _field(self, char: Any, line: _Line, look: Look) -> None:
        """Begin, middle or end of a field: only its result is printed, and that of a table of contents is none."""
        kind = char.get(f"{W}fldCharType")
        if kind == "begin":
            box = char.find(f"{W}ffData/{W}checkBox")
            if box is not None:
                checked = is_on(box.find(f"{W}checked"))
                ticked = is_on(box.find(f"{W}default")) if checked is None else checked
                self._put(TICKED if ticked else BOX, line, look)
            self._fields.append("code")
        elif kind == "separate" and self._fields and self._fields[-1] == "code":
            self._fields[-1] = "shown"
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _instruction(self, element: Any) -> None:
        words = (element.text or "").split()
        if words[:1] == ["TOC"] and self._fields and self._fields[-1] == "code":
            self._fields[-1] = "contents"

    def _leave_contents(self, properties: Any | None) -> None:
        """A paragraph in another style than those of its entries is no part of a table of contents."""
        if "contents" in self._fields and not self._styles.is_contents(child_value(properties, "pStyle")):
            self._fields = ["shown" if state == "contents" else state for state in self._fields]

    def _end_of_paragraph(self) -> None:
        """A field whose code never ended hides no more than its own paragraph."""
        while self._fields and self._fields[-1] == "code":
            self._fields.pop()

    def _note(self, reference: Any, kind: str, line: _Line) -> None:
        """Print the mark of a note, unless the writer set a mark of his own."""
        mark = ""
        if reference.get(f"{W}customMarkFollows") not in ("1", "true"):
            self._counts[kind] += 1
            mark = str(self._counts[kind]).translate(RAISED)
            self._put(mark, line)
        self._notes.append((kind, reference.get(f"{W}id") or "", mark))

    def notes(self, roots: dict[str, Any | None]) -> Iterator[Paragraph]:
        """The notes in the order of their marks, footnotes first, each headed by its mark and printed once."""
        by_id = {
            (kind, note.get(f"{W}id")): note
            for kind, root in roots.items()
            if root is not None
            for note in root.iter(f"{W}{kind}")
        }
        for kind, identity, mark in sorted(self._notes, key=lambda note: _NOTES.index(note[0])):
            note = by_id.pop((kind, identity), None)
            if note is None:
                continue
            line = _Line()
            for paragraph in note.iter(f"{W}p"):
                self._runs(paragraph, line, self._styles.of_paragraph(paragraph.find(f"{W}pPr")))
                line.runs.append((" ", None))
            yield Paragraph(f"{mark} {line.text(self.sets).strip()}".strip())

    def _grid(self, element: Any) -> Grid:
        rows = []
        for row in _inside(element, f"{W}tr"):
            properties = row.find(f"{W}trPr")
            if properties is not None and (
                properties.find(f"{W}del") is not None or is_on(properties.find(f"{W}hidden"))
            ):
                continue
            skipped = 0 if properties is None else _count(properties.find(f"{W}gridBefore"))
            cells = [self._cell(cell) for cell in _inside(row, f"{W}tc")]
            if cells:
                rows.append((*(GridCell(()) for _ in range(skipped)), *cells))
        return Grid(tuple(rows))

    def _cell(self, element: Any) -> GridCell:
        properties = element.find(f"{W}tcPr")
        columns, above = 1, False
        if properties is not None:
            columns = max(1, _count(properties.find(f"{W}gridSpan")))
            merge = properties.find(f"{W}vMerge")
            above = merge is not None and merge.get(f"{W}val", "continue") == "continue"
        return GridCell.of(self.blocks(element, in_cell=True), columns, above=above)


def _inside(element: Any, tag: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, those in controls and tracked changes included."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag == f"{W}sdt" or child.tag in _WRAPPERS:
            yield from _inside(child, tag)


def _text_of(element: Any, look: Look) -> str | None:
    """What an element of a run prints itself, None for one that holds others."""
    tag = element.tag
    if tag == f"{W}t" or tag == _FORMULA:
        return element.text or ""
    if tag in _SIGNS:
        return _SIGNS[tag]
    if tag == f"{W}sym":
        return symbol(element.get(f"{W}font"), element.get(f"{W}char"))
    if tag == f"{W}softHyphen":  # a letter of TCVN3, and nothing that is printed elsewhere
        return "\u00ad" if charsets.chart_of_font(look.font) is not None else ""
    return None


def _is_contents(control: Any) -> bool:
    """Whether a control holds a table of contents that Word made."""
    gallery = control.find(f"{W}sdtPr/{W}docPartObj")
    return (child_value(gallery, "docPartGallery") or "").casefold() == "table of contents"


def _count(element: Any | None) -> int:
    value = None if element is None else element.get(f"{W}val")
    return min(max(whole_number(value, 0), 0), 63)
