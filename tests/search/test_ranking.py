"""What a question finds: names, numbers, articles, days, quotes, minus, marks; order is of no matter."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.made import DECREE, NEW, OLD, bees
from thuongton.search import features, formula
from thuongton.search.corpora import index_of
from thuongton.search.question import names_in, read_question
from thuongton.search.ranking import rank
from thuongton.search.terms import asked_syllables, syllables

INDEX = index_of(bees())
LATER = dt.date(2020, 1, 1)
EARLIER = dt.date(2010, 1, 1)


def found(text: str, on: dt.date | None = LATER) -> list[str]:
    """The ids of the articles that a question finds."""
    return [INDEX.ids[one.article] for one in rank(INDEX, read_question(text, on))]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("cấp giấy phép nuôi ong mất mấy ngày", f"{NEW}|3"),
        ("cap giay phep nuoi ong mat may ngay", f"{NEW}|3"),
        ("cấp giay phép nuoi ong mất may ngày", f"{NEW}|3"),
        ("đàn ong là gì", f"{NEW}|2"),
        ("điều 1 luật nuôi ong", f"{NEW}|1"),
        ("khoản 2 điều 3 nghị định 30/2014/NĐ-CP", f"{DECREE}|3"),
        ("dieu 3 nghi dinh 30 2014 ndcp", f"{DECREE}|3"),
        ("phạt nuôi ong không phép", f"{DECREE}|2"),
        ('thùng "đường đi"', f"{DECREE}|3"),
    ],
)
def test_the_answer_comes_first(text: str, first: str) -> None:
    assert found(text)[0] == first


def test_of_two_laws_of_one_name_that_of_the_day() -> None:
    assert found("cấp giấy phép nuôi ong", LATER)[0] == f"{NEW}|3"
    assert found("cấp giấy phép nuôi ong", EARLIER)[0] == f"{OLD}|2"


def test_what_the_articles_say_of_their_acts_is_read() -> None:
    index = index_of(bees(titled=False))
    acts = {one.number: one for one in index.acts(range(1, 9)).values()}
    assert acts[OLD].ended == dt.date(2014, 7, 1)
    assert acts[OLD].effective == dt.date(2004, 7, 1)
    assert acts[NEW].ended is None
    assert acts[NEW].words == ("nuoi", "ong")
    assert [acts[law].rank for law in (OLD, NEW, DECREE)] == [1, 1, 2]


def test_quotes_demand_and_minus_leaves_out() -> None:
    assert set(found('"ghi nhãn"')) == {f"{DECREE}|4"}
    assert f"{DECREE}|4" in found("mật ong")
    assert f"{DECREE}|4" not in found('mật ong -"sáp ong"')
    assert f"{DECREE}|4" not in found("mật ong -sáp")
    assert found('"không đâu có lời này"') == []


@pytest.mark.parametrize("text", ["", "   ", "?!", "-", '""', "«»", "zzz qqq", "-ong", "\x00", "a" * 100_000])
def test_nothing_asked_finds_nothing(text: str) -> None:
    assert found(text) == []


def test_numbers_in_any_spelling() -> None:
    spellings = ("30/2014/NĐ-CP", "30/2014/nđ-cp", "30-2014-NĐ-CP", "30/2014/NDCP", "30 / 2014 / NĐ - CP")
    assert {tuple(asked_syllables(one)) for one in spellings} == {("30", "2014", "nd", "cp")}
    for one in spellings:
        assert found(f"thùng nuôi {one}")[0] == f"{DECREE}|3"


def test_names_are_looked_for_after_words_that_bear_one() -> None:
    assert "nuoi ong" in names_in(read_question("theo luật nuôi ong"))
    assert "hien phap" in names_in(read_question("theo hiến pháp 2013"))
    assert names_in(read_question("nuôi ong ở xã")) == {}


def test_every_feature_has_a_weight_and_no_other() -> None:
    assert len(formula.weights()) == len(features.NAMES) == len(set(features.NAMES))
    ranked = rank(INDEX, read_question("nuôi ong", LATER))
    assert all(len(one.features) == len(features.NAMES) for one in ranked)


WORDS = sorted({word for one in bees() for word in syllables(one.text)})


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*WORDS, "luật", "điều", "-", '"', "zzz"]), max_size=12), st.dates())
def test_a_ranking_is_total_and_does_not_hang_on_marks(words: list[str], on: dt.date) -> None:
    text = " ".join(words)
    ranked = rank(INDEX, read_question(text, on))
    assert len({one.article for one in ranked}) == len(ranked)
    assert [one.score for one in ranked] == sorted((one.score for one in ranked), key=lambda one: -round(one, 9))
    assert ranked == rank(INDEX, read_question(text.upper(), on))


@settings(max_examples=20, deadline=None)
@given(st.permutations(["nuôi ong", "giấy phép", "mật", "phạt"]))
def test_the_order_of_acts_is_of_no_matter(parts: list[str]) -> None:
    turned = index_of(sorted(bees(), key=lambda one: (one.law != NEW, one.law)))
    text = " ".join(parts)
    one = [INDEX.ids[hit.article] for hit in rank(INDEX, read_question(text, LATER))]
    other = [turned.ids[hit.article] for hit in rank(turned, read_question(text, LATER))]
    assert sorted(one) == sorted(other)
    assert one[0] == other[0]
