"""What is kept of each term: in which articles it stands and how strongly, in eight bytes; pure.

A posting is one number: ``article << 16 | weight << 8 | in its heading``. Articles of one act follow one another:
``article = act << 12 | ordinal``; ordinal 0 is the act itself, its kind, number and name. The weight is the share of
BM25 that hangs on the article alone, as a byte, with lengths set against a fixed mean, so that an article that comes
or goes changes no posting of another.
"""

from __future__ import annotations

import math
import sys
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from thuongton.search.terms import both, distinct, syllables

ORDINALS = 12
"""Bits of the ordinal of an article in its act."""
BLOCK = 6
"""Bits of the place of an act in its block: of 64 acts that follow one another a term has one row."""
MOST_ARTICLES = (1 << ORDINALS) - 1
SATURATION = 0.9
LENGTH = 0.4
MEAN_LENGTH = 360
"""Terms of an ordinary article, pairs included; fixed on purpose."""
FULL = 255 / (SATURATION + 1)
HEADING_TIMES = 2
"""How often more a term of the heading counts."""
LONGEST_TERM = 60
"""Letters of a term; longer ones are no words."""
LONGEST = 60_000
"""Syllables of an article that are looked at."""


@dataclass(frozen=True, slots=True)
class ArticleWords:
    """What is found of an article: its terms as postings without the article, and what is known of its length."""

    terms: dict[str, int]
    length: int
    heading: tuple[str, ...]


def weigh(heading: str, text: str) -> ArticleWords:
    """The terms of an article; each with its weight and, in the low byte, how often the heading has it."""
    head = syllables(heading)
    body = syllables(text)[:LONGEST]
    if head and body[: len(head)] == head:
        body = body[len(head) :]
    in_head = Counter(both(head))
    times = Counter(both(body))
    for term, number in in_head.items():
        times[term] += HEADING_TIMES * number
    length = sum(times.values())
    norm = SATURATION * (1 - LENGTH + LENGTH * length / MEAN_LENGTH)
    full = FULL * (SATURATION + 1)
    kept = {
        term: max(1, int(full * number / (number + norm) + 0.5)) << 8 | min(255, in_head.get(term, 0))
        for term, number in times.items()
        if len(term) <= LONGEST_TERM
    }
    return ArticleWords(kept, length, tuple(distinct(head)))


def rarity(found: int, count: int) -> float:
    """What finding a term tells (idf), in the form that is never below 0."""
    return math.log(1 + (count - found + 0.5) / (found + 0.5))


def packed(postings: Iterable[int]) -> bytes:
    """Postings as bytes, eight each, little end first."""
    numbers = array("Q", postings)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def unpacked(data: bytes) -> array[int]:
    """The postings that bytes hold."""
    numbers = array("Q", data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def without_act(postings: array[int], act: int) -> array[int]:
    """Postings in order but for those of an act."""
    first = bisect_left(postings, act << ORDINALS + 16)
    last = bisect_left(postings, (act + 1) << ORDINALS + 16)
    return postings[:first] + postings[last:]


def block_of(act: int) -> int:
    """The block in whose rows the postings of an act stand."""
    return act >> BLOCK


def article_of(act: int, ordinal: int) -> int:
    """The number by which an article is kept."""
    return act << ORDINALS | ordinal


def act_of(article: int) -> int:
    """The act of an article."""
    return article >> ORDINALS
