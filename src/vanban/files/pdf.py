"""PDF files with a text layer, page by page; those without one are handed to the reader of scans."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from vanban.files import allowance, tesseract
from vanban.files.blocks import Paragraph, lay_out
from vanban.files.ocr_layer import is_poor
from vanban.files.pdf_flow import blocks_of
from vanban.files.pdf_open import opened_pdf
from vanban.files.pdf_pages import Page, drop_running_lines, notes_of, part_notes
from vanban.files.pdf_tables import fill, find_grids, read_rules
from vanban.files.pdf_text import Glyph, lines_of, read_glyphs
from vanban.model import Document, Source

MAX_PICTURES = 100  # scanned pages between pages of text
FEW_LETTERS = 20  # a page with fewer is no page of text
HALF, WHOLE = 0.5, 0.8  # of a page: what a picture covers of a page without text; what a scan covers


def read_pdf(
    data: bytes, source: Source, progress: Callable[[int, int], None] | None = None, *, ocr: bool = True
) -> Document:
    """The text and tables of a PDF in reading order; footnotes stand after the body.

    Where OCR is on the machine, a scanned page whose hidden layer is poor is read as a scan.
    ``progress`` is called with the pages done and the pages in all (of a scan only by OCR).
    Without ``ocr`` a scan is refused, and so is a paper whose first page is a picture; later pictures are left out.

    Raises:
        UnreadableFile: encrypted, broken, too_large; for a scan whatever :func:`vanban.files.scan.read_scan` raises.
    """
    from vanban.files.scan import read_scan, refuse

    with opened_pdf(data) as pdf:
        count = len(pdf)
        allowance.extend(allowance.PAGE_SECONDS * count)
        pages = []
        letters = 0
        pictures: list[int] = []
        for index in range(count):
            page, found, is_picture = _page(pdf, index)
            pages.append(page)
            if is_picture:
                pictures.append(index)
            if is_picture and not ocr and (index == 0 or found >= FEW_LETTERS):
                refuse()  # its head, and a mark of secrecy there, cannot be seen; a poor layer is worth nothing
            if not is_picture or found < FEW_LETTERS:
                letters += found
            if progress is not None and letters:
                progress(index + 1, count)
    if letters < 30 * count and letters < 400:
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
    from vanban.files import scan

    return scan.read_pages(data, pictures, progress) if tesseract.is_ready() else []


def _page(pdf: Any, index: int) -> tuple[Page, int, bool]:
    """One page taken apart, how many letters it prints, and whether it is only a picture, whatever stands behind it."""
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
        if letters < FEW_LETTERS:
            is_picture = _is_covered(page, HALF * width * height)
        else:
            is_picture = _is_badly_recognised(page, glyphs, WHOLE * width * height)
        return Page(index + 1, turn.width, turn.height, lines, tables, flat), letters, is_picture
    finally:
        layer.close()
        page.close()


def _is_badly_recognised(page: Any, glyphs: list[Glyph], area: float) -> bool:
    """Whether a page is a scan with a poor layer of text behind it that this machine can better."""
    text = "".join(f" {glyph.text}" if glyph.spaced else glyph.text for glyph in glyphs)
    return is_poor(text) and _is_covered(page, area) and tesseract.is_ready()


def _is_covered(page: Any, area: float) -> bool:
    """Whether the pictures of a page cover more than ``area`` square points; scanners cut a page into strips too."""
    from pypdfium2 import raw

    covered = 0.0
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2):
        left, bottom, right, top = item.get_bounds()
        covered += max(0.0, right - left) * max(0.0, top - bottom)
        if covered > area:
            return True
    return False
