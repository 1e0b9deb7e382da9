"""Every read of the index: postings and facts for ranking, words for showing, what is not as the register is."""

from __future__ import annotations

import datetime as dt
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Greatest, Least, Substr

from thuongton.law.levels import level_of
from thuongton.law.models import ActText, ActWindow, LegalAct
from thuongton.law.queries.acts import visible_to
from thuongton.law.queries.pieces import pieces
from thuongton.law.queries.states import in_states
from thuongton.law.states import LegalState
from thuongton.law.windows import FIRST
from thuongton.people.models import User
from thuongton.search.articles import articles_in
from thuongton.search.facts import SearchedAct, SearchedArticle, TermFacts, is_amending, rank_of
from thuongton.search.marks import mark_of
from thuongton.search.models import IndexedAct, IndexedArticle, SearchTerm, TermPostings
from thuongton.search.postings import unpacked
from thuongton.search.terms import distinct, words_once

MOST_OF_NAME = 50


class RegisterIndex:
    """The index of the register, as ranking asks it; see ``facts.Index``."""

    @cached_property
    def count(self) -> int:
        """How many articles there are, heads of acts too."""
        return int(IndexedAct.objects.aggregate(number=Sum(F("articles") + 1))["number"] or 0)

    def named(self, names: Sequence[str]) -> Mapping[str, Sequence[int]]:
        """The acts of names and numbers."""
        found: dict[str, list[int]] = defaultdict(list)
        for some in pieces(names):
            rows = IndexedAct.objects.filter(Q(name__in=some) | Q(number__in=some)).order_by("act")
            for act, name, number in rows.values_list("act", "name", "number"):
                for one in distinct([number, name]):
                    if one in some:
                        found[one].append(act)
        return found

    def labelled(self, acts: Sequence[int], label: str) -> Sequence[int]:
        """The articles of acts that bear a number."""
        rows = IndexedArticle.objects.filter(act__in=acts, label=label).order_by("article")
        return list(rows.values_list("article", flat=True))

    def facts(self, terms: Sequence[str]) -> Mapping[str, TermFacts]:
        """What is known of the terms that are there."""
        rows = SearchTerm.objects.filter(term__in=terms, found__gt=0).values_list("term", "found", "pk")
        return {term: TermFacts(term, found, key) for term, found, key in rows}

    def postings(self, terms: Sequence[TermFacts]) -> Mapping[str, Sequence[int]]:
        """The postings of terms."""
        pieces_of: dict[int, array[int]] = {one.key: array("Q") for one in terms}
        rows = TermPostings.objects.filter(term__in=list(pieces_of)).order_by("term", "block")
        for term, data in rows.values_list("term_id", "data").iterator(chunk_size=5_000):
            pieces_of[term].extend(unpacked(bytes(data)))
        return {one.term: pieces_of[one.key] for one in terms}

    def articles(self, numbers: Iterable[int]) -> Mapping[int, SearchedArticle]:
        """Articles by their numbers."""
        found = {}
        for some in pieces(numbers):
            rows = IndexedArticle.objects.filter(article__in=some)
            for number, label, length, heading in rows.values_list("article", "label", "length", "heading"):
                found[number] = SearchedArticle(number, label, length, words_once(heading))
        return found

    def acts(self, numbers: Iterable[int]) -> Mapping[int, SearchedAct]:
        """Acts by their numbers, with their days as the register derives them."""
        rows = list(LegalAct.objects.filter(pk__in=list(numbers)).only(*_OF_ACT))
        spans = _spans(act.pk for act in rows)
        return {act.pk: searched(act, spans.get(act.pk, [])) for act in rows}


def searched(act: LegalAct, windows: Sequence[tuple[dt.date, dt.date, str]]) -> SearchedAct:
    """An act of the register as ranking sees it; ``windows`` are its states in order, from a day to a day."""
    title = act.title or act.told_title
    issued = act.issued_on or act.told_issued_on
    before = [until for _since, until, state in windows if state in (LegalState.ABSENT, LegalState.NOT_YET)]
    runs = [since for since, _until, state in windows if state in _RUNS and since > FIRST]
    over = [since for since, until, state in windows if state == LegalState.EXPIRED and until == dt.date.max]
    return SearchedAct(
        act.pk,
        act.number,
        rank_of(act.kind, act.number),
        is_amending(title),
        issued or (before[0] if before else None),
        act.effective_on or (runs[0] if runs else None),
        over[0] if over else None,
        words_once(title, MOST_OF_NAME),
    )


_OF_ACT = ("number", "kind", "title", "told_title", "issued_on", "told_issued_on", "effective_on")
_RUNS = (LegalState.IN_FORCE, LegalState.PARTLY_EXPIRED, LegalState.SUSPENDED)


def _spans(acts: Iterable[int]) -> dict[int, list[tuple[dt.date, dt.date, str]]]:
    found: dict[int, list[tuple[dt.date, dt.date, str]]] = defaultdict(list)
    for some in pieces(acts):
        rows = ActWindow.objects.filter(act__in=some).order_by("act", "since")
        for act, since, until, state in rows.values_list("act", "since", "until", "state"):
            found[act].append((since, until, state))
    return found


def words_of(articles: Collection[int], most: int) -> dict[int, str]:
    """The first words of articles, for showing what was found."""
    long = Greatest(Least(F("end") - F("start"), most), 1)
    rows = IndexedArticle.objects.filter(article__in=list(articles))
    shown = rows.annotate(shown=Substr("act__words__text", F("start") + 1, long))
    return {number: text or "" for number, text in shown.values_list("article", "shown")}


def labels_of(articles: Collection[int]) -> dict[int, IndexedArticle]:
    """Articles by their numbers, with act, label and heading."""
    return {row.article: row for row in IndexedArticle.objects.filter(article__in=list(articles)).select_related("act")}


def unlike() -> Iterator[int]:
    """The acts of which the index does not hold what the register says: new ones, those with other words or name."""
    marks = dict(IndexedAct.objects.values_list("act", "mark"))
    for act in in_register().iterator(chunk_size=2_000):
        if marks.get(act.pk) != mark_of(act):
            yield act.pk


def in_register() -> QuerySet[LegalAct]:
    """The acts that have words to be found."""
    return LegalAct.objects.exclude(sha256="").order_by("pk")


def acts_within(
    user: User, on: dt.date, kind: str, issuer: str, year: int | None, state: str, level: str = ""
) -> set[int] | None:
    """The acts that a narrowed question may find; None: all."""
    if not (kind or issuer or year or state or level):
        return None
    rows = visible_to(user)
    if kind:
        rows = rows.filter(kind=kind)
    if issuer:
        rows = rows.filter(issuer=issuer)
    if year:
        rows = rows.filter(Q(issued_on__year=year) | Q(issued_on=None, told_issued_on__year=year))
    if state:
        rows = in_states(rows, on, [state])
    if level:
        told = rows.order_by().values_list("pk", "issuer", "number")
        return {pk for pk, name, number in told.iterator() if level_of(name, number) == level}
    return set(rows.order_by().values_list("pk", flat=True))


def states_on(acts: Collection[int], on: dt.date) -> dict[int, LegalState]:
    """The states of acts on a day, as the register keeps them."""
    found = dict.fromkeys(acts, LegalState.UNKNOWN)
    for some in pieces(acts):
        rows = ActWindow.objects.filter(act__in=some, since__lte=on, until__gt=on)
        found |= {act: LegalState(state) for act, state in rows.values_list("act", "state")}
    return found


SAMPLE = 40
"""So many acts are laid word by word beside their index by a check; of a larger register some from every part."""


def otherwise() -> Iterator[int]:
    """Acts whose articles in the index are not those of their words."""
    rows = IndexedAct.objects.order_by("act")
    number = rows.count()
    for at in range(0, number, max(1, number // SAMPLE)):
        row = rows[at]
        text = ActText.objects.filter(act=row.act_id).values_list("text", flat=True).first() or ""
        spans = [(one.start, one.end) for one in articles_in(text)]
        held = IndexedArticle.objects.filter(act=row.act_id).order_by("article").values_list("start", "end")
        if spans != list(held) or row.articles != len(spans):
            yield row.act_id
