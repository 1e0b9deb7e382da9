"""What a workbook holds beside its cells: heads and feet of printed pages, text boxes, remarks, properties.

They are asked for a mark of secrecy and nothing else.
"""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator

from vanban.files.word.package import open_package
from vanban.model import Aside, UnreadableFile

MOST_PART = 24 * 1024 * 1024
MOST_PARTS = 400
MOST_TEXT = 20_000  # code points of one part
_PAGE = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)\b[^>]*>([^<]{1,2000})<")
_BOX = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>([^<]{1,2000})<")
_VALUE = re.compile(rb">([^<>]{1,2000})<")
_CODES = re.compile(r'&(?:"[^"]*"|\d{1,3}|K[0-9A-F+-]{6}|[A-Z])')
"""Codes of a printed head: side, font, size, colour, fields («&C&"Times New Roman,Bold"&14MẬT»)."""
_CARRIERS = (
    (re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE), _PAGE, "running"),
    (re.compile(r"xl/drawings/[^/]+\.(?:xml|vml)", re.IGNORECASE), _BOX, "box"),
    (re.compile(r"xl/(?:threadedC|c)omments[^.]*\.xml", re.IGNORECASE), _BOX, "annotation"),
    (re.compile(r"docProps/(?:core|custom|app)\.xml", re.IGNORECASE), _VALUE, "property"),
)


def beside_cells(data: bytes) -> list[Aside]:
    """The words of an .xlsx workbook that stand in no cell; none of a file of another kind or a broken one."""
    if not data.startswith(b"PK\x03\x04"):
        return []
    try:
        with open_package(data) as package:
            return list(_asides(package))
    except (UnreadableFile, zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError):
        return []


def _asides(package: zipfile.ZipFile) -> Iterator[Aside]:
    seen = 0
    for entry in package.infolist():
        found = next(
            ((pattern, carrier) for name, pattern, carrier in _CARRIERS if name.fullmatch(entry.filename)), None
        )
        if found is None or entry.file_size > MOST_PART or seen >= MOST_PARTS:
            continue
        seen += 1
        pattern, carrier = found
        words = [html.unescape(match[1].decode("utf-8", "replace")) for match in pattern.finditer(package.read(entry))]
        if carrier == "running":
            words = [line for word in words for line in _CODES.sub("\n", word).splitlines()]
        text = "\n".join(word.strip() for word in words if word.strip())[:MOST_TEXT]
        if text:
            yield Aside(carrier, text)
