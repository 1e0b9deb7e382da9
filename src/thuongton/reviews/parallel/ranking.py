"""Which documents are on one subject: pairs of different old units of one territory, valid on a common day; pure.

Titles are held against each other by BM25 both ways, as shares of what each title would have with itself: of titles
whose words stand once that is the weight of the common words over a mean of both weights, nearer to that of the
shorter title, as provinces add phrases. Where both texts are held, shingles that are rare in the territory add to it.
Each document is looked up by its rarest words alone, so that the time is near to linear in the number of documents.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

from thuongton.reviews.parallel.subject import sketch, subject_terms

MOST = 2
"""Suggestions of one document."""
LEAST = 0.5
"""The likeness from which on a pair is shown."""
RARE = 16
"""Words of a document by which others are looked up, the rarest first."""
CROWD = 240
"""Documents of a territory that bear a word, above which nothing is looked up by it."""
SCORED = 24
"""Documents that are held against one, those with the most rare words in common."""
PRIOR = 1_000
"""Documents that a small register is thought to have besides, so that rarity means something in it."""
SYLLABLE = 0.8
"""The weight of a syllable against that of a pair of syllables, which is a word."""
SHORTER = 0.7
"""The share of the shorter title in the mean that common words are held against."""
SLIGHT = 20.0
"""The weight of some four words: a title of less is no subject, however wholly it stands in another."""
OF_TEXT = 0.7
"""How far texts alone can carry a pair."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as it is compared: ``place`` is the old unit of its issuer, ``territory`` the unit it belongs to now.

    It is valid from ``since`` to the day before ``until``; None: unknown or without end. ``terms`` and ``shingles``
    are those of :func:`paper`.
    """

    key: int
    place: str
    territory: str
    terms: tuple[str, ...]
    since: dt.date | None = None
    until: dt.date | None = None
    shingles: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundPair:
    """Two documents that seem to be on one subject: ``left`` < ``right`` by key, the likeness from 0 to 1, and of the
    words in common the weightiest."""

    left: int
    right: int
    score: float
    words: tuple[str, ...] = ()


def paper(
    key: int,
    title: str,
    place: str,
    territory: str,
    since: dt.date | None = None,
    until: dt.date | None = None,
    text: str = "",
    names: tuple[str, ...] | None = None,
) -> Paper:
    """A document made ready for comparison; ``names`` are those of its own places, which are no subject, where
    ``place`` and ``territory`` are not names themselves."""
    if names is None:
        names = (place, territory)
    names = tuple(name for one in names for name in (one, one.partition(" ")[2]))
    shingles = sketch(text, names) if text else ()
    return Paper(key, place, territory, subject_terms(title, names), since, until, shingles)


def together(one: Paper, other: Paper) -> bool:
    """Whether both are valid on some day, as far as is known."""
    return (one.since is None or other.until is None or one.since < other.until) and (
        other.since is None or one.until is None or other.since < one.until
    )


def suggest(papers: Iterable[Paper], most: int = MOST, least: float = LEAST) -> list[FoundPair]:
    """The pairs to show, the likest first; no document stands in more than ``most`` of them."""
    groups: dict[str, list[Paper]] = defaultdict(list)
    for one in papers:
        if one.territory and one.place:
            groups[one.territory].append(one)
    found: list[FoundPair] = []
    for group in groups.values():
        if len({one.place for one in group}) > 1:
            found += _allotted(_Territory(sorted(group, key=lambda one: one.key)).pairs(least), most)
    return sorted(found, key=_order)


def _order(one: FoundPair) -> tuple[float, int, int]:
    return -one.score, one.left, one.right


def _allotted(pairs: Iterable[FoundPair], most: int) -> list[FoundPair]:
    """The likest pairs first: every document gets one before any gets a second, and so on up to ``most``."""
    waiting = sorted(pairs, key=_order)
    taken: Counter[int] = Counter()
    kept = []
    for room in range(1, most + 1):
        left = []
        for one in waiting:
            if taken[one.left] < room and taken[one.right] < room:
                taken[one.left] += 1
                taken[one.right] += 1
                kept.append(one)
            else:
                left.append(one)
        waiting = left
    return kept


class _Territory:
    """The documents of one territory with the weights of their words."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self.papers = papers
        bearing: dict[str, list[int]] = defaultdict(list)
        shingled: dict[int, list[int]] = defaultdict(list)
        for at, one in enumerate(papers):
            for term in one.terms:
                bearing[term].append(at)
            for shingle in one.shingles:
                shingled[shingle].append(at)
        self.bearing = bearing
        count = len(papers) + PRIOR
        self.weight = {
            term: log(count / (len(where) + 1)) * (1 if "_" in term else SYLLABLE) for term, where in bearing.items()
        }
        self.own = [sum(self.weight[term] for term in one.terms) for one in papers]
        common = max(8, len(papers) // 50)
        self.shingled = {shingle: where for shingle, where in shingled.items() if 1 < len(where) <= common}
        self.sets = [frozenset(one.terms) for one in papers]
        self.rare_shingles = [sum(len(shingled[shingle]) <= common for shingle in one.shingles) for one in papers]

    def pairs(self, least: float) -> list[FoundPair]:
        """Every pair found whose likeness is enough, once."""
        found: dict[tuple[int, int], FoundPair] = {}
        for at in range(len(self.papers)):
            for other, shared in self._near(at):
                pair = (at, other) if at < other else (other, at)
                if pair in found:
                    continue
                score, words = self._likeness(at, other, shared)
                if score >= least:
                    left, right = (self.papers[one].key for one in pair)
                    found[pair] = FoundPair(min(left, right), max(left, right), round(score, 4), words)
        return list(found.values())

    def _near(self, at: int) -> list[tuple[int, int]]:
        """The documents with the most rare words in common, each with the number of common rare shingles."""
        mine = self.papers[at]
        met: dict[int, float] = defaultdict(float)
        rare = sorted(mine.terms, key=lambda term: (len(self.bearing[term]), term))
        for place, term in enumerate(rare[:RARE]):
            where = self.bearing[term]
            if len(where) > CROWD and place > 1:
                break
            weight = self.weight[term]
            for other in where[: CROWD * 4]:
                met[other] += weight
        shared: Counter[int] = Counter()
        for shingle in mine.shingles:
            shared.update(self.shingled.get(shingle, ()))
        for other, number in shared.items():
            met[other] += number
        met.pop(at, None)
        able = [other for other in met if self._may(mine, self.papers[other])]
        able.sort(key=lambda other: (-met[other], other))
        return [(other, shared[other]) for other in able[:SCORED]]

    @staticmethod
    def _may(one: Paper, other: Paper) -> bool:
        return one.place != other.place and together(one, other)

    def _likeness(self, at: int, other: int, shared: int) -> tuple[float, tuple[str, ...]]:
        common = self.sets[at] & self.sets[other]
        less, more = sorted((max(self.own[at], SLIGHT), max(self.own[other], SLIGHT)))
        mean = less**SHORTER * more ** (1 - SHORTER)
        of_titles = min(sum(self.weight[term] for term in common) / mean, 1.0)
        least = min(self.rare_shingles[at], self.rare_shingles[other])
        of_texts = min(shared / least, 1.0) if least else 0.0
        words = sorted(common, key=lambda term: (-self.weight[term], term))[:6]
        return of_titles + (1 - of_titles) * OF_TEXT * of_texts, tuple(one.replace("_", " ") for one in words)
