"""A file of articles as an index in memory: what the command searches; no database.

What an article does not say of its act is read from the others: its name and day from those that cite it, the day from
which it is over from those that replace it, as the register does (``law.reading``, ``law.history``).
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import re
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from thuongton.law.gazette import at_latest, day_after_signing
from thuongton.law.history import ActHistories
from thuongton.law.reading import ActRead, read_act_text
from thuongton.law.works import LegalWork, LegalWorks, Order, issued_by, name_key
from thuongton.search.facts import SearchedAct, SearchedArticle, TermFacts, is_amending, rank_of
from thuongton.search.postings import MOST_ARTICLES, article_of, weigh
from thuongton.search.question import name_of
from thuongton.search.terms import distinct, syllables
from vanban.citations import cite
from vanban.model import AmendmentKind
from vanban.symbols import normalise, parse
from vanban.text import fold

LONGEST_LINE = 20_000_000
MOST_ARTICLES_OF_ALL = 2_000_000
_FINAL = re.compile(r"hiệu\s+lực|thi\s+hành|chuyển\s+tiếp|bãi\s+bỏ|thay\s+thế", re.IGNORECASE)
_NUMBERED = re.compile(r"\d/(?:\d{4}/)?[A-ZĐ]{2}|Luật\s+(?:[^\W\d]+,?\s+){1,12}?số\s")
_REACH = 400
"""Characters around a number in which its name and day may stand."""
_SUBJECT = re.compile(
    r"^.{0,200}?\bnày\s+(?:quy\s+định|hướng\s+dẫn)\s+(?:chi\s+tiết\s+)?(?:về\s+)?(?P<what>[^;:.\n]+)", re.DOTALL
)
MOST_OF_NAME = 50
"""Words of a name that are looked at."""
MOST_OF_SUBJECT = 24
"""Words of the first article that stand for a name nobody told."""


class UnusableCorpus(Exception):
    """A corpus or a file of questions that cannot be used, with one sentence why."""


@dataclass(frozen=True, slots=True)
class CorpusArticle:
    """One line of the corpus."""

    id: str
    law: str
    label: str
    heading: str
    text: str
    title: str = ""


@dataclass(slots=True)
class MemoryIndex:
    """Postings in memory."""

    count: int = 0
    ids: dict[int, str] = field(default_factory=dict)
    _postings: dict[str, array[int]] = field(default_factory=dict, repr=False)
    _articles: dict[int, SearchedArticle] = field(default_factory=dict, repr=False)
    _acts: dict[int, SearchedAct] = field(default_factory=dict, repr=False)
    _labelled: dict[tuple[int, str], list[int]] = field(default_factory=dict, repr=False)
    _named: dict[str, list[int]] = field(default_factory=dict, repr=False)

    def add_act(self, act: SearchedAct, name: str, head: str, articles: Iterable[tuple[str, str, str, str]]) -> None:
        """Take an act in: its facts, what its head says, and its articles as (id, label, heading, text), in order.

        Acts are taken in by growing numbers."""
        self._acts[act.act] = act
        for one in distinct([" ".join(syllables(act.number)), *([name] if name else [])]):
            self._named.setdefault(one, []).append(act.act)
        self._add(article_of(act.act, 0), "", head, head)
        for ordinal, (known, label, heading, text) in enumerate(articles, 1):
            self.ids[article_of(act.act, ordinal)] = known
            self._labelled.setdefault((act.act, fold(label)), []).append(article_of(act.act, ordinal))
            self._add(article_of(act.act, ordinal), label, heading, text)

    def _add(self, article: int, label: str, heading: str, text: str) -> None:
        words = weigh(heading, text)
        self._articles[article] = SearchedArticle(article, label, words.length, words.heading)
        self.count += 1
        for term, weight in words.terms.items():
            kept = self._postings.get(term)
            if kept is None:
                kept = self._postings[term] = array("Q")
            kept.append(article << 16 | weight)

    def named(self, names: Sequence[str]) -> Mapping[str, Sequence[int]]:
        """The acts of names and numbers."""
        return {name: self._named[name] for name in names if name in self._named}

    def labelled(self, acts: Sequence[int], label: str) -> Sequence[int]:
        """The articles of acts that bear a number."""
        return [article for act in acts for article in self._labelled.get((act, label), ())]

    def facts(self, terms: Sequence[str]) -> Mapping[str, TermFacts]:
        """What is known of the terms that are there."""
        return {term: TermFacts(term, len(self._postings[term])) for term in terms if term in self._postings}

    def postings(self, terms: Sequence[TermFacts]) -> Mapping[str, Sequence[int]]:
        """The postings of terms."""
        return {one.term: self._postings[one.term] for one in terms}

    def articles(self, numbers: Iterable[int]) -> Mapping[int, SearchedArticle]:
        """Articles by their numbers."""
        return {number: self._articles[number] for number in numbers if number in self._articles}

    def acts(self, numbers: Iterable[int]) -> Mapping[int, SearchedAct]:
        """Acts by their numbers."""
        return {number: self._acts[number] for number in numbers if number in self._acts}


def read_corpus(path: Path) -> list[CorpusArticle]:
    """The articles of a file of lines. Raises UnusableCorpus, OSError."""
    found: list[CorpusArticle] = []
    seen: set[str] = set()
    for number, row in json_lines(path):
        if not isinstance(row, dict) or not isinstance(row.get("text"), str) or row.get("id") in (None, ""):
            raise UnusableCorpus(f'{path}:{number}: mỗi dòng là một điều {{"id","law","article","heading","text"}}.')
        name = str(row["id"])
        if name in seen:
            raise UnusableCorpus(f"{path}:{number}: «{name[:80]}» có hai lần.")
        seen.add(name)
        law, _, label = name.rpartition("|")
        found.append(
            CorpusArticle(
                name,
                str(row.get("law") or law or name),
                str(row.get("article") or label),
                str(row.get("heading") or ""),
                row["text"],
                str(row.get("law_title") or ""),
            )
        )
        if len(found) > MOST_ARTICLES_OF_ALL:
            raise UnusableCorpus(f"{path}: hơn {MOST_ARTICLES_OF_ALL} điều.")
    return found


def json_lines(path: Path) -> Iterator[tuple[int, Any]]:
    """The lines of a file, packed or not, as JSON values; None for what is none. Raises UnusableCorpus, OSError."""
    number = 0
    try:
        with gzip.open(path, "rb") if path.suffix.lower() == ".gz" else path.open("rb") as stream:
            for number, line in enumerate(stream, 1):
                if not line.strip():
                    continue
                if len(line) > LONGEST_LINE:
                    raise UnusableCorpus(f"{path}:{number}: dòng dài quá {LONGEST_LINE} byte.")
                try:
                    yield number, json.loads(line.decode("utf-8-sig"))
                except (ValueError, RecursionError):
                    yield number, None
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise UnusableCorpus(f"{path}:{number + 1}: tệp nén hỏng hoặc không phải .gz.") from None


def index_of(articles: Iterable[CorpusArticle]) -> MemoryIndex:
    """The index of a corpus. Articles of an act need not stand together."""
    laws: dict[str, list[CorpusArticle]] = defaultdict(list)
    for article in articles:
        laws[article.law].append(article)
    facts = _facts(laws)
    index = MemoryIndex()
    number = 0
    for law, some in laws.items():
        for start in range(0, len(some), MOST_ARTICLES):
            number += 1
            act, name, head = facts[law]
            index.add_act(
                SearchedAct(
                    number, act.number, act.rank, act.amending, act.begins, act.effective, act.ended, act.words
                ),
                name,
                head,
                ((one.id, one.label, one.heading, one.text) for one in some[start : start + MOST_ARTICLES]),
            )
    return index


def _facts(laws: Mapping[str, Sequence[CorpusArticle]]) -> dict[str, tuple[SearchedAct, str, str]]:
    """The facts of each act, and the words of its head."""
    told, days = _told(laws)
    read = {law: read_act_text(_last_words(some)) for law, some in laws.items()}
    works = {
        law: _work(law, some, read[law], told.get(normalise(law)), days.get(normalise(law)))
        for law, some in laws.items()
    }
    ends = ends_of(works.values())
    found = {}
    for law, some in laws.items():
        work = works[law]
        named = work.title or _subject(some)
        head = " ".join(f"{_kind(law, work.kind)} {named}".split()[:MOST_OF_NAME]) + f" {law}"
        found[law] = (
            SearchedAct(
                0,
                law,
                rank_of(work.kind, law),
                is_amending(work.title or some[0].heading),
                work.issued_from,
                work.effective_on or work.at_latest,
                ends.get(id(work)),
                tuple(distinct(syllables(named)[:MOST_OF_NAME])),
            ),
            name_of(work.title) if work.title else "",
            head,
        )
    return found


def _told(
    laws: Mapping[str, Sequence[CorpusArticle]],
) -> tuple[dict[str, Counter[str]], dict[str, Counter[dt.date]]]:
    """What the acts say of one another: names and days of issue by number."""
    titles: dict[str, Counter[str]] = defaultdict(Counter)
    days: dict[str, Counter[dt.date]] = defaultdict(Counter)
    for some in laws.values():
        for one in cite("\n".join(_near_numbers(article.text) for article in some)):
            if one.number is None or one.class_ == "self":
                continue
            key = normalise(one.number)
            if one.title:
                titles[key][one.title] += 1
            if one.date is not None:
                days[key][one.date] += 1
    return titles, days


def _near_numbers(text: str) -> str:
    """What stands around the numbers of a text."""
    kept: list[tuple[int, int]] = []
    for match in _NUMBERED.finditer(text):
        start, end = max(0, match.start() - 150), match.end() + _REACH
        if kept and start <= kept[-1][1]:
            kept[-1] = kept[-1][0], end
        else:
            kept.append((start, end))
    return "\n".join(text[start:end] for start, end in kept)


def _last_words(articles: Sequence[CorpusArticle]) -> str:
    """The articles of an act that say from when it is in force and what it ends."""
    return "\n".join(
        one.text if not one.label[:1].isdigit() else f"Điều {one.label}. {one.text}"
        for one in articles
        if _FINAL.search(one.heading or one.text[:200])
    )


def _work(
    law: str, articles: Sequence[CorpusArticle], read: ActRead, told: Counter[str] | None, days: Counter[dt.date] | None
) -> LegalWork:
    title = next((one.title for one in articles if one.title), "") or _most(told) or ""
    issued = _most(days)
    effective = read.effective_on or day_after_signing(issued, read.effective_words)
    return LegalWork(
        number=law,
        title=title,
        issued_on=issued,
        effective_on=effective,
        at_latest=at_latest(issued or issued_by(law), read.effective_words) if effective is None else None,
        orders=tuple(Order(operation, payload) for operation, payload in read.orders),
    )


def _kind(number: str, kind: str) -> str:
    parsed = parse(number)
    return kind or (parsed.kind.name if parsed is not None and parsed.kind is not None else "")


def _most(said: Counter[Any] | None) -> Any:
    return said.most_common(1)[0][0] if said else None


def _subject(articles: Sequence[CorpusArticle]) -> str:
    """What an act without a name says it is about, in its first article."""
    match = _SUBJECT.match(articles[0].text)
    return " ".join(match["what"].split()[:MOST_OF_SUBJECT]) if match is not None else ""


def ends_of(works: Iterable[LegalWork]) -> dict[int, dt.date]:
    """The day from which each act is over for sure, by its identity: repealed whole, or followed by one of its name."""
    works = list(works)
    histories = ActHistories(LegalWorks(works))
    found: dict[int, dt.date] = {}
    for work in works:
        for step in histories.of(work).steps:
            last = step.effective or step.latest
            whole = step.operation.kind is AmendmentKind.REPEAL and step.operation.scope == "document"
            if whole and last is not None and not step.waits:
                found[id(work)] = min(last, found.get(id(work), last))
    by_name: dict[str, list[LegalWork]] = defaultdict(list)
    for work in works:
        if work.title and not is_amending(work.title):
            by_name[f"{rank_of(work.kind, work.number)} {name_key(work.title)}"].append(work)
    for some in by_name.values():
        dated = sorted((one for one in some if _starts(one) is not None), key=lambda one: _starts(one) or dt.date.max)
        for earlier, later in pairwise(dated):
            start = _starts(later)
            if start is not None and start != _starts(earlier):
                found[id(earlier)] = min(start, found.get(id(earlier), start))
    return found


def _starts(work: LegalWork) -> dt.date | None:
    return work.effective_on or work.at_latest or work.issued_by
