"""Whether the text layer that a scanner laid behind the picture of a page can be trusted.

Machines without Vietnamese data leave such layers: «CQNG HOA XA HQI CHU NGHiA VIET NAM», «Dieu 1. Quyet dinh nay».
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from enum import Enum, auto

FEWEST = 30  # words below which nothing can be said
MOST_BAD = 0.3  # of the words; pages of official papers have 0.1 at most, other languages of Europe 0.25
FEWEST_MARKED = 0.5  # of the words of a page in Vietnamese; pages of official papers have 0.75 and more
MOST_UNMARKED = 0.5  # of the other words, those that are Vietnamese without their marks; English pages have a third

_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_ONSETS = "b|ch|c|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x|"
_OPEN = (
    "a|e|ê|i|o|ô|ơ|u|ư|y|ia|ua|ưa|ai|ao|au|ay|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|oa|oe|uê|uy|uya|uơ|oai|oay|oao|oeo|uây|"
    "uyu|iêu|yêu|ươi|ươu|uôi|uao|êu"
)
_CLOSED = "a|ă|â|e|ê|i|o|ô|ơ|u|ư|y|iê|yê|uô|ươ|oa|oă|oe|uâ|uê|uy|uyê|oo"
_CODAS = "ch|c|m|nh|ng|n|p|t"


def _bare(text: str) -> str:
    """Letters without any mark."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)).replace("đ", "d")


_SYLLABLE = re.compile(f"(?:{_ONSETS})(?:(?:{_OPEN})|(?:{_CLOSED})(?:{_CODAS}))")
_UNMARKED = re.compile(f"(?:{_bare(_ONSETS)})(?:(?:{_bare(_OPEN)})|(?:{_bare(_CLOSED)})(?:{_CODAS}))")
_FOREIGN = re.compile(r"(?=.*[aeiouy])(?!.*[^aeiouy]{5})(?!.*[aeiouy]{4})(?!.*q(?!u))[a-z]{2,20}")
_PARTS = re.compile(r"[-–/,;:'’.()\[\]“”\"«»…]+")
_LABEL = re.compile(r"[(\[“\"]?\w[).,;:/\]”\"]")
_WORD_VOWELS = frozenset("aàáảạãeêioôơốồởờuưyýỷỳòóỏọõôủúùứừựéèẻẹẽế")


class _Kind(Enum):
    MARKED = auto()  # a Vietnamese syllable with marks
    UNMARKED = auto()  # a Vietnamese syllable without any
    FOREIGN = auto()
    BAD = auto()


def is_poor(text: str) -> bool:
    """Whether the words of a page are such as bad recognition leaves: broken, alone, or Vietnamese without marks.

    Numbers, symbols of papers, abbreviations and labels of lists say nothing; a page with few other words is not
    judged. Vietnamese, English and tables of figures are not poor.
    """
    counts = dict.fromkeys(_Kind, 0)
    for kind in _kinds(text):
        counts[kind] += 1
    words = sum(counts.values())
    if words < FEWEST:
        return False
    if counts[_Kind.BAD] > MOST_BAD * words:
        return True
    marked = counts[_Kind.MARKED]
    return marked < FEWEST_MARKED * words and counts[_Kind.UNMARKED] > MOST_UNMARKED * (words - marked)


def _kinds(text: str) -> Iterator[_Kind]:
    """What the words of a text are, one after another, those left out that say nothing."""
    for token in text.split():
        if any(c == "\ufffd" or unicodedata.category(c) == "Cc" for c in token):
            yield _Kind.BAD
            continue
        if any(c.isdigit() or c in "@_" for c in token) or (len(token) == 2 and _LABEL.fullmatch(token)):
            continue
        for part in _PARTS.split(token):
            kind = _kind(unicodedata.normalize("NFC", part))
            if kind is not None:
                yield kind


def _kind(word: str) -> _Kind | None:
    """What one word is; None for one that says nothing."""
    if not any(c.isalpha() for c in word):
        return None
    if not word.isalpha():
        return _Kind.BAD
    low = word.lower()
    if len(word) == 1:
        return None if low in _WORD_VOWELS else _Kind.BAD
    if not (word.isupper() or word[1:] == low[1:]):
        return _Kind.BAD
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFD", low).translate(_TONES))
    if _SYLLABLE.fullmatch(plain):
        return _Kind.UNMARKED if low.isascii() else _Kind.MARKED
    if low.isascii():
        if _UNMARKED.fullmatch(low):
            return _Kind.UNMARKED
        if word.isupper() and len(word) <= 7:
            return None
        return _Kind.FOREIGN if _FOREIGN.fullmatch(low) else _Kind.BAD
    return None if word.isupper() and len(word) <= 7 else _Kind.BAD
