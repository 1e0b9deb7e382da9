"""PDF files with a text layer, page by page; those without one are handed to the reader of scans."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from vanban.files import allowance, charsets, tesseract
from vanban.files.blocks import Paragraph, lay_out
from vanban.files.ocr_layer import is_poor
from vanban.files.pdf_flow import blocks_of
from vanban.files.pdf_glyphs import Glyph, Letters, Turn, read_letters, text_of
from vanban.files.pdf_marks import added_letters, annotations_of, flattened, marks_of, with_forms, without_leaders
from vanban.files.pdf_open import opened_pdf
from vanban.files.pdf_pages import Page, asides_of, drop_running_lines, notes_of, part_notes
from vanban.files.pdf_settle import settle_pages
from vanban.files.pdf_tables import fill, fill_sideways, find_grids, read_rules
from vanban.files.pdf_text import Line, lines_of
from vanban.files.pdf_white import set_white_tables
from vanban.model import Aside, Document, Source

MAX_PICTURES = 100  # scanned pages between pages of text
FEW_LETTERS = 20  # a page with fewer is no page of text
HALF, WHOLE = 0.5, 0.8  # of a page: what a picture covers of a page without text; what a scan covers
SIDEWAYS = 0.25  # of the letters: so many that run up the page are text of it and no remark in its margin


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
        with_forms(pdf)
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
        scanned = read_scan(data, source, progress)
        return replace(scanned, asides=(*asides_of(pages), *scanned.asides))
    asides = asides_of(pages)
    seen = _see(data, pictures, progress) if ocr and 0 < len(pictures) <= MAX_PICTURES else []
    for page in seen:
        pages[page.number - 1] = page
    encoding = settle_pages(pages)
    if charsets.is_strange(text := "\n".join(line.text for page in pages for line in page.lines)):
        if ocr and tesseract.is_ready() and count <= MAX_PICTURES:  # letters that mean nothing, printed rightly
            return replace(read_scan(data, source, progress), asides=tuple(asides))
        charsets.demand_letters(text)
    asides += drop_running_lines(pages)
    part_notes(pages)
    set_white_tables(pages)
    notes = [Paragraph(text, ((0, number),)) for text, number in notes_of(pages)]
    laid = lay_out([*blocks_of(pages), *notes])
    return Document(
        text=laid.text,
        source=replace(
            source, pages=count, ocr=bool(seen), encoding=charsets.names_of([encoding, laid.encoding]) or None
        ),
        tables=laid.tables,
        pages=laid.pages,
        doubtful=laid.doubtful,
        asides=tuple(asides),
    )


def _see(data: bytes, pictures: list[int], progress: Callable[[int, int], None] | None) -> list[Page]:
    """The scanned pages between pages of text, read by OCR where the machine has it."""
    from vanban.files import scan

    return scan.read_pages(data, pictures, progress) if tesseract.is_ready() else []


def _page(pdf: Any, index: int) -> tuple[Page, int, bool]:
    """One page taken apart, how many letters it prints, and whether it is only a picture, whatever stands behind it."""
    page = pdf[index]
    try:
        left, bottom, right, top = page.get_mediabox()
        width, height = right - left, top - bottom
        found = _letters(page, width, height)
        turn = found.turn
        flat, upright = read_rules(page, turn)
        grids = find_grids(flat, upright)
        letters = sum(glyph.text.isalpha() for glyph in found.upright)
        if letters < FEW_LETTERS:
            is_picture = _is_covered(page, HALF * width * height)
        else:
            is_picture = _is_badly_recognised(page, found.upright, WHOLE * width * height)
        asides = [Aside("slanted", text, index + 1)] if (text := text_of(found.slanted).strip()) else []
        glyphs = found.upright
        annotations = annotations_of(pdf, page, turn)
        if annotations and (again := flattened(pdf, index, page)) is not None:
            page = again
            added = added_letters(found, _letters(page, width, height, turn))
            marks = marks_of(added, annotations, glyphs, lines_of(glyphs))
            glyphs = [*without_leaders(glyphs, marks.glyphs), *marks.glyphs]
            asides += [Aside("annotation", text, index + 1) for text in marks.asides]
        asides += [Aside("annotation", one.contents, index + 1) for one in annotations if one.contents is not None]
        beside = fill_sideways(grids, found.sideways)
        lines = lines_of(fill(grids, glyphs))
        turned = lines_of(letter.glyph for letter in beside)
        if len(beside) > SIDEWAYS * len(glyphs):
            lines += [_set_below(line, at) for at, line in enumerate(turned)]
        elif turned:
            asides.append(Aside("slanted", "\n".join(line.text for line in turned), index + 1))
        for line in lines:
            line.page = index + 1
        tables = [(grid.ys[0], grid) for grid in grids]
        return Page(index + 1, turn.width, turn.height, lines, tables, flat, asides=asides), letters, is_picture
    finally:
        page.close()


def _letters(page: Any, width: float, height: float, turn: Turn | None = None) -> Letters:
    layer = page.get_textpage()
    try:
        return read_letters(layer, width, height, turn)
    finally:
        layer.close()


def _set_below(line: Line, at: int) -> Line:
    """A line that runs up the page, set under the page after the others."""
    below = -20.0 * (at + 1)
    for word in line.words:
        word.y = below
    line.y = below
    return line


def _is_badly_recognised(page: Any, glyphs: list[Glyph], area: float) -> bool:
    """Whether a page is a scan with a poor layer of text behind it that this machine can better."""
    text = "".join(glyph.text for glyph in glyphs)
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
