"""What annotations and form fields print on a PDF page: numbers and days of signing, filled fields, stamps, remarks.

The signing software of the state puts the number and the day into the appearance of a field (widget) on the page.
pdfium leaves such letters out of the text layer until the page is flattened (ISO 32000-2, 12.5.5).
"""

from __future__ import annotations

import contextlib
import ctypes
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from vanban.files.pdf_blanks import LEADERS, NEAR, as_letters, in_blank, is_line_of_head, on_line, parted
from vanban.files.pdf_glyphs import Glyph, Letters, Turn, text_of
from vanban.files.pdf_text import Line

MAX_ANNOTATIONS = 2000
MAX_CONTENTS = 4000  # code points of one remark
MOST_FILLED = 60  # code points of what fills a blank: a number, a day


@dataclass(frozen=True, slots=True)
class Annotation:
    """One annotation: what it is («field», «signature», «remark»), its box on the page, and what it says of itself."""

    kind: str
    box: tuple[float, float, float, float]  # left, bottom, right, top
    contents: str | None = None
    unprinted: bool = False  # words typed on the page (FreeText) that the file does not draw: the viewer does


@dataclass(slots=True)
class Marks:
    """What annotations add to a page: letters that belong to its text, and words that do not."""

    glyphs: list[Glyph] = field(default_factory=list)
    asides: list[str] = field(default_factory=list)


def annotations_of(pdf: Any, page: Any, turn: Turn) -> list[Annotation]:
    """The annotations of a page that print or say something, with their boxes on the upright page; links are none."""
    from pypdfium2 import raw

    found: list[Annotation] = []
    kinds = {raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP}
    rectangle = raw.FS_RECTF()
    for index in range(min(raw.FPDFPage_GetAnnotCount(page.raw), MAX_ANNOTATIONS)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        try:
            subtype = raw.FPDFAnnot_GetSubtype(annotation)
            if subtype in kinds or raw.FPDFAnnot_GetFlags(annotation) & raw.FPDF_ANNOT_FLAG_HIDDEN:
                continue
            box = (0.0, 0.0, 0.0, 0.0)
            if raw.FPDFAnnot_GetRect(annotation, ctypes.byref(rectangle)):
                one = turn.point(rectangle.left, rectangle.bottom)
                other = turn.point(rectangle.right, rectangle.top)
                box = min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])
            kind = _kind(pdf, annotation) if subtype == raw.FPDF_ANNOT_WIDGET else "remark"
            typed = subtype == raw.FPDF_ANNOT_FREETEXT and not raw.FPDFAnnot_HasKey(annotation, b"AP")
            found.append(Annotation(kind, box, _string(annotation, b"Contents"), typed))
        finally:
            raw.FPDFPage_CloseAnnot(annotation)
    return found


def _kind(pdf: Any, annotation: Any) -> str:
    from pypdfium2 import raw

    kind = _string(annotation, b"FT")
    if kind is None and pdf.formenv is not None:
        typed = raw.FPDFAnnot_GetFormFieldType(pdf.formenv.raw, annotation)
        kind = "Tx" if typed in (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX) else "Sig"
    return "field" if kind in ("Tx", "Ch") else "signature"


def _string(annotation: Any, key: bytes) -> str | None:
    from pypdfium2 import raw

    size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if size <= 2:
        return None
    size = min(size, 2 * MAX_CONTENTS + 2) if size < 2**24 else 0
    buffer = ctypes.create_string_buffer(max(size, raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)))
    raw.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), len(buffer))
    return buffer.raw.decode("utf-16-le", "ignore").rstrip("\x00")[:MAX_CONTENTS].strip() or None


def with_forms(pdf: Any) -> None:
    """Make the fields of a document known, before any of its pages is opened; a broken form has none."""
    from pypdfium2 import PdfiumError

    with contextlib.suppress(PdfiumError):
        pdf.init_forms()


def flattened(pdf: Any, index: int, page: Any) -> Any:
    """The page opened again with its annotations printed on it, or None when nothing was printed.

    The given page is closed when a new one comes back.
    """
    from pypdfium2 import raw

    if raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) != raw.FLATTEN_SUCCESS:
        return None
    page.close()
    return pdf[index]


def added_letters(before: Letters, after: Letters) -> list[Glyph]:
    """The letters that a flattened page has more than it had before, in the order of the file."""
    known = Counter((glyph.text, round(glyph.x0), round(glyph.y)) for glyph in _all(before))
    added: list[Glyph] = []
    for glyph in _all(after):
        key = glyph.text, round(glyph.x0), round(glyph.y)
        if known[key]:
            known[key] -= 1
        else:
            added.append(glyph)
    return added


def _all(letters: Letters) -> list[Glyph]:
    return [*letters.upright, *letters.slanted, *(letter.glyph for letter in letters.sideways)]


def marks_of(
    added: Sequence[Glyph], annotations: Sequence[Annotation], printed: Sequence[Glyph], lines: Sequence[Line]
) -> Marks:
    """Part what annotations print: what fills a blank of a line, or is typed into a field, is text of the page.

    So is a whole line of a head that is stamped: the number with its symbol, the day in words.

    Args:
        added: the letters of the annotations, on the upright page.
        annotations: with their boxes on the upright page.
        printed: the letters that the page prints without them.
        lines: the lines that those make.
    """
    marks = Marks()
    unprinted: list[tuple[list[list[Glyph]], Annotation | None]] = [
        ([as_letters(one.contents, one.box)], None) for one in annotations if one.unprinted and one.contents
    ]
    for runs, annotation in (*_by_owner(added, annotations), *unprinted):
        if annotation is not None and annotation.kind == "field":
            for run in runs:
                marks.glyphs += in_blank(run, printed, lines) or run
            continue
        pieces = [piece for run in runs for piece in parted(run)] if len(runs) == 1 else []
        filled = [_of_text(piece, printed, lines) for piece in pieces]
        if filled and all(filled):
            marks.glyphs += [glyph for piece in filled for glyph in piece or ()]
        elif said := [text.strip() for run in runs if (text := text_of(run)).strip()]:
            marks.asides.append("\n".join(said))
    return marks


def _of_text(run: Sequence[Glyph], printed: Sequence[Glyph], lines: Sequence[Line]) -> list[Glyph] | None:
    """The letters of one line of a mark where they belong in the text of the page; None when they do not."""
    words = text_of(list(run)).strip()
    if not words or len(words) > MOST_FILLED:
        return None
    return in_blank(run, printed, lines) or (on_line(run, printed, lines) if is_line_of_head(words) else None)


def _by_owner(
    added: Sequence[Glyph], annotations: Sequence[Annotation]
) -> list[tuple[list[list[Glyph]], Annotation | None]]:
    """The lines of letters of one annotation after another."""
    found: list[tuple[list[list[Glyph]], Annotation | None]] = []
    for glyph in added:
        owner = _owner(glyph, annotations)
        if not found or found[-1][1] is not owner:
            found.append(([[glyph]], owner))
            continue
        run = found[-1][0][-1]
        if abs(run[-1].y - glyph.y) < 0.3 * glyph.size and glyph.x0 > run[-1].x0 - glyph.size:
            run.append(glyph)
        else:
            found[-1][0].append([glyph])
    return [([run for run in runs if not all(g.is_space for g in run)], owner) for runs, owner in found]


def _owner(glyph: Glyph, annotations: Sequence[Annotation]) -> Annotation | None:
    x, y = (glyph.x0 + glyph.x1) / 2, glyph.y + 0.3 * glyph.size
    for one in annotations:
        left, bottom, right, top = one.box
        if left - 1 <= x <= right + 1 and bottom - 1 <= y <= top + 1:
            return one
    return None


def without_leaders(glyphs: Sequence[Glyph], marks: Sequence[Glyph]) -> list[Glyph]:
    """The letters of a page without the dots («Số: ……/BC-UBND») over which a mark stands."""
    if not marks:
        return list(glyphs)
    spans = [(glyph.y, glyph.x0 - glyph.size, glyph.x1 + glyph.size, glyph.size) for glyph in marks]
    return [
        glyph
        for glyph in glyphs
        if glyph.text not in LEADERS
        or not any(abs(glyph.y - y) < NEAR * size and x0 < glyph.x1 and glyph.x0 < x1 for y, x0, x1, size in spans)
    ]
