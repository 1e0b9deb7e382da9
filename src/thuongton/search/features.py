"""What is weighed of a candidate: about forty numbers, from postings and facts alone; pure.

Every number lies between about -1 and 2 and is 0 where it says nothing, so that weights can be read side by side.
"""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thuongton.search.facts import SearchedAct, SearchedArticle
from thuongton.search.postings import ORDINALS, act_of
from thuongton.search.question import Question
from thuongton.search.terms import is_pair

NAMES = (
    "words", "pairs", "words_told", "pairs_told", "first", "first_of_top", "place",
    "word_cover", "pair_cover", "any_cover", "missing", "run", "rarest", "rare_pair",
    "heading_words", "heading_pairs", "heading_told", "heading_all", "heading_run",
    "title_words", "title_pairs", "title_told", "title_all",
    "lay", "long", "short",
    "act_share", "act_best", "beside",
    "law", "code_or_law_top", "decree", "circular", "lower",
    "not_yet", "ended", "no_day", "age", "amending",
    "defines", "final", "scope", "early",
    "article_named", "number_named",
)  # fmt: skip
_FINAL = {("hieu", "luc"), ("to", "chuc", "thuc", "hien"), ("dieu", "khoan"), ("trach", "nhiem", "thi", "hanh")}
_DEFINES = ("giai", "thich", "tu", "ngu")
_ASKS_WHAT = ({"la", "gi"}, {"hieu", "the", "nao"}, {"khai", "niem"}, {"dinh", "nghia"})
FULL = 255.0


@dataclass(frozen=True, slots=True)
class AskedTerm:
    """A term of the question with its postings: ``value`` is its rarity times what it weighs in the question."""

    term: str
    value: float
    rarity: float
    postings: Sequence[int]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that may be the answer, with its first score."""

    article: int
    first: float


def found_in(postings: Sequence[int], article: int) -> tuple[float, int]:
    """How strongly a term stands in an article, from 0 to 1, and how often in its heading."""
    key = article << 16
    at = bisect_left(postings, key)
    if at < len(postings) and (one := postings[at]) >> 16 == article:
        return (one >> 8 & 255) / FULL, one & 255
    return 0.0, 0


def of_candidates(
    question: Question,
    terms: Sequence[AskedTerm],
    candidates: Sequence[Candidate],
    articles: Mapping[int, SearchedArticle],
    acts: Mapping[int, SearchedAct],
) -> list[tuple[float, ...]]:
    """The numbers of each candidate, in the order of ``NAMES``. Candidates come best first."""
    asked = _Asked(question, terms)
    top = candidates[0].first or 1.0
    total = sum(one.first for one in candidates) or 1.0
    share: dict[int, float] = {}
    best: dict[int, float] = {}
    for one in candidates:
        act = act_of(one.article)
        share[act] = share.get(act, 0.0) + one.first
        best[act] = max(best.get(act, 0.0), one.first)
    first = {one.article: one.first for one in candidates}
    heads: dict[int, _Head] = {}
    found = []
    for place, one in enumerate(candidates):
        number = act_of(one.article)
        act = acts[number]
        if number not in heads:
            heads[number] = asked.head(act)
        beside = max(first.get(one.article - 1, 0.0), first.get(one.article + 1, 0.0))
        found.append(
            (
                *asked.text(articles[one.article], heads[number], one.first, top, place),
                min(1.0, 3 * share[number] / total),
                best[number] / top,
                beside / top,
                *_of_act(act, question.on),
                *asked.kind_of_article(articles[one.article], one.article),
                *asked.named(articles[one.article], heads[number]),
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class _Head:
    """What of the question stands in the head of an act."""

    terms: frozenset[str]
    words: float
    pairs: float
    told: float
    all: float
    number: float


class _Asked:
    """A question made ready: sums that every candidate is set against."""

    def __init__(self, question: Question, terms: Sequence[AskedTerm]) -> None:
        self.question = question
        self.words = [one for one in terms if not is_pair(one.term)]
        self.pairs = [one for one in terms if is_pair(one.term)]
        own = set(question.words)
        self.own = [one for one in self.words if one.term in own]
        self.own_pairs = {f"{one}_{other}" for one, other in zip(question.words, question.words[1:], strict=False)}
        self.word_sum = sum(one.value for one in self.own) or 1.0
        self.pair_sum = sum(one.value for one in self.pairs if one.term in self.own_pairs) or 1.0
        self.all_sum = sum(one.value for one in terms) or 1.0
        self.lay_sum = self.all_sum - self.word_sum - self.pair_sum
        self.most = max((one.value for one in self.own), default=1.0) or 1.0
        self.asks_what = any(some <= set(question.words) for some in _ASKS_WHAT)

    def head(self, act: SearchedAct) -> _Head:
        article = act.act << ORDINALS
        there = [one for one in self.own if found_in(one.postings, article)[0]]
        pairs = [one for one in self.pairs if found_in(one.postings, article)[0]]
        words = set(self.question.words)
        told = sum(word in words for word in act.words) / len(act.words) if act.words else 0.0
        return _Head(
            frozenset(one.term for one in [*there, *pairs]),
            sum(one.value for one in there) / self.word_sum,
            sum(one.value for one in pairs) / self.pair_sum,
            told,
            float(told == 1.0),
            _number_named(self.question, act),
        )

    def text(
        self, article: SearchedArticle, head: _Head, first: float, top: float, place: int
    ) -> tuple[float, ...]:
        """What the words of the article say."""
        number = article.article
        words = cover = any_cover = missing = rarest = heading = lay = 0.0
        in_heading: set[str] = set()
        own = set(self.question.words)
        for one in self.words:
            weight, times = found_in(one.postings, number)
            if one.term not in own:
                lay += one.value * weight
                continue
            if weight:
                words += one.value * weight
                cover += one.value
                rarest = max(rarest, one.rarity * min(1.0, one.value / one.rarity))
            if weight or one.term in head.terms:
                any_cover += one.value
            else:
                missing = max(missing, one.value)
            if times:
                heading += one.value
                in_heading.add(one.term)
        pairs = pair_cover = heading_pairs = rare_pair = 0.0
        there: set[str] = set()
        in_heading_pairs: set[str] = set()
        for one in self.pairs:
            weight, times = found_in(one.postings, number)
            if not weight:
                continue
            if one.term not in self.own_pairs:
                lay += one.value * weight
                continue
            there.add(one.term)
            pairs += one.value * weight
            pair_cover += one.value
            rare_pair = max(rare_pair, one.value)
            if times:
                heading_pairs += one.value
                in_heading_pairs.add(one.term)
        told = len(in_heading) / len(article.heading) if article.heading else 0.0
        long = math.log(max(article.length, 20) / 360) / 3
        asked = max(2, len(self.question.words))
        return (
            words / self.word_sum,
            pairs / self.pair_sum,
            words / 60,
            pairs / 60,
            first / 60,
            first / top,
            1 / (place + 1),
            cover / self.word_sum,
            pair_cover / self.pair_sum,
            any_cover / self.word_sum,
            missing / self.most,
            _longest(self.question.words, there) / (asked - 1),
            rarest / 10,
            rare_pair / 10,
            heading / self.word_sum,
            heading_pairs / self.pair_sum,
            told,
            float(told == 1.0),
            _longest(self.question.words, in_heading_pairs) / (asked - 1),
            head.words,
            head.pairs,
            head.told,
            head.all,
            lay / (self.lay_sum or 1.0) if self.lay_sum > 0 else 0.0,
            max(0.0, long),
            max(0.0, -long),
        )

    def kind_of_article(self, article: SearchedArticle, number: int) -> tuple[float, ...]:
        """What sort of article it is."""
        heading = article.heading
        return (
            float(self.asks_what and heading[:4] == _DEFINES),
            float(any(heading[: len(one)] == one for one in _FINAL)),
            float(heading[:3] == ("pham", "vi", "dieu") or heading[:3] == ("doi", "tuong", "ap")),
            1 / (number & (1 << ORDINALS) - 1),
        )

    def named(self, article: SearchedArticle, head: _Head) -> tuple[float, ...]:
        """Whether the question names the article, its act or both."""
        this = bool(self.question.article) and article.label.lower() == self.question.article
        sure = max(head.number, head.told if head.words > 0.15 else 0.0)
        return (this * sure, head.number)


def _longest(words: Sequence[str], there: set[str]) -> int:
    """How many pairs of the question follow one another in the article."""
    longest = run = 0
    for one, other in zip(words, words[1:], strict=False):
        run = run + 1 if f"{one}_{other}" in there else 0
        longest = max(longest, run)
    return longest


def _number_named(question: Question, act: SearchedAct) -> float:
    from thuongton.search.terms import syllables

    number = syllables(act.number)
    size = len(number)
    if size < 2 or number[0] not in question.words:
        return 0.0
    words = list(question.words)
    return float(any(words[at : at + size] == number for at in range(len(words) - size + 1)))


def _of_act(act: SearchedAct, on: dt.date | None) -> tuple[float, ...]:
    """Rank and state of the act on the day."""
    rank = act.rank
    ranks = (float(rank <= 1), float(rank == 0), float(rank == 2), float(rank == 3), float(rank > 3))
    if on is None:
        return (*ranks, 0.0, 0.0, 0.0, 0.0, float(act.amending))
    start = act.effective or act.begins
    not_yet = start is not None and on < start
    ended = not not_yet and act.ended is not None and act.ended <= on
    age = 0.0 if start is None or not_yet else math.log1p((on - start).days / 365.25) / 3.5
    return (*ranks, float(not_yet), float(ended), float(start is None), age, float(act.amending))
