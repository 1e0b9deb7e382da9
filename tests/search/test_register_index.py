"""The index of the register: it follows, it ranks as a file in memory does, it is checked."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.made import DECREE, NEW, OLD, bees
from search.made_register import register, words_of
from thuongton.law.followers import register_changed
from thuongton.law.models import ActText, LegalAct
from thuongton.search import services
from thuongton.search.articles import articles_in
from thuongton.search.corpora import MemoryIndex
from thuongton.search.models import IndexedAct, IndexedArticle, SearchTerm, TermPostings
from thuongton.search.postings import act_of
from thuongton.search.queries import RegisterIndex, otherwise, unlike
from thuongton.search.question import name_of, read_question
from thuongton.search.ranking import Ranked, rank
from thuongton.search.services import follow_register, index_pending
from thuongton.search.terms import syllables

pytestmark = pytest.mark.django_db
LATER, EARLIER = dt.date(2020, 1, 1), dt.date(2010, 1, 1)


def in_memory() -> MemoryIndex:
    """The acts of the register as an index in memory, with the facts that the register has of them."""
    index, facts = MemoryIndex(), RegisterIndex()
    for act in LegalAct.objects.order_by("pk"):
        text = ActText.objects.get(act=act).text
        index.add_act(
            facts.acts([act.pk])[act.pk],
            name_of(act.title),
            f"{act.kind} {act.title} {act.number}",
            [
                (f"{act.number}|{one.label}", one.label, one.heading, text[one.start : one.end])
                for one in articles_in(text)
            ],
        )
    return index


def shown(ranked: list[Ranked]) -> list[tuple[int, float]]:
    """Articles with what they are worth, as far as it decides."""
    return [(one.article, round(one.score, 9)) for one in ranked]


def found(text: str, on: dt.date = LATER, acts: set[int] | None = None) -> list[str]:
    """What a question finds in the register."""
    labels = {row.article: f"{row.act.number}|{row.label}" for row in IndexedArticle.objects.select_related("act")}
    return [labels[one.article] for one in rank(RegisterIndex(), read_question(text, on), acts=acts)]


def test_articles_are_where_they_stand_in_the_words() -> None:
    text = words_of(NEW)
    parts = articles_in(text)
    assert [(one.label, one.heading) for one in parts] == [(one.label, one.heading) for one in bees() if one.law == NEW]
    assert "".join(text[one.start : one.end] for one in parts) == text
    assert articles_in("") == []
    assert [one.label for one in articles_in("Không có điều nào.")] == [""]


def test_what_the_register_has_is_found() -> None:
    made = register()
    assert index_pending() == 3
    assert found("cấp giấy phép nuôi ong")[0] == f"{NEW}|3"
    assert found("cap giay phep nuoi ong", EARLIER)[0] == f"{OLD}|2"
    assert found("điều 3 nghị định 30/2014/NĐ-CP")[0] == f"{DECREE}|3"
    assert {one.partition("|")[0] for one in found("nuôi ong", acts={made[DECREE].pk})} == {DECREE}
    assert index_pending() == 0


WORDS = sorted({word for one in bees() for word in syllables(one.text)} | {"luật", "điều", "khoản", "zzz", '"', "-"})


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.lists(st.sampled_from(WORDS), max_size=10), min_size=1, max_size=3), st.sampled_from([LATER, EARLIER])
)
def test_tables_and_memory_give_the_same_ranking(asked: list[list[str]], late: bool) -> None:
    on = LATER if late else EARLIER
    if not LegalAct.objects.exists():
        register()
        index_pending()
    memory, tables = in_memory(), RegisterIndex()
    assert memory.count == tables.count
    for words in [*asked, ["thùng", "nuôi", "ong", "điều", "3", "luật", "nuôi", "ong"]]:
        question = read_question(" ".join(words), on)
        assert shown(rank(tables, question)) == shown(rank(memory, question))


def test_an_act_that_changes_is_indexed_again_and_leaves_nothing_behind() -> None:
    made = register()
    index_pending()
    terms = dict(SearchTerm.objects.values_list("term", "found"))
    act = made[DECREE]
    LegalAct.objects.filter(pk=act.pk).update(title="về sáp", sha256="0" * 64)
    ActText.objects.filter(act=act).update(text="Điều 1. Sáp\nSáp trắng.")
    assert list(unlike()) == [act.pk]
    assert set(otherwise()) == {act.pk}
    assert index_pending() == 1
    assert not list(otherwise())
    assert found("sáp trắng") == [f"{DECREE}|1"]
    assert found("thùng gỗ") == []
    LegalAct.objects.filter(pk=act.pk).update(title=act.title, sha256=act.sha256)
    ActText.objects.filter(act=act).update(text=words_of(DECREE))
    index_pending()
    assert {term: number for term, number in SearchTerm.objects.values_list("term", "found") if number} == terms
    kept = TermPostings.objects.values_list("data", flat=True)
    assert sum(terms.values()) == sum(len(bytes(one)) // 8 for one in kept)


def test_an_indexing_that_was_cut_off_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    register()

    monkeypatch.setattr(services, "TOGETHER", 1)

    def stop(number: int) -> None:
        if number == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index_pending(stop)
    assert IndexedAct.objects.count() == 2
    assert index_pending() == 1
    assert {act_of(one) for one in IndexedArticle.objects.values_list("article", flat=True)} == set(
        IndexedAct.objects.values_list("act", flat=True)
    )


def test_a_question_asks_a_fixed_number_of_statements() -> None:
    register()
    index_pending()
    numbers = set()
    for text in ("nuôi ong", "cấp giấy phép nuôi ong mất mấy ngày theo luật nuôi ong", "điều 3 luật nuôi ong"):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            rank(RegisterIndex(), read_question(text, LATER))
        numbers.add(len(asked))
    assert max(numbers) <= 8


def test_the_register_tells_search(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []
    monkeypatch.setattr(services, "enqueue_once", lambda task, number: told.append(task))
    follow_register()
    assert told == []
    register()
    register_changed()
    assert told == [services.index_waiting]
    index_pending()
    register_changed()
    assert len(told) == 1
