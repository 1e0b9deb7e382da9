"""What the page of search shows: articles for a question in the register, with facets, states and snippets."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from thuongton.law.levels import IssuingLevel, level_of
from thuongton.law.models import LegalAct
from thuongton.law.queries.articles import changed_articles
from thuongton.law.said import title_of
from thuongton.law.states import LegalState
from thuongton.people.models import User
from thuongton.search.postings import act_of
from thuongton.search.queries import RegisterIndex, acts_within, labels_of, states_on, words_of
from thuongton.search.question import AskedQuestion, read_question
from thuongton.search.ranking import rank
from thuongton.search.snippets import SnippetPiece, snippet_of

MOST = 100
PAGE = 20
LOOKED = 8_000
"""Letters of an article in which a snippet is looked for."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a person narrowed the answer to; "" and None: nothing."""

    kind: str = ""
    issuer: str = ""
    year: int | None = None
    state: str = ""
    level: str = ""

    @property
    def any(self) -> bool:
        """Whether it is narrowed at all."""
        return bool(self.kind or self.issuer or self.year or self.state or self.level)


@dataclass(frozen=True, slots=True)
class FoundLine:
    """One article of the answer: its state and words are those of the day, whatever words it was found by."""

    act: LegalAct
    label: str
    heading: str
    state: LegalState
    snippet: list[SnippetPiece]


@dataclass(frozen=True, slots=True)
class Findings:
    """The answer: one page of lines, how many there are, and what of each sort (from the most frequent)."""

    lines: list[FoundLine] = field(default_factory=list)
    total: int = 0
    kinds: list[tuple[str, int]] = field(default_factory=list)
    issuers: list[tuple[str, int]] = field(default_factory=list)
    years: list[tuple[int, int]] = field(default_factory=list)
    states: list[tuple[LegalState, int]] = field(default_factory=list)
    levels: list[tuple[IssuingLevel, int]] = field(default_factory=list)


def find(user: User, text: str, on: dt.date, narrowed: Narrowed = Narrowed(), page: int = 1) -> Findings:
    """Articles for a question as of a day."""
    question = read_question(text, on)
    within = acts_within(user, on, narrowed.kind, narrowed.issuer, narrowed.year, narrowed.state, narrowed.level)
    ranked = rank(RegisterIndex(), question, MOST, acts=within)
    rows = labels_of([one.article for one in ranked])
    states = states_on({act_of(one.article) for one in ranked}, on)
    acts = [rows[one.article].act for one in ranked]
    here = [one.article for one in ranked[(page - 1) * PAGE : page * PAGE]]
    words = words_of(here, LOOKED)
    changed = changed_articles([(rows[number].act, rows[number].label) for number in here], on)
    asked = _loud(question)
    lines = []
    for number in here:
        row = rows[number]
        told = changed.get((row.act.pk, row.label))
        text = words.get(number, "") if told is None else (told.text or "")[:LOOKED]
        state = states[act_of(number)] if told is None else told.state
        lines.append(FoundLine(row.act, row.label, row.heading, state, snippet_of(text, asked)))
    return Findings(
        lines,
        len(ranked),
        Counter(act.kind for act in acts if act.kind).most_common(8),
        Counter(act.issuer for act in acts if act.issuer).most_common(8),
        sorted(Counter(year for act in acts if (year := _year(act))).items(), reverse=True)[:12],
        Counter(states[act.pk] for act in acts).most_common(),
        sorted(Counter(level for act in acts if (level := level_of(act.issuer, act.number))).items(), key=_from_top),
    )


def _from_top(one: tuple[IssuingLevel, int]) -> int:
    return list(IssuingLevel).index(one[0])


def called(one: FoundLine) -> str:
    """What a line is called: its article with the heading; the name or number of an act without articles."""
    if one.label:
        return f"Điều {one.label}. {one.heading}".strip()
    return title_of(one.act) or one.act.number


def _loud(question: AskedQuestion) -> set[str]:
    """The words of a question that name a subject."""
    return {word for word, quiet in zip(question.words, question.quiet, strict=True) if not quiet}


def _year(act: LegalAct) -> int | None:
    day = act.issued_on or act.told_issued_on
    return day.year if day is not None else None
