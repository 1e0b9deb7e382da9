"""Texts of law side by side: what counts are letters, not case, spaces, punctuation or the place of a tone mark."""

from __future__ import annotations

import re
import unicodedata

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_VOWELS = re.compile("(?:[aeiouy][\u0300-\u036f]*)+")
SHOWN = 60
BEFORE = 20


def letters(text: str) -> str:
    """The letters of a text, apart from what printers choose.

    >>> letters("Hoà giải; Thuỷ lợi.") == letters("hòa giải, thủy  lợi")
    True
    """
    parts = _VOWELS.sub(lambda found: _tone_last(found[0]), unicodedata.normalize("NFD", text.lower()))
    return "".join(one for one in parts if one.isalnum() or unicodedata.category(one) == "Mn")


def _tone_last(vowels: str) -> str:
    tones = "".join(one for one in vowels if one in _TONES)
    return "".join(one for one in vowels if one not in _TONES) + tones if tones else vowels


def first_difference(one: str, other: str) -> tuple[str, str] | None:
    """The words around the first letter in which two texts differ, of each; None when they agree."""
    mine, theirs = letters(one), letters(other)
    if mine == theirs:
        return None
    at = next((at for at, (a, b) in enumerate(zip(mine, theirs, strict=False)) if a != b), min(len(mine), len(theirs)))
    return _around(one, at), _around(other, at)


def _around(text: str, at: int) -> str:
    """The printed words around the letter of a number."""
    text = unicodedata.normalize("NFC", text)
    seen = 0
    for place, letter in enumerate(text):
        seen += len(letters(letter))
        if seen > at:
            return " ".join(text[max(0, place - BEFORE) : place + SHOWN].split())
    return " ".join(text[-SHOWN:].split())
