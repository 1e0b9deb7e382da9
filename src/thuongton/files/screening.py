"""What may come in: a file is looked at before it is stored, by its content and never by its name alone.

Source of the refusal of secret papers: Luật Bảo vệ bí mật nhà nước; the form of the mark: Nghị định 30/2020/NĐ-CP,
Phụ lục I, ô 10a.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings

from thuongton.files.limits import limits
from thuongton.files.scanner import demand_clean
from thuongton.web.forms.screens import MayNotStay
from vanban.apart import Busy, call, judge_apart, judge_container_apart
from vanban.apart.work import sheets_judged
from vanban.files.open import load_bytes
from vanban.header.secrecy import secrecy_mark
from vanban.model import Document, UnreadableFile

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "doc": "application/msword",
    "rtf": "application/rtf",
    "pdf": "application/pdf",
    "html": "text/html",
    "txt": "text/plain",
}
OTHER = "application/octet-stream"
UNFORESEEN = (
    "Không mở được tệp này vì cấu trúc khác thường; chưa lưu gì. "
    "Hãy mở tệp bằng Word, lưu lại thành .docx rồi gửi lại, hoặc dán nội dung."
)
log = logging.getLogger(__name__)


class SecretPaper(UnreadableFile):
    """A paper with a mark of state secrecy (độ mật); ``degree`` is the mark. Nothing of it may be kept."""

    def __init__(self, degree: str) -> None:
        super().__init__(
            "secret",
            f"Văn bản có dấu {degree} nên không được đưa vào hệ thống, không giữ lại gì của tệp. "
            "Chỉ ghi số, ngày, độ mật và nơi lưu giữ.",
        )
        self.degree = degree


def _judged(data: bytes, name: str, *, ocr: bool = True, first: bool = False) -> str:
    with foreseen():
        demand_size(data)
        demand_clean(data)
        form, degree = judge_apart(data, name, ocr=ocr, first=first, limits=limits())
    if degree is not None:
        raise SecretPaper(degree)
    return form


def demand_size(data: bytes) -> None:
    """Raise :class:`UnreadableFile` for a file larger than one upload may be."""
    load_bytes(data, None, settings.MAX_UPLOAD_BYTES)


@contextmanager
def foreseen() -> Iterator[None]:
    """A file that nobody foresaw is refused, since its secrecy cannot be judged."""
    try:
        yield
    except (UnreadableFile, Busy):
        raise
    except Exception as error:
        log.exception("a file could not be opened")
        raise UnreadableFile("broken", UNFORESEEN) from error


def screen_quickly(data: bytes, name: str) -> str:
    """The media type of a file that may come in, judged while the person waits.

    Of a scan only the first page is recognised, where the mark of secrecy stands; the rest is read in the background.
    Raises :class:`UnreadableFile` or :class:`SecretPaper`; a scan that cannot be recognised on this machine has the
    code ``unsupported``.
    """
    try:
        form = _judged(data, name, ocr=False)
    except UnreadableFile as error:
        if error.code != "scan":
            raise
        form = _judged(data, name, first=True)
    return MEDIA_TYPES.get(form, OTHER)


def screen_attachment(data: bytes, name: str) -> str:
    """The media type of a file that is kept beside a paper (bản scan, ảnh, bảng tính are welcome too).

    Raises :class:`UnreadableFile` when it is empty, too large, encrypted, broken or not what its name says, and
    :class:`SecretPaper` for a marked paper.
    """
    try:
        return screen_quickly(data, name)
    except UnreadableFile as error:
        readable = error.code != "unsupported" and not (error.code == "empty" and data.startswith(_PICTURES))
        if readable:
            raise
    with foreseen():
        degree = judge_container_apart(data, name, limits=limits())
    if degree is not None:
        raise SecretPaper(degree)
    return OTHER


def screen_sheets(data: bytes, name: str) -> list[tuple[str, list[list[str]], list[Any]]]:
    """The sheets of a file as plain values (title, rows, marks), judged on the way.

    Raises :class:`UnreadableFile` or :class:`SecretPaper`, each with one Vietnamese sentence.
    """
    sheets, degree = call(sheets_judged, data, name, limits=limits(len(data)))
    if degree is not None:
        raise SecretPaper(degree)
    return list(sheets)


def screen_opened(document: Document) -> Document:
    """A document that was opened here, when it bears no mark; raises :class:`SecretPaper`."""
    if degree := secrecy_mark(document):
        raise SecretPaper(degree)
    return document


_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")  # a photograph without any word is a proof too


def screen_form(data: bytes, name: str) -> str:
    """Whether a file or a long text of a form that was not done may be kept meanwhile; its media type.

    Raises ``web.forms.screens.MayNotStay`` for a marked paper, ValueError with the sentence for a file nobody takes in.
    A sheet or a list is taken in as a table, so it is looked at as an attachment is.
    """
    try:
        return screen_attachment(data, name)
    except SecretPaper as error:
        raise MayNotStay(error.degree) from error
    except (UnreadableFile, Busy) as error:
        raise ValueError(error.sentence) from error
