"""PDF files with a text layer, page by page; those without one are handed to the reader of scans."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from vanban.files import allowance
from vanban.files.blocks import Paragraph, lay_out
from vanban.files.pdf_flow import blocks_of
from vanban.files.pdf_open import opened_pdf
from vanban.files.pdf_pages import Page, drop_running_lines, notes_of, part_notes
from vanban.files.pdf_tables import fill, find_grids, read_rules
from vanban.files.pdf_text import lines_of, read_glyphs
from vanban.model import Document, Source

MAX_PICTURES = 100  # scanned pages between pages of text


def read_pdf(
    data: bytes, source: Source, progress: Callable[[int, int], None] | None = None, *, ocr: bool = True
) -> Document:
    """The text and tables of a PDF in reading order; footnotes stand after the body.

    ``progress`` is called with the pages done and the pages in all (of a scan only by OCR).
    Without ``ocr`` a scan is refused.

    Raises:
        UnreadableFile: encrypted, broken, too_large; for a scan whatever :func:`vanban.files.scan.read_scan` raises.
    """
    with opened_pdf(data) as pdf:
        count = len(pdf)
        allowance.extend(allowance.PAGE_SECONDS * count)
        pages = []
        letters = 0
        pictures: list[int] = []
        for index in range(count):
            page, found, is_picture = _page(pdf, index)
            pages.append(page)
            letters += found
            if is_picture:
                pictures.append(index)
            if progress is not None and letters:
                progress(index + 1, count)
    if letters < 30 * count and letters < 400:
        from vanban.files.scan import read_scan, refuse

        if not ocr:
            refuse()
        return read_scan(data, source, progress)
    seen = _see(data, pictures, progress) if ocr and 0 < len(pictures) <= MAX_PICTURES else []
    for page in seen:
        pages[page.number - 1] = page
    drop_running_lines(pages)
    part_notes(pages)
    notes = [Paragraph(text, ((0, number),)) for text, number in notes_of(pages)]
    laid = lay_out([*blocks_of(pages), *notes])
    return Document(
        text=laid.text,
        source=replace(source, pages=count, ocr=bool(seen)),
        tables=laid.tables,
        pages=laid.pages,
        doubtful=laid.doubtful,
    )


def _see(data: bytes, pictures: list[int], progress: Callable[[int, int], None] | None) -> list[Page]:
    """The scanned pages between pages of text, read by OCR where the machine has it."""
    from vanban.files import scan, tesseract

    return scan.read_pages(data, pictures, progress) if tesseract.is_ready() else []


def _page(pdf: Any, index: int) -> tuple[Page, int, bool]:
    """One page taken apart, how many letters it prints, and whether it is only a picture."""
    page = pdf[index]
    layer = page.get_textpage()
    try:
        left, bottom, right, top = page.get_mediabox()
        width, height = right - left, top - bottom
        glyphs, turn = read_glyphs(layer, width, height)
        flat, upright = read_rules(page, turn)
        grids = find_grids(flat, upright)
        lines = lines_of(fill(grids, glyphs))
        for line in lines:
            line.page = index + 1
        tables = [(grid.ys[0], grid) for grid in grids]
        letters = sum(glyph.text.isalpha() for glyph in glyphs)
        is_picture = letters < 20 and _has_picture(page, width * height)
        return Page(index + 1, turn.width, turn.height, lines, tables, flat), letters, is_picture
    finally:
        layer.close()
        page.close()


def _has_picture(page: Any, area: float) -> bool:
    """Whether a picture covers more than half of a page."""
    from pypdfium2 import raw

    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2):
        left, bottom, right, top = item.get_bounds()
        if (right - left) * (top - bottom) > 0.5 * area:
            return True
    return False
