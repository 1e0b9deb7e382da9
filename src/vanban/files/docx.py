"""Word documents (.docx): the body in its order, with automatic numbers, tables, text boxes and footnotes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from vanban.files.blocks import Grid, GridCell, Paragraph, lay_out
from vanban.files.numbering import Numbering, whole_number
from vanban.model import Document, Source, UnreadableFile
from vanban.text import LOWERED, RAISED

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
MAX_INFLATED = 300 * 1024 * 1024
MAX_PART = 64 * 1024 * 1024
MAX_ENTRIES = 10_000
MAX_RATIO = 200
_SCRIPTS = {"superscript": RAISED, "subscript": LOWERED}
_REMOVED = frozenset(f"{_W}{name}" for name in ("pPr", "rPr", "del", "moveFrom", "sdtPr")) | {_FALLBACK}
_NOTES = ("footnote", "endnote")
_BROKEN = "Tệp Word bị hỏng, không mở được nội dung. Hãy mở bằng Word rồi lưu lại, hoặc xin lại tệp từ nơi gửi."
_BOMB = "Tệp nén phình ra quá lớn so với dung lượng của nó nên bị từ chối. Hãy kiểm tra lại nguồn gửi tệp."


def open_package(data: bytes) -> zipfile.ZipFile:
    """The zip package, after its declared sizes were checked; raises ``UnreadableFile`` bomb, broken or encrypted."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        entries = package.infolist()
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError):
        raise UnreadableFile("broken", _BROKEN) from None
    total = 0
    for entry in entries:
        total += entry.file_size
        if entry.file_size > 1_000_000 and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise UnreadableFile("bomb", _BOMB)
        if entry.flag_bits & 1:
            raise UnreadableFile("encrypted", "Tệp được đặt mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.")
    if total > MAX_INFLATED or len(entries) > MAX_ENTRIES:
        raise UnreadableFile("bomb", _BOMB)
    return package


def _part(package: zipfile.ZipFile, name: str) -> Any | None:
    """The XML tree of a part, or None when the package has no such part."""
    from lxml import etree

    try:
        info = package.getinfo(name)
    except KeyError:
        return None
    if info.file_size > MAX_PART:
        raise UnreadableFile("bomb", _BOMB)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        with package.open(info) as stream:
            return etree.fromstring(stream.read(MAX_PART + 1), parser)
    except Exception as error:  # zlib, zipfile and lxml each have their own errors for a damaged part
        raise UnreadableFile("broken", _BROKEN) from error


def read_docx(data: bytes, source: Source) -> Document:
    """The text and tables of a Word document; headers and footers of pages are left out."""
    with open_package(data) as package:
        root = _part(package, "word/document.xml")
        body = None if root is None else root.find(f"{_W}body")
        if body is None:
            raise UnreadableFile("broken", _BROKEN)
        numbering = Numbering(_part(package, "word/numbering.xml"), _part(package, "word/styles.xml"))
        notes = {kind: _part(package, f"word/{kind}s.xml") for kind in _NOTES}
    reader = _Reader(numbering)
    blocks = [*reader.blocks(body), *reader.read_notes(notes)]
    laid = lay_out(blocks)
    if not laid.text.strip():
        raise UnreadableFile(
            "empty", "Tệp Word không có chữ nào. Nếu là ảnh chụp văn bản, hãy gửi tệp PDF hoặc bản có chữ."
        )
    return Document(text=laid.text, source=source, tables=laid.tables)


class _Reader:
    """Walks the body once; remembers counters of lists and the footnotes met."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.notes: list[tuple[str, str, str]] = []  # kind, identity, the mark printed
        self.counts = dict.fromkeys(_NOTES, 0)

    def blocks(self, parent: Any, *, in_cell: bool = False) -> Iterator[Paragraph | Grid]:
        for child in parent:
            if child.tag == f"{_W}p":
                yield from self.paragraph(child, in_cell=in_cell)
            elif child.tag == f"{_W}tbl":
                yield self.grid(child)
            elif child.tag == f"{_W}sdt":
                content = child.find(f"{_W}sdtContent")
                if content is not None:
                    yield from self.blocks(content, in_cell=in_cell)
            elif child.tag in (f"{_W}ins", f"{_W}customXml", f"{_W}smartTag"):
                yield from self.blocks(child, in_cell=in_cell)

    def paragraph(self, element: Any, *, in_cell: bool = False) -> Iterator[Paragraph | Grid]:
        """The paragraph with its automatic number, then whatever stands in its text boxes.

        An empty paragraph of a cell may hold nothing but its number: so are the rows of many plans counted.
        """
        pieces: list[str] = []
        boxes: list[Any] = []
        self._runs(element, pieces, boxes)
        text = "".join(pieces)
        label = self.numbering.label(element)
        if text.strip():
            yield Paragraph(f"{label} {text.strip()}" if label else text)
        elif label and in_cell and label != "-":
            yield Paragraph(label)
        elif not boxes:
            yield Paragraph("")
        for box in boxes:
            yield from self.blocks(box)

    def _runs(self, element: Any, pieces: list[str], boxes: list[Any], script: dict[int, int] | None = None) -> None:
        for child in element:
            tag = child.tag
            if tag == f"{_W}t":
                pieces.append((child.text or "").translate(script) if script else child.text or "")
            elif tag == f"{_W}r":
                if not _is_hidden(child):
                    self._runs(child, pieces, boxes, _script(child))
            elif tag == f"{_W}txbxContent":
                boxes.append(child)
            elif tag == f"{_W}tab":
                pieces.append("\t")
            elif tag in (f"{_W}br", f"{_W}cr"):
                pieces.append("\n")
            elif tag == f"{_W}noBreakHyphen":
                pieces.append("-")
            elif tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
                self._note(child, tag.removeprefix(_W).removesuffix("Reference"), pieces)
            elif tag in _REMOVED or not isinstance(tag, str):
                continue
            else:
                self._runs(child, pieces, boxes, script)

    def _note(self, reference: Any, kind: str, pieces: list[str]) -> None:
        """Print the mark of a note, unless the writer set a mark of his own."""
        mark = ""
        if reference.get(f"{_W}customMarkFollows") not in ("1", "true"):
            self.counts[kind] += 1
            mark = str(self.counts[kind]).translate(RAISED)
            pieces.append(mark)
        self.notes.append((kind, reference.get(f"{_W}id") or "", mark))

    def grid(self, element: Any) -> Grid:
        rows = []
        for row in element.iter(f"{_W}tr"):
            if _above(row, f"{_W}tbl") is not element:
                continue
            properties = row.find(f"{_W}trPr")
            if properties is not None and properties.find(f"{_W}del") is not None:
                continue
            skipped = 0 if properties is None else _count(properties.find(f"{_W}gridBefore"))
            cells = [self.cell(cell) for cell in row.iter(f"{_W}tc") if _above(cell, f"{_W}tr") is row]
            if cells:
                rows.append((*(GridCell(()) for _ in range(skipped)), *cells))
        return Grid(tuple(rows))

    def cell(self, element: Any) -> GridCell:
        properties = element.find(f"{_W}tcPr")
        columns, above = 1, False
        if properties is not None:
            columns = max(1, _count(properties.find(f"{_W}gridSpan")))
            merge = properties.find(f"{_W}vMerge")
            above = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
        paragraphs: list[str] = []
        for block in self.blocks(element, in_cell=True):
            if isinstance(block, Paragraph):
                paragraphs.append(block.text)
            else:
                paragraphs.extend(p for row in block.rows for cell in row for p in cell.paragraphs)
        return GridCell(tuple(paragraphs), columns, above)

    def read_notes(self, roots: dict[str, Any | None]) -> Iterator[Paragraph]:
        """The notes in the order of their marks, footnotes first, each headed by its mark and printed once."""
        by_id = {
            (kind, note.get(f"{_W}id")): note
            for kind, root in roots.items()
            if root is not None
            for note in root.iter(f"{_W}{kind}")
        }
        for kind, identity, mark in sorted(self.notes, key=lambda note: _NOTES.index(note[0])):
            note = by_id.pop((kind, identity), None)
            if note is None:
                continue
            pieces: list[str] = []
            for paragraph in note.iter(f"{_W}p"):
                self._runs(paragraph, pieces, [])
                pieces.append(" ")
            yield Paragraph(f"{mark} {''.join(pieces).strip()}".strip())


def _above(element: Any, tag: str) -> Any:
    """The nearest element around with a tag."""
    return next(element.iterancestors(tag), None)


def _count(element: Any | None) -> int:
    value = None if element is None else element.get(f"{_W}val")
    return min(max(whole_number(value, 0), 0), 63)


def _is_hidden(run: Any) -> bool:
    """Whether a run is hidden text (vanish), which nobody sees printed."""
    properties = run.find(f"{_W}rPr")
    hidden = None if properties is None else properties.find(f"{_W}vanish")
    return hidden is not None and hidden.get(f"{_W}val") not in ("0", "false")


def _script(run: Any) -> dict[int, int] | None:
    """How the digits of a raised or lowered run are written: TH₃, m²."""
    properties = run.find(f"{_W}rPr")
    place = None if properties is None else properties.find(f"{_W}vertAlign")
    return None if place is None else _SCRIPTS.get(place.get(f"{_W}val") or "")
