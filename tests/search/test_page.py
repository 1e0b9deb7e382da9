"""«Tìm trong pháp luật»: what a person sees, narrows and follows; nonsense in the address is no fault of the page."""

from __future__ import annotations

import pytest
from django.test import Client

from factories import make_world, officer
from search.made import DECREE, NEW, OLD
from search.made_register import register
from thuongton.law.demonstration import ACTS
from thuongton.law.importing.sources import Candidate
from thuongton.law.services.importing import import_acts
from thuongton.search.services import index_pending
from thuongton.search.snippets import snippet_of

pytestmark = pytest.mark.django_db
PAGE = "/tim-phap-luat/"


@pytest.fixture
def reader(client: Client) -> Client:
    """Somebody who is signed in, and laws to be found."""
    register()
    index_pending()
    client.force_login(officer(make_world().commune))
    return client


def test_found_articles_lead_to_their_provision_on_the_day(reader: Client) -> None:
    page = reader.get(PAGE, {"q": "cap giay phep nuoi ong", "ngay": "2010-01-01"}).content.decode()
    assert "/dieu-2?ngay=2010-01-01" in page
    assert "<mark>giấy</mark>" in page
    first = page.index(OLD)
    assert first < page.index(f">Luật {NEW}") if f">Luật {NEW}" in page else True


def test_an_answer_is_narrowed(reader: Client) -> None:
    found = reader.get(PAGE, {"q": "nuôi ong", "loai": "Nghị định", "ngay": "2020-01-01"}).context["found"]
    assert {one.act.number for one in found.lines} == {DECREE}
    found = reader.get(PAGE, {"q": "nuôi ong", "tinh-trang": "expired", "ngay": "2020-01-01"}).context["found"]
    assert {one.act.number for one in found.lines} == {OLD}
    found = reader.get(PAGE, {"q": "nuôi ong", "nam": "2013"}).context["found"]
    assert {one.act.number for one in found.lines} == {NEW}
    whole = reader.get(PAGE, {"q": "nuôi ong", "ngay": "2020-01-01"}).context["found"]
    assert sum(number for _kind, number in whole.kinds) == whole.total
    assert sum(number for _state, number in whole.states) == whole.total


@pytest.mark.parametrize(
    "asked",
    [
        {}, {"q": ""}, {"q": "zzz"}, {"q": "\x00"}, {"q": '"'}, {"q": "nuôi", "ngay": "31/2/2020"},
        {"q": "nuôi", "trang": "x"}, {"q": "nuôi", "trang": "99999999"}, {"q": "nuôi", "nam": "²"},
        {"q": "nuôi", "tinh-trang": "zzz"}, {"q": "nuôi", "loai": "zzz"}, {"q": "<script>alert(1)</script>"},
        {"q": "a" * 300},
    ],
)  # fmt: skip
def test_nonsense_is_answered_calmly(reader: Client, asked: dict[str, str]) -> None:
    page = reader.get(PAGE, asked)
    assert page.status_code == 200
    assert b"<script>alert" not in page.content


def test_the_search_of_the_frame_finds_articles(reader: Client) -> None:
    page = reader.get("/tim/", {"q": "cấp giấy phép nuôi ong"})
    assert "Cấp giấy phép nuôi ong" in page.content.decode()


def test_strangers_are_sent_to_sign_in(client: Client) -> None:
    assert client.get(PAGE).status_code == 302


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("Nuôi ong lấy mật.", {"ong", "mat"}, ["ong", "mật"]),
        ("x " * 400 + "Điều kiện nuôi ong", {"nuoi", "ong"}, ["nuôi", "ong"]),
        ("không có gì", set(), []),
        ("", {"a"}, []),
    ],
)
def test_a_snippet_marks_what_was_asked(text: str, words: set[str], marked: list[str]) -> None:
    pieces = snippet_of(text, words)
    assert [one.text for one in pieces if one.marked] == marked
    assert len("".join(one.text for one in pieces)) <= 300


@pytest.mark.parametrize(("day", "words"), [("2020-06-01", "10 ngày làm việc"), ("2022-06-01", "07 ngày làm việc")])
def test_the_words_that_are_shown_are_those_of_the_day(client: Client, day: str, words: str) -> None:
    """Articles are found by their words as issued; what an amending act made of them is what one reads."""
    import_acts(None, [Candidate(facts, text, facts.number) for facts, text in ACTS])
    index_pending()
    client.force_login(officer(make_world().commune))
    found = client.get(PAGE, {"q": "luật phòng chống lũ phạm vi điều chỉnh ngày làm việc", "ngay": day}).context[
        "found"
    ]
    first = next(one for one in found.lines if one.act.number == ACTS[0][0].number and one.label == "1")
    assert words in "".join(piece.text for piece in first.snippet)


def test_an_answer_is_narrowed_by_the_level_of_the_issuer(reader: Client) -> None:
    found = reader.get(PAGE, {"q": "nuôi ong", "ngay": "2020-01-01"}).context["found"]
    assert sum(number for _level, number in found.levels) == found.total
    assert reader.get(PAGE, {"q": "nuôi ong", "cap": "xa"}).context["found"].total == 0
    whole = reader.get(PAGE, {"q": "nuôi ong", "ngay": "2020-01-01", "cap": "trung-uong"}).context["found"]
    assert whole.total == found.total


def test_a_question_is_kept_and_forgotten(reader: Client) -> None:
    def kept() -> list[tuple[str, str]]:
        return [(one.name, one.query) for one in reader.get(PAGE).context["views"]]

    query = "q=nu%C3%B4i+ong&ngay=2020-01-01&loai=Lu%E1%BA%ADt"
    answer = reader.post(f"{PAGE}cau-tim/", {"query": f"{query}&x=1", "ten": "Ong", "seen": ""})
    assert answer["location"] == f"{PAGE}?{query}"
    assert kept() == [("Ong", query)]
    side = reader.get("/").content.decode()
    assert f"{PAGE}?q=nu%C3%B4i+ong" in side
    reader.post(f"{PAGE}cau-tim/", {"query": "", "ten": "Trống"})
    reader.post(f"{PAGE}cau-tim/", {"query": query, "ten": " "})
    assert len(kept()) == 1
    row = reader.get(PAGE).context["views"][0]
    reader.post(f"{PAGE}cau-tim/", {"query": query, "bo": str(row.pk)})
    assert kept() == []
