"""Papers as PDF: LibreOffice makes them of Word files, apart, within the limits of a reading and its turns."""

from __future__ import annotations

from thuongton.files.limits import limits
from vanban.apart import call
from vanban.files.word97 import to_pdf

PDF = "application/pdf"


def as_pdf(word: bytes) -> bytes:
    """A .docx as PDF. Raises ``UnreadableFile`` or ``Busy``, each with one Vietnamese sentence."""
    found: bytes = call(to_pdf, word, limits=limits(len(word)))
    return found
