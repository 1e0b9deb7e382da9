"""PDF files with a text layer, page by page."""

from __future__ import annotations

import re
import threading

from vanban.model import Document, Source, UnreadableFile

MAX_PAGES = 3000
_PDFIUM = threading.Lock()  # pdfium keeps state between calls and is not safe for threads
_PAGE_NUMBER = re.compile(r"^\s*\d{1,4}\s*$")


def read_pdf(data: bytes, source: Source) -> Document:
    """The text of a PDF; raises ``UnreadableFile`` encrypted, broken, too_large or, for a scan, unsupported."""
    import pypdfium2

    with _PDFIUM:
        try:
            pdf = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if "password" in str(error).lower():
                raise UnreadableFile("encrypted", "Tệp PDF được đặt mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.") from None
            raise UnreadableFile("broken", "Tệp PDF bị hỏng, không mở được. Hãy xin lại tệp từ nơi gửi.") from None
        try:
            count = len(pdf)
            if count > MAX_PAGES:
                raise UnreadableFile(
                    "too_large", f"Tệp PDF có {count} trang, quá {MAX_PAGES} trang. Hãy tách thành nhiều tệp."
                )
            pages = []
            for number in range(count):
                page = pdf[number]
                layer = page.get_textpage()
                pages.append(layer.get_text_bounded())
                layer.close()
                page.close()
        except pypdfium2.PdfiumError:
            raise UnreadableFile("broken", "Tệp PDF có trang bị hỏng, không đọc được. Hãy xin lại tệp.") from None
        finally:
            pdf.close()
    letters = sum(sum(c.isalpha() for c in page) for page in pages)
    if letters < 30 * max(1, count) and letters < 400:
        raise UnreadableFile(
            "unsupported",
            "Tệp PDF là ảnh quét, không có lớp chữ nên không đọc được. Hãy gửi bản Word hoặc PDF xuất từ Word.",
        )
    text = "\n".join(_page_text(page, number) for number, page in enumerate(pages))
    kept = Source(source.name, source.format, source.sha256, pages=count, ocr=source.ocr)
    return Document(text=text, source=kept)


def _page_text(page: str, number: int) -> str:
    """The lines of a page, its page number left out."""
    rows = [row.rstrip() for row in page.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").split("\n")]
    rows = [row.replace("\ufffe", "-").replace("\x02", "-") for row in rows]
    if number and rows and _PAGE_NUMBER.match(rows[0]):
        rows = rows[1:]
    if number and rows and _PAGE_NUMBER.match(rows[-1]):
        rows = rows[:-1]
    return "\n".join(rows) + "\n"
