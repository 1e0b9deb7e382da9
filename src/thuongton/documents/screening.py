"""What may come in: a file is looked at before it is stored, by its content and never by its name alone."""

from __future__ import annotations

import logging

from django.conf import settings

from vanban.files.open import open_document, sniff
from vanban.model import Document, UnreadableFile
from vanban.secrecy import secrecy_mark

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
            f"Văn bản có dấu {degree} nên không được đưa vào hệ thống; tệp đã bị xoá, không giữ lại gì. "
            "Chỉ ghi số, ngày, độ mật và nơi lưu giữ.",
        )
        self.degree = degree


def screen(data: bytes, name: str) -> Document:
    """The text of a file that may come in. Raises :class:`UnreadableFile`, or :class:`SecretPaper` for a marked paper.

    Source: Luật Bảo vệ bí mật nhà nước; Nghị định 30/2020/NĐ-CP does not apply to papers with state secrets.
    """
    try:
        document = open_document(data, name, max_bytes=settings.MAX_UPLOAD_BYTES)
        degree = secrecy_mark(document)
    except UnreadableFile:
        raise
    except Exception as error:  # a file that nobody foresaw is refused, since its secrecy cannot be judged
        log.exception("a file could not be opened")
        raise UnreadableFile("broken", UNFORESEEN) from error
    if degree is not None:
        raise SecretPaper(degree)
    return document


def screen_attachment(data: bytes, name: str) -> str:
    """The media type of a file that is kept beside a paper (bản scan, ảnh, bảng tính are welcome too).

    Raises :class:`UnreadableFile` when it is empty, too large, encrypted, broken or not what its name says, and
    :class:`SecretPaper` for a marked paper.
    """
    try:
        screen(data, name)
    except UnreadableFile as error:
        if error.code not in ("unsupported", "scan"):
            raise
        return OTHER
    return MEDIA_TYPES.get(sniff(data), OTHER)
