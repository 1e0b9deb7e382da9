"""Documents of Word (.docx, .docm, .dotx): a zip package."""

from __future__ import annotations

from dataclasses import replace

from vanban.files import charsets
from vanban.files.blocks import lay_out
from vanban.files.chunks import blocks_of_chunk
from vanban.files.word.document import word_parts
from vanban.files.word.package import Package
from vanban.files.word.package import open_package as open_package
from vanban.model import Document, Source, UnreadableFile

_EMPTY = "Tệp Word không có chữ nào. Nếu là ảnh chụp văn bản, hãy gửi tệp PDF hoặc bản có chữ."


def read_docx(data: bytes, source: Source) -> Document:
    """The text and tables of a zip package; raises ``UnreadableFile`` bomb, broken, encrypted, empty or unsupported."""
    with open_package(data) as package:
        return read_word(Package.of_zip(package), source)


def read_word(package: Package, source: Source) -> Document:
    """The text and tables of the document in a package; raises as :func:`read_docx`."""
    found = word_parts(package, blocks_of_chunk)
    laid = lay_out(found.blocks)
    if not laid.text.strip():
        raise UnreadableFile("empty", _EMPTY)
    charsets.demand_letters(laid.text)
    names = charsets.names_of((*found.sets, laid.encoding))
    return Document(laid.text, replace(source, encoding=names), laid.tables, asides=found.asides)
