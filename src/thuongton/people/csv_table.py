"""A CSV file as spreadsheets save it becomes rows of cells; without Django, so that a process that may die reads it.

Commas, semicolons or tabs; Unicode or an old set of Vietnamese (:mod:`vanban.files.charsets`).
"""

from __future__ import annotations

import csv
import io

from vanban.files import charsets
from vanban.header.secrecy import mark_in_rows
from vanban.model import UnreadableFile
from vanban.text import fold

MAX_COLUMNS = 60
MAX_CELL = 2_000
"""Letters of a cell that are kept: no column holds more, and what is longer is refused by its own length."""
_NOTHING = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
"""Byte-order marks and blanks: a file of these alone is empty, not damaged."""


def _(msgid: str) -> str:
    """Marks a text for the catalogues; it is translated where it is shown."""
    return msgid


SECRET = _("Tệp có dấu độ mật nên không được đưa vào hệ thống; không giữ lại gì.")


class UnusableTable(ValueError):
    """The file as a whole cannot be used; ``str`` is a Vietnamese msgid."""


def decode(data: bytes) -> str:
    """The text of a file saved by a spreadsheet. Raises :class:`UnusableTable` for what is not text."""
    if data.startswith(b"PK\x03\x04") or data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnusableTable(_("Đây là tệp Excel; hãy mở bằng Excel, chọn «Lưu dưới dạng» CSV UTF-8 rồi đưa lại."))
    try:
        text = charsets.decode(data).text
    except UnreadableFile as error:
        raise UnusableTable(_("Không đọc được chữ trong tệp; hãy lưu bảng dưới dạng CSV UTF-8.")) from error
    if not text and data.strip(_NOTHING):
        raise UnusableTable(_("Không đọc được chữ trong tệp; hãy lưu bảng dưới dạng CSV UTF-8."))
    return text


def table_of(data: bytes | str) -> list[list[str]]:
    """The cells of a file, line by line, blank lines kept so that numbers stay right. Raises :class:`UnusableTable`.

    >>> table_of("mã;tên\\nH40.1;Xã Một")
    [['mã', 'tên'], ['H40.1', 'Xã Một']]
    """
    text = (decode(data) if isinstance(data, bytes) else data).removeprefix("\ufeff")
    lines = text.splitlines(keepends=True)
    if lines and fold(lines[0][:40]).startswith("sep="):
        lines[0] = "\n"
    first = next((line for line in lines if line.strip()), "")
    if not first:
        raise UnusableTable(_("Tệp không có dòng nào; hãy tải mẫu, điền rồi đưa lại."))
    delimiter = max(",;\t", key=first.count)
    try:
        read = csv.reader(io.StringIO("".join(lines), newline=""), delimiter=delimiter)
        return [[cell[:MAX_CELL] for cell in cells[:MAX_COLUMNS]] for cells in read]
    except csv.Error as error:
        raise UnusableTable(_("Không tách được cột trong tệp; hãy lưu bảng dưới dạng CSV UTF-8.")) from error


def plain_table(data: bytes) -> tuple[str, list[list[str]]]:
    """The fault of a file (msgid, "" when there is none) and its cells: what is asked of a process that may die."""
    try:
        table = table_of(data)
    except UnusableTable as fault:
        return str(fault), []
    degree = mark_in_rows(table)
    return (SECRET, []) if degree is not None else ("", table)
