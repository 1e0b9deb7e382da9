"""Letters of old sets (TCVN3, VNI …) in the lines of PDF pages made Unicode before the lines are told apart.

What a head or a recipient block looks like is told from its words, so they must be readable first.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from vanban.files import charsets
from vanban.files.pdf_pages import Page
from vanban.files.pdf_text import segments

SOFT_HYPHEN = "\xad"  # printed as a hyphen; «ư» in TCVN3


def settle_pages(pages: Sequence[Page]) -> str | None:
    """Turn the words of all lines into Unicode; gives the names of the sets they were in.

    The letters in cells of tables are turned when the text is laid out (:func:`vanban.files.blocks.lay_out`).
    """
    lines = [line for page in pages for line in page.lines]
    joined = "\n".join(line.text for line in lines)
    encoding = None
    if not joined.isascii() and charsets.is_suspect(joined):
        parts = [part for line in lines for part in segments(line, 1.5 * line.size)]  # columns have their own capitals
        settled, encoding = charsets.settle_all([part.text for part in parts])
        for part, text in zip(parts, settled, strict=True):
            words = text.split(" ")
            if len(words) == len(part.words):
                for word, turned in zip(part.words, words, strict=True):
                    word.text = turned
    for line in lines:
        for word in line.words:
            if not word.text.isascii():
                word.text = unicodedata.normalize("NFC", word.text).replace(SOFT_HYPHEN, "-")
    if encoding is None:
        _print_hyphens(pages)
    return encoding


def _print_hyphens(pages: Sequence[Page]) -> None:
    """Soft hyphens in cells, as they are printed."""
    for page in pages:
        for _top, grid in page.tables:
            for box in grid.boxes:
                if any(glyph.text == SOFT_HYPHEN for glyph in box.glyphs):
                    box.glyphs = [g._replace(text="-") if g.text == SOFT_HYPHEN else g for g in box.glyphs]
