"""One clean view of a text (bản nhìn đã chỉnh): what every reader reads, and the one way back to the text as read.

>>> settled("Uỷ  ban\\u00a0nhân dân \\r\\n").text
'Ủy ban nhân dân\\n'
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from functools import lru_cache

from vanban.settling.offsets import Offsets, chained, edited
from vanban.settling.signs import compositions, same_size
from vanban.settling.spaces import gaps, is_even
from vanban.settling.tones import settle_tones

__all__ = ["Offsets", "Settled", "settled"]

_LONG = 2000  # code points: longer texts are papers, asked for more than once


@dataclass(frozen=True, slots=True)
class Settled:
    """A text as its readers see it, and the way back.

    ``composed`` has one form for each letter, sign, space and end of line; ``text`` is the same with each tone mark in
    its new place, place by place, and ``tones`` tells where the two differ. ``offsets`` lead from both to the text as
    read; None where every character stands in its place.
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
    what they stand for, invisible letters are gone, words are one space apart, lines end with one line feed and
    without spaces, and the tone mark of «hoà», «uỷ» stands in its new place. A settled text stays as it is.
    """
    return _settled_paper(text) if len(text) > _LONG else _settled(text)


def _settled(text: str) -> Settled:
    found, first = same_size(text)
    offsets: Offsets | None = None
    if first >= 0:
        found, offsets = edited(found, compositions(found, first))
    if not is_even(found):
        found, more = edited(found, gaps(found))
        offsets = chained(more, offsets) if more and offsets else more or offsets
    return Settled(*settle_tones(found), offsets)


_settled_paper = lru_cache(maxsize=2)(_settled)
