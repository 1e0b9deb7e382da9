"""Web pages: the text of the content, with tables; menus, scripts and styles left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from vanban.files import charsets
from vanban.files.blocks import Grid, GridCell, Paragraph, lay_out
from vanban.files.tables import MAX_COLUMNS
from vanban.model import Document, Source, UnreadableFile
from vanban.text import LOWERED

_SKIPPED = frozenset({"script", "style", "nav", "head", "noscript", "template", "iframe", "button", "select", "form"})
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "big",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "tt",
        "u",
        "var",
    ]
)
_MAX_DEPTH = 200
_SPAN = re.compile(r"\s*[0-9]{1,3}\s*")


_DECLARED = re.compile(
    rb"""
    <meta\b[^>]{0,300}?\bcharset\s*=\s*["']?\s*([\w:.-]{2,40})  # of a page
    | ^\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([\w:.-]{2,40})
    """,
    re.IGNORECASE | re.VERBOSE,
)


def declared_charset(data: bytes) -> str | None:
    """The set of letters that a page says it is written in."""
    found = _DECLARED.search(data[:8192])
    return None if found is None else (found[1] or found[2]).decode("ascii")


def read_html(data: bytes, source: Source, declared: str | None = None) -> Document:
    """The document in a web page; ``declared`` is the set of letters its carrier says.

    Raises ``UnreadableFile`` broken, empty, or unsupported when its letters can not be made out.
    """
    from lxml import etree, html

    decoded = charsets.decode(data, declared or declared_charset(data))
    text = decoded.text
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        root = html.document_fromstring(text, parser=html.HTMLParser(no_network=True, remove_comments=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise UnreadableFile(
            "broken", "Trang web bị hỏng, không đọc được nội dung. Hãy lưu lại trang rồi gửi lại."
        ) from None
    laid = lay_out(_blocks(root))
    if not laid.text.strip():
        raise UnreadableFile("empty", "Trang web không có chữ nào để đọc. Hãy mở văn bản rồi lưu lại trang.")
    charsets.demand_letters(laid.text)
    names = charsets.names_of((decoded.encoding, laid.encoding))
    return Document(text=laid.text, source=replace(source, encoding=names), tables=laid.tables)


def _blocks(root: Any) -> Iterator[Paragraph | Grid]:
    pieces: list[str] = []

    def flush() -> Iterator[Paragraph]:
        text = "".join(pieces)
        pieces.clear()
        joined = "\n".join(" ".join(line.split()) for line in text.split("\v"))
        if joined.strip():
            yield Paragraph(joined.strip())

    def walk(element: Any, depth: int) -> Iterator[Paragraph | Grid]:
        for child in element:
            tag = child.tag if isinstance(child.tag, str) else ""
            if not tag or tag in _SKIPPED or depth > _MAX_DEPTH:
                pass
            elif tag == "table":
                yield from flush()
                yield _grid(child)
            elif tag == "br":
                pieces.append("\v")
            elif tag in _INLINE:
                if child.text:
                    pieces.append(child.text.translate(LOWERED) if tag == "sub" else child.text)
                yield from walk(child, depth + 1)
            else:
                yield from flush()
                if child.text:
                    pieces.append(child.text)
                yield from walk(child, depth + 1)
                yield from flush()
            if child.tail:
                pieces.append(child.tail)

    if root.text:
        pieces.append(root.text)
    yield from walk(root, 0)
    yield from flush()


def _grid(table: Any) -> Grid:
    rows: list[tuple[GridCell, ...]] = []
    hanging: dict[int, int] = {}  # column → how many more rows the cell above covers
    for row in table.iter("tr"):
        if next(row.iterancestors("table"), None) is not table:
            continue
        cells: list[GridCell] = []
        column = 0
        for cell in row.iterchildren("td", "th"):
            while hanging.get(column, 0) > 0:
                hanging[column] -= 1
                cells.append(GridCell((), above=True))
                column += 1
            wide = _count(cell.get("colspan")) if column < MAX_COLUMNS else 1
            tall = _count(cell.get("rowspan")) if column < MAX_COLUMNS else 1
            paragraphs = tuple(_paragraphs(_blocks(cell)))
            cells.append(GridCell(paragraphs, wide))
            for _ in range(wide):
                if tall > 1:
                    hanging[column] = tall - 1
                column += 1
        if cells:
            rows.append(tuple(cells))
    return Grid(tuple(rows))


def _paragraphs(blocks: Iterable[Paragraph | Grid]) -> Iterator[str]:
    """The paragraphs of a cell, those of tables inside it included."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (text for row in block.rows for cell in row for text in cell.paragraphs)


def _count(text: str | None) -> int:
    return max(1, min(int(text), 63)) if text is not None and _SPAN.fullmatch(text) else 1
