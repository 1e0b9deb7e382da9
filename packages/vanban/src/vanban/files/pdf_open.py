"""Opening a PDF with pdfium: one thread at a time, refused in one sentence when it cannot be used."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from vanban.model import UnreadableFile

MAX_PAGES = 3000
PDFIUM = threading.Lock()  # pdfium keeps state between calls and is not safe for threads
_DAMAGED = "Tệp PDF có trang bị hỏng, không đọc được. Hãy xin lại tệp."


@contextmanager
def opened_pdf(data: bytes) -> Iterator[Any]:
    """The opened PDF, with pdfium held for this thread alone.

    Raises:
        UnreadableFile: encrypted, broken, or with more than ``MAX_PAGES`` pages.
    """
    import pypdfium2

    with PDFIUM:
        try:
            pdf = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if "password" in str(error).lower() or "security" in str(error).lower():
                raise UnreadableFile("encrypted", "Tệp PDF được đặt mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.") from None
            raise UnreadableFile("broken", "Tệp PDF bị hỏng, không mở được. Hãy xin lại tệp từ nơi gửi.") from None
        try:
            count = len(pdf)
            if count > MAX_PAGES:
                raise UnreadableFile(
                    "too_large", f"Tệp PDF có {count} trang, quá {MAX_PAGES} trang. Hãy tách thành nhiều tệp."
                )
            if count == 0:
                raise UnreadableFile("broken", "Tệp PDF không có trang nào. Hãy xin lại tệp từ nơi gửi.")
            yield pdf
        except pypdfium2.PdfiumError:
            raise UnreadableFile("broken", _DAMAGED) from None
        finally:
            pdf.close()


def first_page(data: bytes) -> bytes:
    """A PDF with only the first page of a PDF; raises like :func:`opened_pdf`."""
    import pypdfium2

    with opened_pdf(data) as whole:
        page = pypdfium2.PdfDocument.new()
        try:
            page.import_pages(whole, [0])
            stream = io.BytesIO()
            page.save(stream)
        finally:
            page.close()
    return stream.getvalue()
