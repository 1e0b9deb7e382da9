"""The one door of the register: what a source holds is judged before anything of it is kept.

A paper, a table, a row or an article that bears a mark of state secrecy (MẬT, TỐI MẬT, TUYỆT MẬT) is refused whole.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from thuongton.files.limits import limits
from thuongton.files.scanner import demand_clean
from thuongton.files.screening import SecretPaper, demand_size, foreseen, screen_opened, screen_sheets
from vanban.apart import open_apart
from vanban.files.open import load_bytes
from vanban.header.secrecy import mark_in, mark_in_row, secrecy_mark
from vanban.model import Document, Source
from vanban.text import fold

MARKED_ROW = "Dòng nói văn bản có độ {} nên không đưa vào sổ; không giữ lại gì."
MARKED_ACT = "Văn bản có dấu {} nên không đưa vào sổ; không giữ lại gì."
_COLUMN = re.compile(r"(?:muc )?do mat|dau (?:chi )?(?:do )?mat|secrecy|secret")
_MAY_MARK = re.compile(
    r"[mM\u041c\u043c][\W_]{0,8}[aAÀÁÂÃàáâãĂă\u0410\u0430ẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặ][\W_]{0,8}[tT\u0422\u0442]"
)
"""The letters that every mark holds, set apart or not, composed or not, in either alphabet."""
LONGEST_VALUE = 400
"""A longer value of a row is a text, judged by its head."""


def words_of(path: Path) -> str:
    """The words of a file of any format that ``vanban`` reads.

    Raises UnreadableFile (a marked paper: ``SecretPaper``), ``vanban.apart.Busy``, OSError.
    """
    return words_in(file_bytes(path), path.name)


def words_in(data: bytes, name: str) -> str:
    """The words of a file that was brought, judged as every file of the house; raises as :func:`words_of`."""
    if name.lower().endswith(".txt"):
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            pass
        else:
            return screen_opened(Document(text, Source(name=name, format="txt", sha256=""))).text
    with foreseen():
        return screen_opened(open_apart(data, name, max_bytes=len(data), limits=limits())).text


def sheets_of(path: Path) -> list[tuple[str, list[list[str]]]]:
    """The sheets of a workbook, each with its rows; raises as :func:`words_of`."""
    with foreseen():
        return [(title, rows) for title, rows, _marks in screen_sheets(file_bytes(path), path.name)]


def file_bytes(path: Path) -> bytes:
    """The bytes of a file that may come in: not too large, and clean where the house has a scanner."""
    data, _name = load_bytes(path, None, settings.MAX_UPLOAD_BYTES)
    return clean_bytes(data)


def clean_bytes(data: bytes) -> bytes:
    """Bytes that were brought, not too large, and clean where the house has a scanner."""
    demand_size(data)
    demand_clean(data)
    return data


def mark_of_row(row: Mapping[str, Any]) -> str | None:
    """The mark that a row of a table says of its act, in a column of its own or as a value that is one."""
    for name, value in row.items():
        if not isinstance(value, str) or not value.strip():
            continue
        if _COLUMN.fullmatch(fold(str(name)).replace("_", " ").strip()):
            mark = mark_in(f"Độ mật: {value}")
        else:
            mark = mark_of_words(value) if len(value) > LONGEST_VALUE else mark_in_row([value])
        if mark is not None:
            return mark
    return None


def mark_of_words(text: str) -> str | None:
    """The mark of an act or an article that came as words, or None."""
    return secrecy_mark(text) if _MAY_MARK.search(text) else None


__all__ = ["MARKED_ACT", "MARKED_ROW", "SecretPaper", "mark_of_row", "mark_of_words", "sheets_of", "words_of"]
