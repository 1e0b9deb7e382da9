"""Web pages saved as one file (.mht, also under the name .doc): a message whose first page is the paper (RFC 2557)."""

from __future__ import annotations

import email
import email.message
import email.policy
from collections.abc import Iterator
from dataclasses import replace

from vanban.files import charsets
from vanban.files.blocks import lay_out
from vanban.files.html import Page, html_blocks
from vanban.model import Document, Source, UnreadableFile

MOST_PARTS = 500
_BROKEN = "Trang web lưu một tệp (.mht) bị hỏng, không đọc được. Hãy mở rồi lưu lại thành .docx."


def read_mht(data: bytes, source: Source) -> Document:
    """The document in a page saved as one file; raises ``UnreadableFile`` broken, empty or unsupported."""
    page = mht_blocks(data)
    laid = lay_out(page.blocks)
    if not laid.text.strip():
        raise UnreadableFile("empty", "Tệp .mht không có chữ nào để đọc. Hãy mở văn bản rồi lưu lại thành .docx.")
    charsets.demand_letters(laid.text)
    names = charsets.names_of((page.encoding, laid.encoding))
    return Document(laid.text, replace(source, encoding=names), laid.tables, asides=page.asides)


def mht_blocks(data: bytes) -> Page:
    """The blocks of the first page of a message; heads of pages that Word keeps in a page of their own before them."""
    parts = list(_pages(data))
    if not parts:
        raise UnreadableFile("broken", _BROKEN)
    first, *others = [html_blocks(content, charset) for content, charset in parts]
    heads = [page for page in others if page.heads]
    asides = (*first.asides, *(aside for page in others for aside in page.asides))
    return Page([*(block for page in heads for block in page.heads), *first.blocks], asides, first.encoding)


def _pages(data: bytes) -> Iterator[tuple[bytes, str | None]]:
    """The web pages in a message with the sets of letters declared for them, the one that is shown first."""
    message = email.message_from_bytes(data.lstrip(), policy=email.policy.compat32)
    parts = []
    for number, part in enumerate(message.walk()):
        if number >= MOST_PARTS:
            break
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content.strip():
                parts.append((part, content))
    start = str(message.get_param("start", "") or "").strip()
    parts.sort(key=lambda found: bool(start) and (found[0].get("Content-ID") or "").strip() != start)
    for part, content in parts:
        yield content, part.get_content_charset()
