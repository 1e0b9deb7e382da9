"""Articles for a question, best first: candidates by BM25 over the rarer terms, then the formula; pure.

An article that is named («điều 5 luật đất đai») comes first whatever else is found.
The same for a file in memory and for tables: an ``Index`` gives postings and facts, and everything else happens here.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from thuongton.search import features, formula
from thuongton.search.facts import Index, TermFacts
from thuongton.search.features import AskedTerm, PossibleAnswer
from thuongton.search.postings import ORDINALS, act_of, article_of, rarity
from thuongton.search.question import AskedQuestion, names_in, with_names
from thuongton.search.terms import distinct, pairs

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


OF_NAMED = 20
"""Articles that are shown of an act when a question is its name alone."""
_NAMED = features.NAMES.index("article_named")


@dataclass(frozen=True, slots=True)
class Ranked:
    """An article of the answer with what it was worth and the numbers behind."""

    article: int
    score: float
    features: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Candidates with their numbers, best first by the first score."""

    candidates: tuple[PossibleAnswer, ...]
    features: tuple[tuple[float, ...], ...]


def rank(
    index: Index,
    question: AskedQuestion,
    most: int = CANDIDATES,
    *,
    given: Sequence[float] | None = None,
    acts: Collection[int] | None = None,
) -> list[Ranked]:
    """The best articles. ``given``: other weights than those of the file. ``acts``: only articles of these."""
    gathered = gather(index, question, acts=acts)
    weights = formula.weights() if given is None else given
    found = [
        Ranked(one.article, formula.score(numbers, weights), numbers)
        for one, numbers in zip(gathered.candidates, gathered.features, strict=True)
    ]
    found.sort(key=lambda one: (-one.features[_NAMED], -round(one.score, 9), one.article))
    return found[:most]


def gather(
    index: Index,
    question: AskedQuestion,
    *,
    acts: Collection[int] | None = None,
) -> Gathered:
    """The candidates of a question with what is weighed of them."""
    question = with_names(question, index.named(list(names_in(question))))
    terms = asked_terms(index, question)
    scores = _within(index, question, _first(terms))
    told = [(0.0, article) for article in sorted(_told(index, question)) if article not in scores]
    best = _best(scores if acts is None else {one: score for one, score in scores.items() if act_of(one) in acts})
    heads = {act_of(article) << ORDINALS for _score, article in best}
    of_head = {head: scores.get(head, 0.0) * OF_HEAD for head in heads}
    second = sorted((score - of_head[article >> ORDINALS << ORDINALS], article) for score, article in best)
    articles = index.articles([article for _score, article in [*second, *told]])
    known = index.acts({act_of(article) for article in articles})
    kept = [
        PossibleAnswer(article, -score)
        for score, article in [*second[: CANDIDATES * 2], *told]
        if article in articles and act_of(article) in known and (acts is None or act_of(article) in acts)
    ]
    kept = [*kept[:CANDIDATES], *kept[CANDIDATES:][-len(told) :]] if told else kept[:CANDIDATES]
    if not kept:
        return Gathered((), ())
    return Gathered(tuple(kept), tuple(features.of_candidates(question, terms, kept, articles, known)))


def _told(index: Index, question: AskedQuestion) -> list[int]:
    """Articles that a question names: those of a label, or the first of an act that is all that is named."""
    if not question.named or question.phrases or question.without:
        return []
    if question.article:
        return list(index.labelled(sorted(question.named), question.article))[:CANDIDATES]
    if all(question.quiet):
        return [article_of(act, ordinal) for act in sorted(question.named)[:5] for ordinal in range(1, OF_NAMED + 1)]
    return []


def _within(index: Index, question: AskedQuestion, scores: dict[int, float]) -> dict[int, float]:
    """The scores of articles that have every phrase in quotes and nothing that was to be left out."""
    if not question.phrases and not question.without:
        return scores
    wanted: set[int] | None = None
    for phrase in question.phrases:
        found = _holding(index, phrase)
        wanted = found if wanted is None else wanted & found
    unwanted: set[int] = set()
    for phrase in question.without:
        unwanted |= _holding(index, phrase)
    return {
        article: score
        for article, score in scores.items()
        if (wanted is None or article in wanted) and article not in unwanted
    }


def _holding(index: Index, phrase: Sequence[str]) -> set[int]:
    """The articles that have every pair of neighbours of a phrase (a single word: the word)."""
    terms = distinct(pairs(phrase) or phrase)
    facts = index.facts(terms)
    if len(facts) < len(terms):
        return set()
    found: set[int] | None = None
    for one in index.postings(list(facts.values())).values():
        there = {posting >> 16 for posting in one}
        found = there if found is None else found & there
    return found or set()


def _best(scores: dict[int, float]) -> list[tuple[float, int]]:
    """The articles of the best scores, those of the last one all; scores below 0, as they are sorted."""
    least = sorted(scores.values(), reverse=True)[WIDER - 1] if len(scores) > WIDER else 0.0
    of_article = (1 << ORDINALS) - 1
    return sorted((-score, article) for article, score in scores.items() if score >= least and article & of_article)


def asked_terms(index: Index, question: AskedQuestion) -> list[AskedTerm]:
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
