"""Opens a file by what it holds, never by what it is called."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from vanban.files import charsets
from vanban.files.formats import check_name
from vanban.files.formats import sniff as sniff
from vanban.files.missing import said_when_missing
from vanban.files.plain import find_tables, read_plain
from vanban.model import Document, Source, UnreadableFile

MAX_BYTES = 50 * 1024 * 1024


@said_when_missing()
def open_document(
    file: str | os.PathLike[str] | bytes,
    name: str | None = None,
    *,
    max_bytes: int = MAX_BYTES,
    progress: Callable[[int, int], None] | None = None,
    ocr: bool = True,
) -> Document:
    """The document in a file or in its bytes, with its tables.

    Args:
        file: a path, or the bytes themselves.
        name: what the file is called, when bytes are given; used only to refuse a wrong name.
        max_bytes: larger files are refused.
        progress: called with the pages read so far and the pages in all, for formats with pages. A text layer is
            read in moments; OCR takes seconds for each page. Scanned pages between pages of text are counted anew.
        ocr: False refuses scans with the code ``scan`` at once, for callers that may not wait.

    Raises:
        UnreadableFile: the file cannot be used; the message says in Vietnamese why and what to do.
        OSError: there is no such file, or it may not be read.
    """
    data, name = load_bytes(file, name, max_bytes)
    if not data.strip(b"\x00\t\n\r \xef\xbb\xbf"):
        raise UnreadableFile("empty", "Tệp rỗng, không có nội dung. Hãy kiểm tra lại tệp rồi gửi lại.")
    form = sniff(data)
    check_name(form, name)
    source = Source(name=name, format=form, sha256=hashlib.sha256(data).hexdigest())
    if form == "txt":
        return _plain(data, source)
    if form in ("html", "mht"):
        from vanban.files import html, mht

        return html.read_html(data, source) if form == "html" else mht.read_mht(data, source)
    if form == "pdf":
        from vanban.files.pdf import read_pdf

        return read_pdf(data, source, progress, ocr=ocr)
    if form == "image":
        from vanban.files.scan import read_image, refuse

        if not ocr:
            refuse()
        return read_image(data, source, progress)
    if form == "word-xml":
        from vanban.files.word_xml import read_word_xml

        return read_word_xml(data, source)
    from vanban.files.docx import read_docx

    if form in ("doc", "rtf", "odt"):
        from vanban.files.word97 import to_docx

        flat = form == "odt" and not data.startswith(b"PK")
        data = to_docx(data, ".fodt" if flat else f".{form}")
    return read_docx(data, source)


def as_document(text: str | Document) -> Document:
    """A document made of a text that is already in memory; a document is returned as it is."""
    if isinstance(text, Document):
        return text
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(text=text, source=Source(name="-", format="txt", sha256=digest), tables=find_tables(text))


def load_bytes(file: str | os.PathLike[str] | bytes, name: str | None, max_bytes: int) -> tuple[bytes, str]:
    """The bytes of a file and what it is called; raises ``UnreadableFile('too_large')`` or ``OSError``."""
    if isinstance(file, (bytes, bytearray, memoryview)):
        data = bytes(file)
    else:
        path = Path(file)
        name = name or path.name
        with path.open("rb") as stream:
            data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        limit = max_bytes // (1024 * 1024)
        raise UnreadableFile(
            "too_large", f"Tệp lớn hơn mức cho phép ({limit} MB). Hãy tách tệp hoặc giảm dung lượng ảnh."
        )
    return data, name or "-"


def _plain(data: bytes, source: Source) -> Document:
    decoded = charsets.decode(data)
    if not decoded.text.strip():
        raise UnreadableFile("empty", "Tệp rỗng, không có nội dung. Hãy kiểm tra lại tệp rồi gửi lại.")
    charsets.demand_letters(decoded.text)
    return read_plain(decoded.text, replace(source, encoding=decoded.encoding))
