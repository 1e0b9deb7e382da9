"""Words as terms: syllables without marks and pairs of syllables that stand beside each other; pure.

Vietnamese words are mostly two syllables, so that pairs do what words do elsewhere, and a text without marks is found
by one that has them and the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from vanban.text import fold

_SYLLABLE = re.compile(r"[^\W_]+")
_JOINED = {"ndcp": ("nd", "cp"), "qdttg": ("qd", "ttg"), "qdubnd": ("qd", "ubnd"), "nqhdnd": ("nq", "hdnd")}
"""Symbols of numbers as they are typed in haste."""


def syllables(text: str) -> list[str]:
    """The syllables of a text, in order, without marks and in lower case.

    >>> syllables("Luật Đất đai số 31/2024/QH15")
    ['luat', 'dat', 'dai', 'so', '31', '2024', 'qh15']
    """
    return _SYLLABLE.findall(fold(text))


def asked_syllables(text: str) -> list[str]:
    """The syllables of what a person typed: numbers typed in haste are taken apart.

    >>> asked_syllables("nghị định 30/2020/NĐCP")
    ['nghi', 'dinh', '30', '2020', 'nd', 'cp']
    """
    return [one for syllable in syllables(text) for one in _JOINED.get(syllable, (syllable,))]


def pairs(words: Sequence[str]) -> list[str]:
    """The pairs of neighbours.

    >>> pairs(["dat", "dai", "so"])
    ['dat_dai', 'dai_so']
    """
    return [f"{one}_{other}" for one, other in pairwise(words)]


def both(words: Sequence[str]) -> list[str]:
    """Syllables and pairs."""
    return [*words, *pairs(words)]


def distinct(words: Iterable[str]) -> list[str]:
    """Each once, in the order in which they first come."""
    return list(dict.fromkeys(words))


@lru_cache(maxsize=65_536)
def words_once(text: str, most: int | None = None) -> tuple[str, ...]:
    """The different syllables of the first ``most`` of a heading or a name; kept, as the same ones are ranked often.

    >>> words_once("Luật Đất đai, đất")
    ('luat', 'dat', 'dai')
    """
    return tuple(distinct(syllables(text)[:most]))
