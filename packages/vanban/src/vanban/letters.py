"""Letters and signs that look alike, and the one form of each (chữ, dấu cùng hình): data for cleaning and settling."""

from __future__ import annotations

import unicodedata
from functools import cache

_CYRILLIC = dict(zip("АВСЕНІЈКМОРЅТУХаеоріјсху", "ABCEHIJKMOPSTYXaeopijcxy", strict=True))
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True))
LOOK_ALIKES = {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ", "Ƣ": "Ư", "ƣ": "ư", **_CYRILLIC, **_GREEK}
"""A letter of another alphabet, and the Vietnamese letter that it was taken for."""
SPACES = dict.fromkeys(
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
)
"""The spaces of typesetting."""
_LINE_ENDS = dict.fromkeys("\v\x85\u2028\u2029", "\n")
_SIGNS = {
    **dict.fromkeys("\u2010\u2011\u2043\u2212\ufe63\uf02d", "-"),
    **dict.fromkeys("\u2023\u25aa\u25cf\u25ba\u2756\u25c6\u27a2\uf0b7\uf0a7\uf0d8\uf076\uf06e", "•"),  # bullets
    "\u2012": "–",
    "\u2015": "—",
    "\u2044": "/",
    "\u2215": "/",
    "\u2236": ":",
}
SAME_SIZE = {**LOOK_ALIKES, **SPACES, **_LINE_ENDS, **_SIGNS}
"""What one other character takes the place of; full-width and styled signs besides (:func:`one_for`)."""
_STYLED = "\uff01-\uff5e\U0001d400-\U0001d7ff"
ODD = "".join(f"\\u{ord(letter):04x}" for letter in SAME_SIZE) + _STYLED
"""The inside of a character class of all of them."""
INVISIBLE = (
    "\u0000-\u0008\u000e-\u001f\u007f\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f"
    "\ufeff\ufff9-\ufffb"
)
"""The inside of a class of what is not seen: soft hyphens, joiners, marks of direction and of byte order, controls."""
MARKS = "\u0300-\u034e\u0350-\u036f"
"""The inside of a class of combining marks (dấu rời)."""
LIGATURES = "\ufb00-\ufb06"
"""The inside of a class of joined letters («ﬁ»)."""

_TONED = "àáảãạ", "èéẻẽẹ", "ỳýỷỹỵ"
_BEFORE = {"à": "oòóỏõọ", "è": "oòóỏõọ", "ỳ": "uùúủũụ"}


def _pairs() -> dict[str, str]:
    """The old placing of a tone mark in an open syllable, and the new one, in every case of capitals."""
    found: dict[str, str] = {}
    for toned in _TONED:
        first, *marked = tuple(_BEFORE[toned[0]])
        bare = unicodedata.normalize("NFD", toned[0])[0]
        for old, new in zip(toned, marked, strict=True):
            for left in (str.lower, str.upper):
                for right in (str.lower, str.upper):
                    found[left(first) + right(old)] = left(new) + right(bare)
    return found


OLD_TONE = _pairs()
"""«oà» → «òa», «uỷ» → «ủy»: the tone mark on the last letter of an open syllable, and on the one before it."""
TONED = "".join(toned + toned.upper() for toned in _TONED)
"""The letters that bear the mark in the old placing."""


@cache
def one_for(letter: str) -> str:
    """The character that another stands for; a character without one stays."""
    known = SAME_SIZE.get(letter)
    if known is not None:
        return known
    plain = unicodedata.normalize("NFKC", letter)
    return plain if len(plain) == 1 else letter
