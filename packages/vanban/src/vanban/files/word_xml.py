"""Documents of Word in one XML file: flat (Word 2007 and later), and of Word 2003."""

from __future__ import annotations

from vanban.files.docx import read_word
from vanban.files.word.package import BROKEN, PKG, Package, parsed
from vanban.files.word.word2003 import W2003, package_of
from vanban.model import Document, Source, UnreadableFile


def read_word_xml(data: bytes, source: Source) -> Document:
    """The text and tables of a document; raises ``UnreadableFile`` broken, bomb, empty or unsupported."""
    root = parsed(data)
    if root.tag == f"{PKG}package":
        return read_word(Package.of_flat(root), source)
    if root.tag == f"{W2003}wordDocument":
        return read_word(package_of(root), source)
    raise UnreadableFile("broken", BROKEN)
