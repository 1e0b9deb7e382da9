"""What may come in: a file is looked at before it is stored, by its content and never by its name alone.

Source of the refusal of secret papers: Luật Bảo vệ bí mật nhà nước; the form of the mark: Nghị định 30/2020/NĐ-CP,
Phụ lục I, ô 10a.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings

from vanban.files.apart import open_apart
from vanban.files.open import sniff
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
Progress = Callable[[int, int], None]
log = logging.getLogger(__name__)


class SecretPaper(UnreadableFile):
    """A paper with a mark of state secrecy (độ mật); ``degree`` is the mark. Nothing of it may be kept."""

    def __init__(self, degree: str) -> None:
        super().__init__(
            "secret",
            f"Văn bản có dấu {degree} nên không được đưa vào hệ thống; tệp đã bị xoá, không giữ lại gì. "
            "Chỉ ghi số, ngày, độ mật và nơi lưu giữ.",
        )
        self.degree = degree


def screen(
    data: bytes, name: str, progress: Progress | None = None, *, ocr: bool = True, first: bool = False
) -> Document:
    """The whole text of a file that may come in; ``progress`` is told the pages done and the pages in all.

    A PDF is read in a process of its own; of one only the first page when ``first`` is set.
    Raises :class:`UnreadableFile` (code ``scan`` for a scan when ``ocr`` is off), or :class:`SecretPaper`.
    """
    try:
        document = open_apart(data, name, max_bytes=settings.MAX_UPLOAD_BYTES, progress=progress, ocr=ocr, first=first)
        degree = secrecy_mark(document)
    except UnreadableFile:
        raise
    except Exception as error:  # a file that nobody foresaw is refused, since its secrecy cannot be judged
        log.exception("a file could not be opened")
        raise UnreadableFile("broken", UNFORESEEN) from error
    if degree is not None:
        raise SecretPaper(degree)
    return document


def screen_quickly(data: bytes, name: str) -> str:
    """The media type of a file that may come in, judged while the person waits.

    Of a scan only the first page is recognised, where the mark of secrecy stands; the rest is read in the background.
    Raises as :func:`screen`; a scan that cannot be recognised on this machine has the code ``unsupported``.
    """
    try:
        screen(data, name, ocr=False)
    except UnreadableFile as error:
        if error.code != "scan":
            raise
        screen(data, name, first=True)
    return MEDIA_TYPES.get(sniff(data), OTHER)


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
    return OTHER


_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")  # a photograph without any word is a proof too
