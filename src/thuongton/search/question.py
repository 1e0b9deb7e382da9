"""What a person typed as a question: words, phrases in quotes, words to leave out, the article that is named; pure."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from thuongton.search.terms import asked_syllables, both, distinct
from thuongton.search.words import asking, in_words_of_law

MOST_WORDS = 80
"""Syllables of a question that are looked at."""
LAY = 0.35
"""What a word of the law weighs that the question does not have itself."""
ASKS = 0.25
"""What a word weighs that only asks."""
_QUOTED = re.compile(r'["“”«»]([^"“”«»]{1,300})["“”«»]')
_WITHOUT = re.compile(r'(?<!\S)-(?:["“«]([^"“”«»]{1,300})["”»]|([^\s"-]\S*))')
_ARTICLE = re.compile(r"\bdieu (?:so )?(?P<label>\d{1,4}[a-z]?)\b")
_CLAUSE = re.compile(r"\bkhoan (?P<label>\d{1,3}[a-z]?)\b")
_POINT = re.compile(r"\bdiem (?P<label>[a-z]{1,2}|\d{1,3})\b")


@dataclass(frozen=True, slots=True)
class Question:
    """A question as terms. ``weights``: what each term weighs. ``quiet``: for each word whether it only asks."""

    words: tuple[str, ...] = ()
    quiet: tuple[bool, ...] = ()
    weights: dict[str, float] = field(default_factory=dict)
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[tuple[str, ...], ...] = ()
    article: str = ""
    clause: str = ""
    point: str = ""
    on: dt.date | None = None

    @property
    def subject(self) -> int:
        """How many words name a subject."""
        return sum(not one for one in self.quiet)


def read_question(text: str, on: dt.date | None = None) -> Question:
    """The question that a person typed.

    >>> one = read_question('khoản 2 điều 5 luật đất đai "giá đất" -"đất rừng"')
    >>> one.article, one.clause, one.phrases, one.without
    ('5', '2', (('gia', 'dat'),), (('dat', 'rung'),))
    """
    text = text[:4000]
    without = [tuple(asked_syllables(one or other)) for one, other in _WITHOUT.findall(text)]
    text = _WITHOUT.sub(" ", text)
    phrases = [tuple(asked_syllables(one)) for one in _QUOTED.findall(text)]
    words = tuple(asked_syllables(text)[:MOST_WORDS])
    joined = " ".join(words)
    article, clause, point = _ARTICLE.search(joined), _CLAUSE.search(joined), _POINT.search(joined)
    quiet = asking(words)
    if all(quiet):
        quiet = [False] * len(words)
    weights: dict[str, float] = {}
    for word, only_asks in zip(words, quiet, strict=True):
        weights[word] = max(weights.get(word, 0.0), ASKS if only_asks else 1.0)
    for at, pair in enumerate(both(words)[len(words) :]):
        weights[pair] = max(weights.get(pair, 0.0), ASKS if quiet[at] or quiet[at + 1] else 1.0)
    for phrase in in_words_of_law(words):
        for term in distinct(both(phrase)):
            weights.setdefault(term, LAY)
    return Question(
        words,
        tuple(quiet),
        weights,
        tuple(one for one in phrases if one),
        tuple(one for one in without if one),
        article["label"] if article is not None else "",
        clause["label"] if clause is not None else "",
        point["label"] if point is not None else "",
        on,
    )
