"""The words of a search as a person types them: folded, each by itself, a phrase in quotation marks whole."""

from __future__ import annotations

from vanban.settling import settled
from vanban.text import fold

MOST_WORDS = 20
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″", '"'))
_DASHES = str.maketrans(dict.fromkeys("–—", "-"))
_AROUND = ".,;:!?()[]…-–—"


def asked_words(asked: str, most: int = MOST_WORDS) -> list[str]:
    """The words to be found, each by itself and in any order; what stands in quotation marks is found as one phrase.

    A mark without its fellow is nothing, and neither is punctuation around a word.

    >>> asked_words("Kế hoạch  444/KH–UBND."), asked_words('"hòa  giải" cơ sở'), asked_words("“Hoà giải”")
    (['ke', 'hoach', '444/kh-ubnd'], ['hoa giai', 'co', 'so'], ['hoa giai'])
    """
    pieces = fold(settled(asked).text).translate(_QUOTES).split('"')
    paired = len(pieces) % 2 == 1
    found: list[str] = []
    for at, piece in enumerate(pieces):
        words = [word for raw in piece.split() if (word := _one(raw))]
        found += [" ".join(words)] if paired and at % 2 and words else words
    return found[:most]


def _one(word: str) -> str:
    """A word without the punctuation around it; the dash in the number of a paper is a hyphen."""
    word = word.strip(_AROUND)
    return word.translate(_DASHES) if "/" in word else word
