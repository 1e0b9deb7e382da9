"""Articles for a question, best first: candidates by BM25 over the rarer terms, then the formula; pure.

The same for a file in memory and for tables: an ``Index`` gives postings and facts, and everything else happens here.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from thuongton.search import features, formula
from thuongton.search.facts import Index, SearchedAct, SearchedArticle, TermFacts
from thuongton.search.features import AskedTerm, Candidate
from thuongton.search.postings import ORDINALS, act_of, rarity
from thuongton.search.question import Question, names_in, with_names

CANDIDATES = 150
WIDER = 400
"""Articles whose first score is set right by the head of their act."""
COMMON = 0.10
"""A term that stands in a larger part of the articles finds none; it weighs nothing."""
ALWAYS = 3
"""The rarest terms are asked however common they are."""
BUDGET = 60_000
"""Postings that are read for one question, beyond those of the rarest terms."""
OF_HEAD = 0.35
"""What a term in the head of the act counts in the first score."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """An article of the answer with what it was worth and the numbers behind."""

    article: int
    score: float
    features: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Candidates with their numbers, best first by the first score."""

    candidates: tuple[Candidate, ...]
    features: tuple[tuple[float, ...], ...]


def rank(
    index: Index,
    question: Question,
    most: int = CANDIDATES,
    *,
    given: Sequence[float] | None = None,
    allowed: Callable[[SearchedAct, SearchedArticle], bool] | None = None,
) -> list[Ranked]:
    """The best articles. ``given``: other weights than those of the file. ``allowed``: what a filter lets through."""
    gathered = gather(index, question, allowed=allowed)
    weights = formula.weights() if given is None else given
    found = [
        Ranked(one.article, formula.score(numbers, weights), numbers)
        for one, numbers in zip(gathered.candidates, gathered.features, strict=True)
    ]
    found.sort(key=lambda one: (-round(one.score, 9), one.article))
    return found[:most]


def gather(
    index: Index,
    question: Question,
    *,
    allowed: Callable[[SearchedAct, SearchedArticle], bool] | None = None,
) -> Gathered:
    """The candidates of a question with what is weighed of them."""
    question = with_names(question, index.named(list(names_in(question))))
    terms = asked_terms(index, question)
    if not terms:
        return Gathered((), ())
    scores = _first(terms)
    best = heapq.nsmallest(WIDER, ((-score, article) for article, score in scores.items() if article & ((1 << ORDINALS) - 1)))
    heads = {act_of(article) << ORDINALS for _score, article in best}
    of_head = {head: scores.get(head, 0.0) * OF_HEAD for head in heads}
    second = sorted((score - of_head[article >> ORDINALS << ORDINALS], article) for score, article in best)
    articles = index.articles([article for _score, article in second])
    acts = index.acts({act_of(article) for article in articles})
    kept = [
        Candidate(article, -score)
        for score, article in second
        if article in articles
        and act_of(article) in acts
        and (allowed is None or allowed(acts[act_of(article)], articles[article]))
    ][:CANDIDATES]
    if not kept:
        return Gathered((), ())
    return Gathered(tuple(kept), tuple(features.of_candidates(question, terms, kept, articles, acts)))


def asked_terms(index: Index, question: Question) -> list[AskedTerm]:
    """The terms that find articles, the rarest first, with their postings."""
    facts = index.facts(list(question.weights))
    ordered = sorted(facts.values(), key=lambda one: (one.found, one.term))
    count = index.count
    taken: list[TermFacts] = []
    spent = 0
    for one in ordered:
        if len(taken) >= ALWAYS and (one.found > COMMON * count or spent + one.found > BUDGET):
            break
        taken.append(one)
        spent += one.found
    postings = index.postings(taken)
    return [
        AskedTerm(one.term, rare * question.weights[one.term], rare, postings[one.term])
        for one in taken
        if one.term in postings and (rare := rarity(one.found, count)) > 0
    ]


def _first(terms: Sequence[AskedTerm]) -> dict[int, float]:
    """BM25 of every article that has a term."""
    scores: dict[int, float] = {}
    get = scores.get
    for one in terms:
        value = one.value / features.FULL
        for posting in one.postings:
            article = posting >> 16
            scores[article] = get(article, 0.0) + value * (posting >> 8 & 255)
    return scores
