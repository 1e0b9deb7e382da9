"""Word documents (.docx): the body in its order, with automatic numbers, tables, text boxes and footnotes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from vanban.files.blocks import Grid, GridCell, Paragraph, lay_out
from vanban.files.numbering import Numbering
from vanban.model import Document, Source, UnreadableFile

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
MAX_INFLATED = 300 * 1024 * 1024
MAX_PART = 64 * 1024 * 1024
MAX_ENTRIES = 10_000
MAX_RATIO = 200
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
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
        notes = _part(package, "word/footnotes.xml")
    reader = _Reader(numbering)
    blocks = [*reader.blocks(body), *reader.footnotes(notes)]
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
        self.notes: list[str] = []

    def blocks(self, parent: Any) -> Iterator[Paragraph | Grid]:
        for child in parent:
            if child.tag == f"{_W}p":
                yield from self.paragraph(child)
            elif child.tag == f"{_W}tbl":
                yield self.grid(child)
            elif child.tag == f"{_W}sdt":
                content = child.find(f"{_W}sdtContent")
                if content is not None:
                    yield from self.blocks(content)
            elif child.tag in (f"{_W}ins", f"{_W}customXml", f"{_W}smartTag"):
                yield from self.blocks(child)

    def paragraph(self, element: Any) -> Iterator[Paragraph | Grid]:
        """The paragraph with its automatic number, then whatever stands in its text boxes."""
        pieces: list[str] = []
        boxes: list[Any] = []
        self._runs(element, pieces, boxes)
        text = "".join(pieces)
        if text.strip():
            label = self.numbering.label(element)
            yield Paragraph(f"{label} {text.strip()}" if label else text)
        elif not boxes:
            yield Paragraph("")
        for box in boxes:
            yield from self.blocks(box)

    def _runs(self, element: Any, pieces: list[str], boxes: list[Any]) -> None:
        for child in element:
            tag = child.tag
            if tag == f"{_W}t":
                pieces.append(child.text or "")
            elif tag == f"{_W}txbxContent":
                boxes.append(child)
            elif tag == f"{_W}tab":
                pieces.append("\t")
            elif tag in (f"{_W}br", f"{_W}cr"):
                pieces.append("\n")
            elif tag == f"{_W}noBreakHyphen":
                pieces.append("-")
            elif tag == f"{_W}footnoteReference":
                self.notes.append(child.get(f"{_W}id") or "")
                pieces.append(str(len(self.notes)).translate(_SUPERSCRIPT))
            elif tag in (f"{_W}pPr", f"{_W}rPr", f"{_W}del", f"{_W}moveFrom", _FALLBACK) or not isinstance(tag, str):
                continue
            else:
                self._runs(child, pieces, boxes)

    def grid(self, element: Any) -> Grid:
        rows = []
        for row in element.iterchildren(f"{_W}tr", f"{_W}sdt"):
            if row.tag == f"{_W}sdt":
                row = next(row.iter(f"{_W}tr"), row)
            cells = [self.cell(cell) for cell in row.iter(f"{_W}tc") if _row_of(cell) is row]
            if cells:
                rows.append(tuple(cells))
        return Grid(tuple(rows))

    def cell(self, element: Any) -> GridCell:
        properties = element.find(f"{_W}tcPr")
        columns, above = 1, False
        if properties is not None:
            span = properties.find(f"{_W}gridSpan")
            if span is not None and (span.get(f"{_W}val") or "").isdigit():
                columns = min(int(span.get(f"{_W}val")), 63)
            merge = properties.find(f"{_W}vMerge")
            above = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
        paragraphs: list[str] = []
        for block in self.blocks(element):
            if isinstance(block, Paragraph):
                paragraphs.append(block.text)
            else:
                paragraphs.extend(p for row in block.rows for cell in row for p in cell.paragraphs)
        return GridCell(tuple(paragraphs), columns, above)

    def footnotes(self, root: Any | None) -> Iterator[Paragraph]:
        """The notes in the order of their marks, each headed by its mark."""
        if root is None:
            return
        by_id = {note.get(f"{_W}id"): note for note in root.iter(f"{_W}footnote")}
        for number, identity in enumerate(list(self.notes), start=1):
            note = by_id.get(identity)
            if note is None:
                continue
            pieces: list[str] = []
            for paragraph in note.iter(f"{_W}p"):
                self._runs(paragraph, pieces, [])
                pieces.append(" ")
            yield Paragraph(f"{str(number).translate(_SUPERSCRIPT)} {''.join(pieces).strip()}")


def _row_of(cell: Any) -> Any:
    parent = cell.getparent()
    while parent is not None and parent.tag != f"{_W}tr":
        parent = parent.getparent()
    return parent
