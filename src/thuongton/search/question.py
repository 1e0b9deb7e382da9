"""What a person typed as a question: words, phrases in quotes, words to leave out, the article that is named; pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from thuongton.search.terms import asked_syllables, both, distinct, pairs, syllables
from thuongton.search.words import asking, in_words_of_law

MOST_WORDS = 80
"""Syllables of a question that are looked at."""
LAY = 0.35
"""What a word of the law weighs that the question does not have itself."""
ASKS = 0.25
"""What a word weighs that only asks."""
LONGEST_NAME = 16
"""Syllables of a name that are compared."""
_BEFORE_NAME = {"luat", "lenh", "dinh", "tu", "quyet", "ve"}
_OF_KIND = {"bo", "luat", "phap", "lenh", "nghi", "dinh", "thong", "tu", "quyet", "ve", "so", "viec", "quy"}
_HEADS = tuple(
    tuple(one.split())
    for one in ("bo luat", "luat", "phap lenh", "nghi dinh", "thong tu lien tich", "thong tu", "quyet dinh",
                "nghi quyet", "ve viec", "ve", "quy dinh")
)  # fmt: skip
_CONSTITUTION = ("hien", "phap")
_NUMBER = re.compile(r"\b\d{1,4}[a-z]?(?: \d{4})? (?:qh\d\d|ubtvqh\d\d|[a-z]{2,6}(?: [a-z]{2,8}){0,2})\b")
_QUOTED = re.compile(r'["“”«»]([^"“”«»]{1,300})["“”«»]')
_WITHOUT = re.compile(r'(?<!\S)-(?:["“«]([^"“”«»]{1,300})["”»]|([^\s"-]\S*))')
_ARTICLE = re.compile(r"\bdieu (?:so )?(?P<label>\d{1,4}[a-z]?)\b")
_CLAUSE = re.compile(r"\bkhoan (?P<label>\d{1,3}[a-z]?)\b")
_POINT = re.compile(r"\bdiem (?P<label>[a-z]{1,2}|\d{1,3})\b")


@dataclass(frozen=True, slots=True)
class AskedQuestion:
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
    named: frozenset[int] = frozenset()


def read_question(text: str, on: dt.date | None = None) -> AskedQuestion:
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
    return AskedQuestion(
        words,
        tuple(quiet),
        _weights(words, quiet),
        tuple(one for one in phrases if one),
        tuple(one for one in without if one),
        article["label"] if article is not None else "",
        clause["label"] if clause is not None else "",
        point["label"] if point is not None else "",
        on,
    )


def _weights(words: Sequence[str], quiet: Sequence[bool]) -> dict[str, float]:
    weights: dict[str, float] = {}
    for word, only_asks in zip(words, quiet, strict=True):
        weights[word] = max(weights.get(word, 0.0), ASKS if only_asks else 1.0)
    for at, pair in enumerate(pairs(words)):
        weights[pair] = max(weights.get(pair, 0.0), ASKS if quiet[at] or quiet[at + 1] else 1.0)
    for phrase in in_words_of_law(words):
        for term in distinct(both(phrase)):
            weights.setdefault(term, LAY)
    return weights


def names_in(question: AskedQuestion) -> dict[str, tuple[int, int]]:
    """What may be names of acts in a question, with the words from and to which each stands.

    >>> list(names_in(read_question("theo luật đất đai")))
    ['dat', 'dat dai']
    """
    words = question.words
    found: dict[str, tuple[int, int]] = {}
    for start in range(len(words)):
        before = words[start - 1] if start else ""
        if before not in _BEFORE_NAME and words[start : start + 2] != _CONSTITUTION:
            continue
        for end in range(start + 1, min(len(words), start + LONGEST_NAME) + 1):
            found.setdefault(" ".join(words[start:end]), (start, end))
    numbers = _NUMBER.finditer(" ".join(words))
    for match in numbers:
        at = " ".join(words)[: match.start()].count(" ")
        found.setdefault(match.group(), (at, at + match.group().count(" ") + 1))
    return found


def with_names(question: AskedQuestion, acts: Mapping[str, Sequence[int]]) -> AskedQuestion:
    """The question with the acts that it names: the words of a name find the act, and say little of the article."""
    told = {name: span for name, span in names_in(question).items() if acts.get(name)}
    spans: list[tuple[int, int, str]] = []
    for name, (start, end) in sorted(told.items(), key=lambda one: (one[1][0] - one[1][1], one[1][0])):
        if not any(start < other_end and other_start < end for other_start, other_end, _name in spans):
            spans.append((start, end, name))
    if not spans:
        return question
    quiet = list(question.quiet)
    for start, end, _name in spans:
        while start and question.words[start - 1] in _OF_KIND:
            start -= 1
        while end < len(quiet) and (question.words[end] in ("nam", "so") or question.words[end].isdigit()):
            end += 1
        quiet[start:end] = [True] * (end - start)
    if all(quiet):
        return replace(question, named=frozenset(act for *_span, name in spans for act in acts[name]))
    return replace(
        question,
        quiet=tuple(quiet),
        weights=_weights(question.words, quiet),
        named=frozenset(act for *_span, name in spans for act in acts[name]),
    )


def name_of(title: str) -> str:
    """What an act of a title is called by: without its kind, and without the year behind.

    >>> name_of("Luật Đất đai năm 2013"), name_of("Hiến pháp 2013")
    ('dat dai', 'hien phap')
    """
    words = syllables(title)[:LONGEST_NAME]
    while head := next((one for one in _HEADS if tuple(words[: len(one)]) == one and len(words) > len(one)), None):
        words = words[len(head) :]
    while len(words) > 1 and (words[-1] in ("nam", "so") or words[-1].isdigit()):
        words = words[:-1]
    return " ".join(words)
