"""What is weighed of a candidate: about forty numbers, from postings and facts alone; pure.

Every number lies between about -1 and 2 and is 0 where it says nothing, so that weights can be read side by side.
"""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from thuongton.search.facts import SearchedAct, SearchedArticle
from thuongton.search.postings import ORDINALS, act_of
from thuongton.search.question import AskedQuestion
from vanban.text import fold

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
    "article_named", "act_named", "year_named", "last_word",
)  # fmt: skip
_FINAL = {("hieu", "luc"), ("to", "chuc", "thuc", "hien"), ("dieu", "khoan"), ("trach", "nhiem", "thi", "hanh")}
_DEFINES = ("giai", "thich", "tu", "ngu")
_ASKS_WHAT = ({"la", "gi"}, {"hieu", "the", "nao"}, {"khai", "niem"}, {"dinh", "nghia"})
FULL = 255.0
WORD, PAIR, LAY = range(3)


@dataclass(frozen=True, slots=True)
class AskedTerm:
    """A term of the question with its postings: ``value`` is its rarity times what it weighs in the question."""

    term: str
    value: float
    rarity: float
    postings: Sequence[int]


@dataclass(frozen=True, slots=True)
class PossibleAnswer:
    """An article that may be the answer, with its first score."""

    article: int
    first: float


def of_candidates(
    question: AskedQuestion,
    terms: Sequence[AskedTerm],
    candidates: Sequence[PossibleAnswer],
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
        number = act_of(one.article)
        share[number] = share.get(number, 0.0) + one.first
        best[number] = max(best.get(number, 0.0), one.first)
    first = {one.article: one.first for one in candidates}
    met = asked.meet([one.article for one in candidates])
    heads = {number: asked.head(acts[number]) for number in share}
    of_acts = {number: _of_act(acts[number], question.on) for number in share}
    found = []
    for place, one in enumerate(candidates):
        number = act_of(one.article)
        article = articles[one.article]
        beside = max(first.get(one.article - 1, 0.0), first.get(one.article + 1, 0.0))
        found.append(
            (
                *asked.text(article, met[one.article], heads[number], one.first, top, place),
                min(1.0, 3 * share[number] / total),
                best[number] / top,
                beside / top,
                *of_acts[number],
                *asked.kind_of_article(article, one.article),
                *asked.named(article, heads[number], met[one.article]),
            )
        )
    return found


@dataclass(slots=True)
class _Head:
    """What of the question stands in the head of an act."""

    there: set[int]
    words: float
    pairs: float
    told: float
    all: float
    named: float
    year: float


@dataclass(slots=True)
class _Met:
    """What of the question stands in an article: sums over its terms, and which stand there by their place."""

    words: float = 0.0
    cover: float = 0.0
    rarest: float = 0.0
    pairs: float = 0.0
    pair_cover: float = 0.0
    rare_pair: float = 0.0
    lay: float = 0.0
    heading: float = 0.0
    heading_pairs: float = 0.0
    there: set[int] = field(default_factory=set)
    in_heading: set[int] = field(default_factory=set)


class _Asked:
    """A question made ready: its terms by sort, and sums that every candidate is set against."""

    def __init__(self, question: AskedQuestion, terms: Sequence[AskedTerm]) -> None:
        self.question = question
        self.terms = terms
        self.given = set(question.words)
        follow = {f"{one}_{other}" for one, other in zip(question.words, question.words[1:], strict=False)}
        self.sorts = [PAIR if one.term in follow else WORD if one.term in self.given else LAY for one in terms]
        self.at = {one.term: at for at, one in enumerate(terms)}
        self.sums = [
            sum(one.value for one, sort in zip(terms, self.sorts, strict=True) if sort == wanted) or 1.0
            for wanted in (WORD, PAIR, LAY)
        ]
        self.own = [at for at, sort in enumerate(self.sorts) if sort == WORD]
        self.most = max((terms[at].value for at in self.own), default=1.0) or 1.0
        self.chain = [
            self.at.get(f"{one}_{other}", -1) for one, other in zip(question.words, question.words[1:], strict=False)
        ]
        self.asks_what = any(some <= self.given for some in _ASKS_WHAT)
        loud = [word for word, quiet in zip(question.words, question.quiet, strict=True) if not quiet]
        self.last = self.at.get(loud[-1], -1) if loud else -1

    def meet(self, numbers: Sequence[int]) -> dict[int, _Met]:
        """What stands in each article."""
        found = {number: _Met() for number in numbers}
        ordered = [(number << 16, met) for number, met in sorted(found.items())]
        for at, (one, sort) in enumerate(zip(self.terms, self.sorts, strict=True)):
            postings, value, start, end = one.postings, one.value, 0, len(one.postings)
            for key, met in ordered:
                start = bisect_left(postings, key, start)
                if start == end:
                    break
                posting = postings[start]
                if posting - key > 65535:
                    continue
                weight = (posting >> 8 & 255) / FULL * value
                if sort == LAY:
                    met.lay += weight
                    continue
                met.there.add(at)
                heading = posting & 255
                if sort == WORD:
                    met.words += weight
                    met.cover += value
                    met.rarest = max(met.rarest, value)
                    if heading:
                        met.heading += value
                        met.in_heading.add(at)
                else:
                    met.pairs += weight
                    met.pair_cover += value
                    met.rare_pair = max(met.rare_pair, value)
                    if heading:
                        met.heading_pairs += value
                        met.in_heading.add(at)
        return found

    def head(self, act: SearchedAct) -> _Head:
        """What stands in the head of an act."""
        article = act.act << ORDINALS
        met = self.meet([article])[article]
        told = sum(word in self.given for word in act.words) / len(act.words) if act.words else 0.0
        named = float(act.act in self.question.named)
        year = float(bool(named) and act.begins is not None and str(act.begins.year) in self.given)
        return _Head(
            met.there,
            met.cover / self.sums[WORD],
            met.pair_cover / self.sums[PAIR],
            told,
            float(told == 1.0),
            named,
            year,
        )

    def text(
        self, article: SearchedArticle, met: _Met, head: _Head, first: float, top: float, place: int
    ) -> tuple[float, ...]:
        """What the words of the article say."""
        words, pairs, lay = self.sums
        missing = any_cover = 0.0
        for at in self.own:
            if at in met.there or at in head.there:
                any_cover += self.terms[at].value
            else:
                missing = max(missing, self.terms[at].value)
        told = sum(word in self.given for word in article.heading) / len(article.heading) if article.heading else 0.0
        long = math.log(max(article.length, 20) / 360) / 3
        asked = max(1, len(self.chain))
        return (
            met.words / words,
            met.pairs / pairs,
            met.words / 60,
            met.pairs / 60,
            first / 60,
            first / top,
            1 / (place + 1),
            met.cover / words,
            met.pair_cover / pairs,
            any_cover / words,
            missing / self.most,
            _longest(self.chain, met.there) / asked,
            met.rarest / 10,
            met.rare_pair / 10,
            met.heading / words,
            met.heading_pairs / pairs,
            told,
            float(told == 1.0),
            _longest(self.chain, met.in_heading) / asked,
            head.words,
            head.pairs,
            head.told,
            head.all,
            met.lay / lay,
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

    def named(self, article: SearchedArticle, head: _Head, met: _Met) -> tuple[float, ...]:
        """Whether the question names the article, its act or both."""
        this = bool(self.question.article) and fold(article.label) == self.question.article
        return (float(this and head.named > 0), head.named, head.year, float(self.last in met.there))


def _longest(chain: Sequence[int], there: set[int]) -> int:
    """How many pairs of the question follow one another in the article."""
    longest = run = 0
    for at in chain:
        run = run + 1 if at in there else 0
        if run > longest:
            longest = run
    return longest


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
