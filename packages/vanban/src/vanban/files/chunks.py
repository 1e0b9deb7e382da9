"""A file laid into a document of Word whole (altChunk, ECMA-376, 11.3.1): its blocks, whichever format it has."""

from __future__ import annotations

from vanban.files import charsets
from vanban.files.blocks import Grid, Paragraph
from vanban.files.formats import sniff
from vanban.files.html import html_blocks
from vanban.files.mht import mht_blocks
from vanban.files.word.document import word_parts
from vanban.files.word.package import Package, open_package
from vanban.files.word97 import to_docx
from vanban.model import UnreadableFile

DEEPEST = 3  # files laid into one another


def blocks_of_chunk(data: bytes, content_type: str, depth: int = 1) -> list[Paragraph | Grid]:
    """The blocks of a file inside a document; none for what cannot be read.

    Args:
        content_type: what the package says the file is; its content decides.
        depth: how many files deep this one is laid.
    """
    if depth > DEEPEST:
        return []
    try:
        form = sniff(data)
        if form == "mht":
            return mht_blocks(data).blocks
        if form == "html" or "html" in content_type:
            return html_blocks(data).blocks
        if form in ("doc", "rtf", "odt"):
            data, form = to_docx(data, f".{form}"), "docx"
        if form == "docx":
            with open_package(data) as package:
                inner = Package.of_zip(package)
                return word_parts(inner, lambda more, kind: blocks_of_chunk(more, kind, depth + 1)).blocks
        if form == "txt":
            return [Paragraph(line) for line in charsets.decode(data).text.splitlines()]
    except UnreadableFile as error:
        if error.code == "bomb":
            raise
    return []
