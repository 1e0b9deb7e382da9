"""Libraries that a format needs and this machine has not: one sentence instead of a fault."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from vanban.model import UnreadableFile

EXTRAS = {
    "lxml": "docx",
    "docx": "docx",
    "pypdfium2": "pdf",
    "PIL": "ocr",
    "openpyxl": "sheets",
    "python_calamine": "sheets",
}
"""Library → the extra of this distribution that brings it."""


@contextmanager
def said_when_missing() -> Iterator[None]:
    """Raise ``UnreadableFile('unsupported')`` that names the extra to install, for a library that is not there."""
    try:
        yield
    except ModuleNotFoundError as error:
        name = (error.name or "").partition(".")[0]
        if name not in EXTRAS:
            raise
        raise UnreadableFile(
            "unsupported",
            f"Máy chưa có thư viện {name} mà loại tệp này cần. Hãy cài: pip install 'vanban[{EXTRAS[name]}]'.",
        ) from None
