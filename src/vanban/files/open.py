"""Opens a file by what it holds, never by what it is called."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from vanban.files import charsets
from vanban.files.plain import find_tables, read_plain
from vanban.model import Document, Source, UnreadableFile

MAX_BYTES = 50 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_OTHER_PICTURES = (b"GIF8", b"BM\x00", b"\x00\x00\x00\x0cjP")
_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*(?:<\?xml[^>]*>\s*)?(?:<!doctype\s+html|<html|<head|<body|<div|<p[ >]|<table)", re.I | re.S
)
_NAMED = {
    "docx": {"docx"},
    "doc": {"doc", "rtf", "docx", "html"},
    "rtf": {"rtf"},
    "pdf": {"pdf"},
    "htm": {"html"},
    "html": {"html"},
    **{suffix: {"image"} for suffix in ("png", "jpg", "jpeg", "tif", "tiff")},
}
_PROGRAM = "Đây là chương trình máy tính, không phải văn bản, nên không nhận. Hãy xoá tệp này nếu không rõ ai gửi."
_PROGRAM_MARKS = (b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
_WORDS = {
    "docx": "tệp Word",
    "doc": "tệp Word đời cũ",
    "rtf": "tệp RTF",
    "pdf": "tệp PDF",
    "html": "trang web",
    "txt": "tệp chữ",
    "image": "ảnh",
}


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
    _check_name(form, name)
    source = Source(name=name, format=form, sha256=hashlib.sha256(data).hexdigest())
    if form == "txt":
        return _plain(data, source)
    if form == "html":
        from vanban.files.html import read_html

        return read_html(data, source)
    if form == "pdf":
        from vanban.files.pdf import read_pdf

        return read_pdf(data, source, progress, ocr=ocr)
    if form == "image":
        from vanban.files.scan import read_image, refuse

        if not ocr:
            refuse()
        return read_image(data, source, progress)
    from vanban.files.docx import read_docx

    if form in ("doc", "rtf"):
        from vanban.files.word97 import to_docx

        data = to_docx(data, f".{form}")
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


def _is_program(data: bytes) -> bool:
    """Whether the bytes are a program: of Windows (MZ with its header), Linux (ELF), macOS (Mach-O) or Java."""
    windows = data.startswith(b"MZ") and b"\x00" in data[:64]
    return windows or data.startswith(_PROGRAM_MARKS)


def sniff(data: bytes) -> str:
    """The format of the bytes: docx, doc, rtf, pdf, image, html or txt; raises ``UnreadableFile`` for anything else."""
    if _is_program(data):
        raise UnreadableFile("unsupported", _PROGRAM)
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _sniff_zip(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_OLE):
        return _sniff_ole(data)
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(_PICTURES):
        return "image"
    if (
        data.startswith(_OTHER_PICTURES)
        or data[8:12] == b"WEBP"
        or data[4:12] in (b"ftypheic", b"ftypmif1", b"ftypavif")
    ):
        raise UnreadableFile(
            "unsupported",
            "Tệp là ảnh loại không đọc được. Hãy gửi ảnh .png, .jpg, .tiff hoặc bản Word, PDF của văn bản.",
        )
    if _HTML.match(data[:4096].removeprefix(b"\xef\xbb\xbf")):
        return "html"
    return "txt"


def _sniff_zip(data: bytes) -> str:
    from vanban.files.docx import open_package

    with open_package(data) as package:
        names = set(package.namelist())
    if "word/document.xml" in names:
        return "docx"
    if any(name.startswith("xl/") for name in names):
        raise UnreadableFile(
            "unsupported", "Tệp là bảng tính Excel, không phải văn bản. Hãy gửi văn bản dạng .docx hoặc .pdf."
        )
    raise UnreadableFile("unsupported", "Tệp nén này không phải văn bản Word. Hãy giải nén rồi gửi từng văn bản.")


def _sniff_ole(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableFile("encrypted", "Tệp Word được đặt mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.")
    if "WordDocument".encode("utf-16-le") not in data:
        raise UnreadableFile("unsupported", "Tệp không phải văn bản Word. Hãy gửi văn bản dạng .docx hoặc .pdf.")
    return "doc"


def _check_name(form: str, name: str) -> None:
    suffix = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    allowed = _NAMED.get(suffix)
    if allowed is None and suffix in ("txt", "md", "tsv", "csv", "text"):
        allowed = {"txt", "html"} if suffix == "txt" else {"txt"}
    if allowed is not None and form not in allowed:
        raise UnreadableFile(
            "wrong_type",
            f"Tên tệp có đuôi .{suffix} nhưng nội dung là {_WORDS[form]}. Hãy kiểm tra và đặt lại tên đúng loại tệp.",
        )
