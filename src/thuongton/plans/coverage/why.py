"""Why two texts are taken for one work: the words both have, and those that stand above alone; pure.

>>> shared_words("Tổ chức truyền thông chính sách ở xã", "Thực hiện truyền thông chính sách từ sớm")
['truyền thông chính sách']
>>> pieces("Truyền thông chính sách sớm", "truyền thông chính sách")
[('Truyền thông chính sách', True), (' sớm', False)]
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from vanban.text import fold

_WORD = re.compile(r"\w+")
LONGEST = 400
"""Words of a text that are compared; what stands behind them is shown unmarked."""
TELLING = 2
"""A single syllable that both texts have tells nothing."""
MOST = 5


def _runs(one: str, other: str) -> list[tuple[int, int]]:
    """Where the words of ``one`` stand that ``other`` has in the same order, as spans of letters."""
    words = list(_WORD.finditer(one))[:LONGEST]
    others = [fold(word) for word in _WORD.findall(other)[:LONGEST]]
    matcher = SequenceMatcher(None, [fold(word[0]) for word in words], others, autojunk=False)
    return [
        (words[block.a].start(), words[block.a + block.size - 1].end())
        for block in matcher.get_matching_blocks()
        if block.size >= TELLING
    ]


def pieces(one: str, other: str) -> list[tuple[str, bool]]:
    """A text in pieces, each with whether the other text has it too."""
    found, end = [], 0
    for start, stop in _runs(one, other):
        found += [(one[end:start], False), (one[start:stop], True)]
        end = stop
    return [(text, same) for text, same in [*found, (one[end:], False)] if text]


def shared_words(one: str, other: str) -> list[str]:
    """What both texts say, longest first."""
    return sorted((text for text, same in pieces(one, other) if same), key=len, reverse=True)[:MOST]


def only_above(one: str, other: str) -> list[str]:
    """What the first text says and the second does not, longest first."""
    alone = (text.strip(" ,;.:–-") for text, same in pieces(one, other) if not same)
    return sorted((text for text in alone if len(_WORD.findall(text)) >= TELLING), key=len, reverse=True)[:MOST]
