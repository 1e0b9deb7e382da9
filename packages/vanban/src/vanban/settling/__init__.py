"""One clean view of a text (bản nhìn đã chỉnh): what every reader reads, and the one way back to the text as read.

>>> settled("Uỷ  ban\\u00a0nhân dân \\r\\n").text
'Ủy ban nhân dân\\n'
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from functools import lru_cache

from vanban.settling.images import image
from vanban.settling.items import marked_lines
from vanban.settling.offsets import Offsets, chained, edited
from vanban.settling.signs import compositions, loose_marks, same_size
from vanban.settling.spaces import gaps, is_even
from vanban.settling.tones import settle_tones
from vanban.settling.wraps import joins

__all__ = ["Offsets", "Settled", "settled"]

_ARTICLE = re.compile(r"\nĐIỀU(?=[^\S\n]+\d)")  # with the letters first that the search looks for
_LONG = 2000  # code points: longer texts are papers, asked for more than once


@dataclass(frozen=True, slots=True)
class Settled:
    """A text as its readers see it, and the way back.

    ``composed`` has one form for each letter, sign, space and end of line; ``text`` is the same, place by place, with
    each tone mark in its new place (``tones`` tells where the old one was) and «Điều» for «ĐIỀU» at the head of an
    article. ``offsets`` lead from both to the text as read; None where every character stands in its place.
    """

    text: str
    composed: str
    tones: array[int]
    offsets: Offsets | None = None

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The span of the text as read from which ``text[start:end]`` came; it ends after its last combining mark."""
        return (start, end) if self.offsets is None else self.offsets.back(start, end)

    def forth(self, start: int, end: int) -> tuple[int, int]:
        """The span of the settled text that a span of the text as read became."""
        return (start, end) if self.offsets is None else self.offsets.forth(start, end)


def settled(text: str) -> Settled:
    """The text with one form for all that reads alike, and the way back.

    Letters are composed (NFC), look-alikes of other alphabets, full-width signs, typesetting spaces and hyphens are
    what they stand for, invisible letters are gone, bullets are one sign, a tab beside the marker of a line is no cell
    border, words are one space apart, lines end with one line feed and
    without spaces, and the tone mark of «hoà», «uỷ» stands in its new place. A settled text stays as it is.
    """
    return _settled_paper(text) if len(text) > _LONG else _settled(text)


def _settled(text: str) -> Settled:
    found = text
    offsets: Offsets | None = None
    seen = image(text)
    if seen is None:
        found, first = same_size(text)
        if first >= 0:
            found, offsets = edited(found, compositions(found, first))
        seen = image(found)
    elif loose_marks(seen):
        found, offsets = edited(found, compositions(found, 0, seen))
        seen = image(found)
    printed = found
    spaced: Offsets | None = None
    if not is_even(found, seen):
        found, spaced = edited(found, gaps(found))
        offsets = _both(spaced, offsets)
    found, listed = edited(found, marked_lines(found))
    spaced, offsets = _both(listed, spaced), _both(listed, offsets)
    found, joined = edited(found, joins(found, lambda place: _indent(printed, spaced, place)))
    offsets = _both(joined, offsets)
    if found is not printed:
        seen = image(found)
    text, composed, tones = settle_tones(found, seen)
    if "ĐIỀU" in text:
        text = _ARTICLE.sub("\nĐiều", "\n" + text)[1:]
    return Settled(text, composed, tones, offsets)


def _both(after: Offsets | None, before: Offsets | None) -> Offsets | None:
    return chained(after, before) if after and before else after or before


def _indent(text: str, offsets: Offsets | None, place: int) -> int:
    """How many spaces stood before a place of the text whose spaces were settled."""
    end = start = place if offsets is None else offsets.back(place, place)[0]
    while start and text[start - 1] == " ":
        start -= 1
    return end - start


_settled_paper = lru_cache(maxsize=2)(_settled)
