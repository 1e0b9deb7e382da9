"""Web pages: the text of the content, with tables; menus, scripts, styles and the furniture of the page left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from vanban.files import charsets
from vanban.files.blocks import Grid, GridCell, Paragraph, lay_out
from vanban.files.html_cut import paper_of
from vanban.files.html_lists import Lists
from vanban.files.html_style import Sheet, Shown
from vanban.files.tables import MAX_COLUMNS
from vanban.model import Aside, Document, Source, UnreadableFile
from vanban.text import LOWERED, fold

_SKIPPED = frozenset(
    [
        "script",
        "style",
        "nav",
        "head",
        "noscript",
        "template",
        "iframe",
        "button",
        "select",
        "form",
        "dialog",
        "menu",
        "svg",
        "object",
        "audio",
        "video",
        "canvas",
    ]
)
_BESIDE = frozenset(("aside", "footer"))
_OF_A_PAPER = re.compile(r"noi nhan|cong hoa xa hoi chu nghia|\(da ky\)|dieu 1\b")
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
_MOST_PROPERTIES = 40
_DECLARED = re.compile(
    rb"""
    <meta\b[^>]{0,300}?\bcharset\s*=\s*["']?\s*([\w:.-]{2,40})  # of a page
    | ^\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([\w:.-]{2,40})
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BROKEN = "Trang web bị hỏng, không đọc được nội dung. Hãy lưu lại trang rồi gửi lại."


@dataclass(frozen=True, slots=True)
class Page:
    """A web page taken apart: its blocks, what it holds beside, the old set of its letters, heads of printed pages."""

    blocks: list[Paragraph | Grid]
    asides: tuple[Aside, ...] = ()
    encoding: str | None = None
    heads: tuple[Paragraph | Grid, ...] = ()


def read_html(data: bytes, source: Source) -> Document:
    """The document in a web page.

    Raises ``UnreadableFile`` broken, empty, or unsupported when its letters can not be made out.
    """
    page = html_blocks(data)
    laid = lay_out([*page.heads, *page.blocks])
    if not laid.text.strip():
        raise UnreadableFile("empty", "Trang web không có chữ nào để đọc. Hãy mở văn bản rồi lưu lại trang.")
    charsets.demand_letters(laid.text)
    names = charsets.names_of((page.encoding, laid.encoding))
    return Document(laid.text, replace(source, encoding=names), laid.tables, asides=page.asides)


def declared_charset(data: bytes) -> str | None:
    """The set of letters that a page says it is written in."""
    found = _DECLARED.search(data[:8192])
    return None if found is None else (found[1] or found[2]).decode("ascii")


def html_blocks(data: bytes, declared: str | None = None) -> Page:
    """The blocks of a web page, cut to the paper; ``declared`` is the set of letters that its carrier says.

    Raises ``UnreadableFile('broken')``.
    """
    from lxml import etree, html

    decoded = charsets.decode_page(data, declared or declared_charset(data))
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decoded.text)
    try:
        root = html.document_fromstring(text, parser=html.HTMLParser(no_network=True, remove_comments=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise UnreadableFile("broken", _BROKEN) from None
    reader = _Reader(Sheet.of(root))
    blocks, cut = paper_of(list(reader.blocks(root)))
    asides = [*reader.asides, *(Aside("running", words) for words in cut), *_properties(root)]
    names = charsets.names_of((decoded.encoding, *sorted(reader.sets)))
    return Page(blocks, tuple(asides), names, tuple(reader.heads))


def _properties(root: Any) -> Iterator[Aside]:
    """The title of a page and what its head says of it."""
    title = " ".join((root.findtext(".//title") or "").split())
    if title:
        yield Aside("property", f"title: {title[:500]}")
    for meta in root.findall(".//meta")[:_MOST_PROPERTIES]:
        name, content = meta.get("name") or meta.get("property"), " ".join((meta.get("content") or "").split())
        if name and content:
            yield Aside("property", f"{name}: {content[:500]}")


class _Reader:
    """Walks a page once."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._lists = Lists()
        self.heads: list[Paragraph | Grid] = []
        self.asides: list[Aside] = []
        self.sets: set[str] = set()  # names of old sets of letters

    def blocks(self, root: Any, shown: Shown | None = None) -> Iterator[Paragraph | Grid]:
        """The blocks inside an element that looks so."""
        runs: list[tuple[str, str | None]] = []
        start = self._sheet.shown(root, shown or Shown())
        _put(runs, root.text, start)
        yield from self._walk(root, start, runs, 0)
        yield from self._flush(runs)

    def _walk(
        self, element: Any, shown: Shown, runs: list[tuple[str, str | None]], depth: int
    ) -> Iterator[Paragraph | Grid]:
        for child in element:
            tag = child.tag if isinstance(child.tag, str) else ""
            own = self._sheet.shown(child, shown) if tag else shown
            if not tag or depth > _MAX_DEPTH:
                pass
            elif _is_left_out(child, tag, own):
                runs.append((" ", None))
            elif own.page_part is not None and shown.page_part is None:
                self._furniture(child, own)
            elif tag == "table":
                yield from self._flush(runs)
                yield self._grid(child, own)
            elif tag == "br":
                runs.append(("\v", None))
            elif tag == "input":
                if (child.get("type") or "").casefold() in ("checkbox", "radio"):
                    runs.append(("☒" if child.get("checked") is not None else "☐", None))
            elif tag in _INLINE:
                _put(runs, child.text, own, lowered=tag == "sub")
                yield from self._walk(child, own, runs, depth + 1)
            else:
                yield from self._flush(runs)
                if tag == "li" and (label := self._lists.label(child)):
                    runs.append((f"{label} ", None))
                _put(runs, child.text, own)
                yield from self._walk(child, own, runs, depth + 1)
                yield from self._flush(runs)
            _put(runs, child.tail, shown)

    def _flush(self, runs: list[tuple[str, str | None]]) -> Iterator[Paragraph]:
        text = "".join(charsets.settle_runs(runs, self.sets))
        runs.clear()
        joined = "\n".join(" ".join(line.split()) for line in text.split("\v"))
        if joined.strip():
            yield Paragraph(joined.strip())

    def _furniture(self, element: Any, shown: Shown) -> None:
        """A head or foot of printed pages that Word keeps in a page: part of the paper where a paper begins in it."""
        found = list(self.blocks(element, shown))
        words = "\n".join(text for text in _texts(found) if text.strip())
        if words:
            self.asides.append(Aside("running", words[:2000]))
        if shown.page_part == "header" and not self.heads and _OF_A_PAPER.search(fold(words)):
            self.heads = found

    def _grid(self, table: Any, shown: Shown) -> Grid:
        rows: list[tuple[GridCell, ...]] = []
        hanging: dict[int, int] = {}  # column → how many more rows the cell above covers
        for row in _rows(table):
            cells: list[GridCell] = []
            column = 0
            for cell in row.iterchildren("td", "th"):
                while hanging.get(column, 0) > 0:
                    hanging[column] -= 1
                    cells.append(GridCell((), above=True))
                    column += 1
                wide = _count(cell.get("colspan")) if column < MAX_COLUMNS else 1
                tall = _count(cell.get("rowspan")) if column < MAX_COLUMNS else 1
                cells.append(GridCell.of(self.blocks(cell, shown), wide))
                for _ in range(wide):
                    if tall > 1:
                        hanging[column] = tall - 1
                    column += 1
            while cells and hanging.get(column, 0) > 0:
                hanging[column] -= 1
                cells.append(GridCell((), above=True))
                column += 1
            if cells:
                rows.append(tuple(cells))
        return Grid(tuple(rows))


def _is_left_out(element: Any, tag: str, shown: Shown) -> bool:
    if tag in _SKIPPED:
        return True
    if tag in _BESIDE or shown.hidden:
        return not _OF_A_PAPER.search(fold("".join(element.itertext())))
    return False


def _rows(table: Any) -> Iterator[Any]:
    """The rows of a table itself, in its parts."""
    for child in table.iterchildren("tr", "thead", "tbody", "tfoot"):
        if child.tag == "tr":
            yield child
        else:
            yield from child.iterchildren("tr")


def _put(runs: list[tuple[str, str | None]], text: str | None, shown: Shown, *, lowered: bool = False) -> None:
    if text:
        text = text.translate(LOWERED) if lowered else text
        if shown.breaks:
            text = text.replace("\r\n", "\n").replace("\n", "\v")
        runs.append((text.upper() if shown.caps else text, shown.font))


def _texts(blocks: list[Paragraph | Grid]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (text for row in block.rows for cell in row for text in cell.paragraphs)


def _count(text: str | None) -> int:
    return max(1, min(int(text), 63)) if text is not None and _SPAN.fullmatch(text) else 1
