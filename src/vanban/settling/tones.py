"""The place of the tone mark in an open syllable: «hoà», «uỷ» are «hòa», «ủy» to a reader, and printed words again."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left

from vanban.letters import OLD_TONE, TONED

_OLD = re.compile(rf"[{TONED}](?<=[oOuU].)(?!\w)(?<![qQ]..)")
_NEW = re.compile(rf"[òóỏõọùúủũụÒÓỎÕỌÙÚỦŨỤ][aeyAEY](?!\w)(?<![qQ]..)")
_NEAR = 80
"""How far behind a passage a word of it may still stand (the title of a citation follows it)."""


def settle_tones(text: str) -> tuple[str, str, array[int]]:
    """The text with every tone mark in its new place, the text itself, and where the two differ.

    The two are of the same length; a place is that of the first of two letters. «quý» stays as it is.
    """
    pieces: list[str] = []
    places = array("q")
    position = 0
    for match in _OLD.finditer(text):
        start = match.start() - 1
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

    def __init__(self, text: str, composed: str, places: array[int]) -> None:
        self._places: dict[str, list[int]] = {}
        self._words: dict[str, list[str]] = {}
        for place in places:
            begin = _word_start(text, place)
            self._places.setdefault(text[begin : place + 2], [])
        for match in _NEW.finditer(text) if self._places else ():
            begin = _word_start(text, match.start())
            word = text[begin : match.end()]
            if word in self._places:
                self._places[word].append(begin)
                self._words.setdefault(word, []).append(composed[begin : match.end()])

    def __call__(self, words: str, start: int, end: int) -> str:
        """Words read in or near the passage ``start`` to ``end`` of the settled text, their tone marks as printed.

        A word that does not stand there is written as the paper always does; where it does both ways, in the new way.
        """
        pieces: list[str] = []
        position, cursor = 0, start
        for match in _NEW.finditer(words) if self._places else ():
            begin = _word_start(words, match.start())
            word = words[begin : match.end()]
            if begin < position or word not in self._words:
                continue
            places, printed = self._places[word], self._words[word]
            at = bisect_left(places, cursor)
            if at < len(places) and places[at] < end + _NEAR:
                cursor = places[at] + 1
                put = printed[at]
            else:
                put = printed[0] if len(set(printed)) == 1 else word
            pieces.extend((words[position:begin], put))
            position = match.end()
        return "".join((*pieces, words[position:])) if pieces else words


def _word_start(text: str, place: int) -> int:
    while place and text[place - 1].isalpha():
        place -= 1
    return place
