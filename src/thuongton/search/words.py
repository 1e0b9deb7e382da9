"""Words of people and words of the law (``data/words.toml``): what only asks, and what the law calls a thing; pure."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources

LONGEST_PHRASE = 6


@cache
def _data() -> tuple[frozenset[tuple[str, ...]], dict[tuple[str, ...], tuple[str, ...]]]:
    text = resources.files("thuongton.search").joinpath("data/words.toml").read_text("utf-8")
    data = tomllib.loads(text)
    return (
        frozenset(tuple(one.split()) for one in data["asking"]),
        {tuple(one.split()): tuple(other.split()) for one, other in data["lay"].items()},
    )


def asking(words: Sequence[str]) -> list[bool]:
    """For each syllable whether it only asks.

    >>> asking(["phat", "tu", "bao", "nhieu", "nam"])
    [False, False, True, True, False]
    """
    phrases = _data()[0]
    found = [False] * len(words)
    for start in range(len(words)):
        for size in range(min(LONGEST_PHRASE, len(words) - start), 0, -1):
            if tuple(words[start : start + size]) in phrases:
                found[start : start + size] = [True] * size
                break
    return found


def in_words_of_law(words: Sequence[str]) -> list[tuple[str, ...]]:
    """What the law calls the things that stand in a question.

    >>> in_words_of_law(["bi", "mat", "so", "do"])
    [('giay', 'chung', 'nhan', 'quyen', 'su', 'dung', 'dat')]
    """
    lay = _data()[1]
    return [
        lay[phrase]
        for start in range(len(words))
        for size in range(1, LONGEST_PHRASE + 1)
        if (phrase := tuple(words[start : start + size])) in lay and start + size <= len(words)
    ]
