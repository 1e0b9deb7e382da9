"""The place of the tone mark in an open syllable: «hoà», «uỷ» are «hòa», «ủy» to a reader, and printed words again."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator

from vanban.letters import OLD_TONE, TONED
from vanban.settling.images import classes

_OLD = re.compile(rf"[oOuU][{TONED}](?!\w)(?<![qQ]..)")
_NEW = re.compile(r"[òóỏõọùúủũụÒÓỎÕỌÙÚỦŨỤ][aeyAEY](?!\w)(?<![qQ]..)")
_NEAR = 80
"""How far behind a passage a word of it may still stand (the title of a citation follows it)."""
_ABOVE = 20_000
"""How far above it a heading may stand that gives it words (the unit of a duty)."""


_TONES = classes(("oOuU", "o"), ("qQ", "q"), (TONED, "A"))


def _old_places(text: str, seen: bytes | None) -> Iterator[int]:
    """Where two letters stand that may bear a tone mark in its old place; few others."""
    if seen is None:
        yield from (match.start() for match in _OLD.finditer(text))
        return
    signs = seen.translate(_TONES) + b"."
    at = signs.find(b"oA.")
    while at >= 0:
        after = text[at + 2 : at + 3]  # the image does not tell letters of other alphabets
        if not (signs.endswith(b"q", 0, at) or after.isalnum() or after == "_"):
            yield at
        at = signs.find(b"oA.", at + 2)


def settle_tones(text: str, seen: bytes | None) -> tuple[str, str, array[int]]:
    """The text with every tone mark in its new place, the text itself, and where the two differ.

    The two are of the same length; a place is that of the first of two letters. «quý» stays as it is. ``seen`` is the
    image of the text, where it has one.
    """
    pieces: list[str] = []
    places = array("q")
    position = 0
    for start in _old_places(text, seen):
        new = OLD_TONE.get(text[start : start + 2])
        if new is not None:
            pieces.extend((text[position:start], new))
            places.append(start)
            position = start + 2
    if not pieces:
        return text, text, places
    pieces.append(text[position:])
    return "".join(pieces), text, places


class Printed:
    """The words of a paper as it printed them, for values that were read from its settled text."""

    def __init__(self, text: str, composed: str) -> None:
        self._text = text
        self._composed = composed
        self._usual: dict[str, str] = {}

    def __call__(self, words: str, start: int, end: int) -> str:
        """Words read in or near the passage ``start`` to ``end`` of the settled text, their tone marks as printed.

        A word that does not stand there is written as the paper always does; where it does both ways, in the new way.
        """
        if _NEW.search(words) is None:
            return words
        whole = self._whole(words, start, end)
        return self._by_word(words, start, end) if whole is None else whole

    def _whole(self, words: str, start: int, end: int) -> str | None:
        """The words where all of them stand, nearest to the passage; the first letter may have been raised."""
        rest = words[1:]
        at = self._text.find(rest, start, end + _NEAR)
        if at < 0:
            at = self._text.rfind(rest, max(0, start - _ABOVE), start)
        if at <= 0 or self._text[at - 1].casefold() != words[0].casefold():
            return None
        printed = self._composed[at - 1 : at + len(rest)]
        return printed if self._text[at - 1] == words[0] else _in_case(printed[0], words[0]) + printed[1:]

    def _by_word(self, words: str, start: int, end: int) -> str:
        pieces: list[str] = []
        position, cursor = 0, start
        for match in _NEW.finditer(words):
            begin = _word_start(words, match.start())
            word = words[begin : match.end()]
            at = _find(self._text, word, cursor, end + _NEAR)
            if at >= 0:
                cursor = at + len(word)
                put = self._composed[at:cursor]
            else:
                put = self._usually(word)
            pieces.extend((words[position:begin], put))
            position = match.end()
        return "".join((*pieces, words[position:]))

    def _usually(self, word: str) -> str:
        """The one way in which a paper writes a word, else the new one."""
        if word not in self._usual:
            at = _find(self._text, word)
            both = at < 0 or _find(self._composed, word) >= 0
            self._usual[word] = word if both else self._composed[at : at + len(word)]
        return self._usual[word]


def _in_case(letter: str, model: str) -> str:
    return letter.upper() if model.isupper() else letter.lower()


def _find(text: str, word: str, start: int = 0, end: int | None = None) -> int:
    """Where a word that ends in an open syllable stands in a passage, or -1."""
    at = text.find(word, start, end)
    while at > 0 and text[at - 1].isalpha():
        at = text.find(word, at + 1, end)
    return at


def _word_start(text: str, place: int) -> int:
    while place and text[place - 1].isalpha():
        place -= 1
    return place
