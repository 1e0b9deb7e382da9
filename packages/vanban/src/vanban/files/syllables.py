"""What a word of a page is: a Vietnamese syllable with or without its marks, a word of another language, or broken.

The grammar of syllables: an onset, one or more vowels, a coda; a syllable that ends in c, ch, p or t has the tone sắc
or nặng. Abbreviations, numbers and symbols of papers are no words and say nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from enum import Enum, auto
from functools import lru_cache

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
_STOPPED = re.compile(r"(?:ch|[cpt])$")
_FOREIGN = re.compile(r"(?=.*[aeiouy])(?!.*[^aeiouy]{5})(?!.*[aeiouy]{4})(?!.*q(?!u))[a-z]{2,20}")
_PARTS = re.compile(r"[-–/,;:'’.()\[\]“”\"«»…]+")
_LABEL = re.compile(r"[(\[“\"]?\w[).,;:/\]”\"]")
_WORD_VOWELS = frozenset("aàáảạãeêioôơốồởờuưyýỷỳòóỏọõôủúùứừựéèẻẹẽế")
_LAST_LATIN = 0x24F
_LATIN_MORE = range(0x1E00, 0x1F00)


class Kind(Enum):
    """What a word is."""

    MARKED = auto()  # a Vietnamese syllable with marks
    UNMARKED = auto()  # a Vietnamese syllable without any
    FOREIGN = auto()
    BAD = auto()


@lru_cache(maxsize=4096)
def is_marked(word: str) -> bool:
    """Whether a word of letters is a syllable that only Vietnamese has: with a mark, spelled by the rules.

    >>> is_marked("nghĩa"), is_marked("ViÖt"), is_marked("ban"), is_marked("nhât")
    (True, False, False, False)
    """
    low = unicodedata.normalize("NFD", word.casefold())
    plain = unicodedata.normalize("NFC", low.translate(_TONES))
    if low.isascii() or not _SYLLABLE.fullmatch(plain):
        return False
    return not _STOPPED.search(plain) or "\u0301" in low or "\u0323" in low


def kinds(text: str) -> Iterator[Kind]:
    """What the words of a text are, one after another, those left out that say nothing."""
    for token in text.split():
        if any(c == "\ufffd" or unicodedata.category(c) == "Cc" for c in token):
            yield Kind.BAD
            continue
        if any(c.isdigit() or c in "@_" for c in token) or (len(token) == 2 and _LABEL.fullmatch(token)):
            continue
        for part in _PARTS.split(token):
            kind = kind_of(unicodedata.normalize("NFC", part))
            if kind is not None:
                yield kind


def kind_of(word: str) -> Kind | None:
    """What one word is; None for one that says nothing."""
    if not any(c.isalpha() for c in word):
        return None
    if not word.isalpha():
        return Kind.BAD
    if not any(_is_latin(c) for c in word):
        return Kind.FOREIGN  # of another script: a mixture of scripts is what broken layers have
    low = word.lower()
    if len(word) == 1:
        return None if low in _WORD_VOWELS else Kind.BAD
    if not (word.isupper() or word[1:] == low[1:]):
        return Kind.BAD
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFD", low).translate(_TONES))
    if _SYLLABLE.fullmatch(plain):
        return Kind.UNMARKED if low.isascii() else Kind.MARKED
    if low.isascii():
        if _UNMARKED.fullmatch(low):
            return Kind.UNMARKED
        if word.isupper() and len(word) <= 7:
            return None
        return Kind.FOREIGN if _FOREIGN.fullmatch(low) else Kind.BAD
    return None if word.isupper() and len(word) <= 7 else Kind.BAD


def _is_latin(letter: str) -> bool:
    return ord(letter) <= _LAST_LATIN or ord(letter) in _LATIN_MORE
