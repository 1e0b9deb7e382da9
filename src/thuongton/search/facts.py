"""What ranking knows of acts and articles beside their words: rank of the kind, days, what ended them; pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from vanban.symbols import parse
from vanban.text import fold

RANKS = (
    ("hien phap", 0), ("bo luat", 1), ("luat", 1), ("phap lenh", 1), ("nghi quyet", 2), ("nghi dinh", 2),
    ("van ban hop nhat", 2), ("thong tu", 3), ("quyet dinh", 4),
)  # fmt: skip
"""Ranks of the kinds of normative acts (80/2015/QH13 Điều 4), as far as ranking of answers asks."""
LOWEST = 4


@dataclass(frozen=True, slots=True)
class SearchedAct:
    """An act as ranking sees it. Days are None where nobody knows them; ``begins`` is the first day on which it may be
    there, ``ended`` the day from which it is over for sure. ``words`` are the distinct syllables of its name."""

    act: int
    number: str
    rank: int
    amending: bool = False
    begins: dt.date | None = None
    effective: dt.date | None = None
    ended: dt.date | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchedArticle:
    """An article as ranking sees it: its length in terms, the distinct syllables of its heading, its own number."""

    article: int
    label: str
    length: int
    heading: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TermFacts:
    """In how many articles a term stands."""

    term: str
    found: int
    key: int = 0


class Index(Protocol):
    """Where postings come from: a file in memory or tables of a database."""

    @property
    def count(self) -> int:
        """How many articles there are."""

    def named(self, names: Sequence[str]) -> Mapping[str, Sequence[int]]:
        """The acts of names and numbers, as ``question.name_of`` and syllables write them."""

    def labelled(self, acts: Sequence[int], label: str) -> Sequence[int]:
        """The articles of acts that bear a number («5», «5a»)."""

    def facts(self, terms: Sequence[str]) -> Mapping[str, TermFacts]:
        """What is known of the terms that are there."""

    def postings(self, terms: Sequence[TermFacts]) -> Mapping[str, Sequence[int]]:
        """The postings of terms, in order."""

    def articles(self, numbers: Iterable[int]) -> Mapping[int, SearchedArticle]:
        """Articles by their numbers; those that are no more are left out."""

    def acts(self, numbers: Iterable[int]) -> Mapping[int, SearchedAct]:
        """Acts by their numbers."""


def rank_of(kind: str, number: str) -> int:
    """The rank of a kind, told or read from the number: 0 the highest.

    >>> rank_of("", "59/2020/QH14"), rank_of("", "30/2020/NĐ-CP"), rank_of("Thông tư", "")
    (1, 2, 3)
    """
    name = fold(kind)
    if not name:
        symbol = fold(number)
        if "/qh" in symbol or "ubtvqh" in symbol:
            return 1
        if "/nd-cp" in symbol:
            return 2
        parsed = parse(number)
        name = fold(parsed.kind.name) if parsed is not None and parsed.kind is not None else symbol
    return next((rank for words, rank in RANKS if name.startswith(words)), LOWEST)


def is_amending(title: str) -> bool:
    """Whether a name says that its act changes another."""
    return fold(title).removeprefix("luat ").removeprefix("ve viec ").startswith(("sua doi", "bo sung", "bai bo"))
