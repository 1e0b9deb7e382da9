"""The boundary for input: letters no keyboard gives, numbers and days out of reach, texts longer than their place."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.test import Client, override_settings

from factories import World, officer
from thuongton.documents.models import Document
from thuongton.people.models import Unit, User
from thuongton.web.dates import parse_day
from thuongton.web.input_middleware import cleaned, overlong
from thuongton.web.inputs import LARGEST, MOST_IN_ADDRESS, MOST_LETTERS, MOST_TITLE, clean_text, whole


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Kế hoạch số 1", "Kế hoạch số 1"),
        ("dòng\r\nvà\tcột", "dòng\r\nvà\tcột"),
        ("a\x00b\x07c\x1b[31m", "abc[31m"),
        ("\x7f\x80\x9fđuôi", "đuôi"),
        ("nửa \ud800 chữ \udfff", "nửa  chữ "),
        ("\ufffe\uffff", ""),
        ("chữ tổ hợp ệ và \u0301", "chữ tổ hợp ệ và \u0301"),
        ("😀 ngoài mặt phẳng", "😀 ngoài mặt phẳng"),
    ],
)
def test_letters_that_no_keyboard_gives_are_taken_out(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept
    assert clean_text(kept) == kept


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0", 0), ("42", 42), ("007", 7), (str(LARGEST), LARGEST), (str(LARGEST + 1), None), ("9" * 4301, None),
        ("", None), ("-1", None), ("+1", None), (" 1", None), ("1\n", None), ("²", None), ("٣", None), ("1e3", None),
    ],
)  # fmt: skip
def test_whole_numbers(typed: str, number: int | None) -> None:
    assert whole(typed) == number


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("31/3/2026", dt.date(2026, 3, 31)), ("1945-01-01", dt.date(1945, 1, 1)), ("31/12/1944", None),
        ("2199-12-31", dt.date(2199, 12, 31)), ("2200-01-01", None), ("9999-12-31", None),
        ("0001-01-01", None), ("31/02/2026", None),
        ("٣١/٣/٢٠٢٦", None), ("1/1/99999", None),
    ],
)  # fmt: skip
def test_days(typed: str, day: dt.date | None) -> None:
    assert parse_day(typed) == day


def test_a_form_is_cleaned_name_and_value_and_left_alone_when_clean() -> None:
    clean = QueryDict("a=1&a=2&b=xin+ch%C3%A0o")
    assert cleaned(clean) is clean
    dirty = cleaned(QueryDict("t%00en=m%E1%BB%99t%00&t%00en=hai"))
    assert dict(dirty.lists()) == {"ten": ["một", "hai"]}
    assert overlong(QueryDict(f"a={'x' * 11}"), 10, frozenset()) == ("a", 10)
    assert overlong(QueryDict(f"a={'x' * 11}"), 10, frozenset({"a"})) is None


@pytest.fixture
def clerk(world: World) -> User:
    return officer(world.commune)


@pytest.fixture
def browser(clerk: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(clerk)
    return client


@pytest.mark.parametrize(
    ("column", "length", "fits"),
    [("title", MOST_TITLE, True), ("title", MOST_TITLE + 1, False), ("note", MOST_LETTERS, True),
     ("note", MOST_LETTERS + 1, False), ("issuer", 256, False)],
)  # fmt: skip
def test_a_row_is_held_within_its_columns(world: World, column: str, length: int, fits: bool) -> None:
    paper = Document(unit=world.commune, direction="incoming", registered_on=dt.date(2026, 1, 1))
    setattr(paper, column, "x" * length)
    if fits:
        paper.save()
        assert len(getattr(Document.objects.get(pk=paper.pk), column)) == length
        return
    with pytest.raises(ValidationError) as refused:
        paper.save()
    assert "dài quá" in refused.value.messages[0]
    assert not Document.objects.exists()


def test_a_row_is_cleaned_on_its_way_in(world: World) -> None:
    Unit.objects.filter(pk=world.commune.pk).update(short_name="")
    unit = Unit.objects.get(pk=world.commune.pk)
    unit.short_name = "X\x00ã"
    unit.save()
    assert Unit.objects.get(pk=unit.pk).short_name == "Xã"


@pytest.mark.parametrize(
    "address",
    [
        "/tim/?q=%00", "/tim/?q=a%00b%1b", "/van-ban/so-den/?q=%00&loai=%00", "/ke-hoach/nhiem-vu/?trang=" + "9" * 1500,
        "/ke-hoach/nhiem-vu/?don-vi=" + "9" * 25, "/van-ban/so-den/?nam=" + "9" * 1500, "/don-vi/?trong=" + "9" * 1500,
        "/van-ban/doi-chieu/?van-ban=" + "9" * 1500, "/van-ban/" + "9" * 25 + "/", "/ke-hoach/" + "9" * 400 + "/",
    ],
)  # fmt: skip
def test_no_address_breaks_a_page(browser: Client, address: str) -> None:
    assert browser.get(address).status_code in (200, 302, 404)


def test_a_value_longer_than_its_place_is_refused_in_words(browser: Client) -> None:
    answer = browser.get("/tim/", {"q": "x" * (MOST_IN_ADDRESS + 1)})
    assert answer.status_code == 400 and "«q» dài quá 2.000 chữ" in answer.content.decode()
    title = {"title": "x" * 2_000_000, "registered_on": "1/1/2026", "direction": "incoming"}
    answer = browser.post("/van-ban/so-den/moi/", title)
    assert answer.status_code == 400 and "dài quá" in answer.content.decode()
    part = browser.post("/van-ban/so-den/moi/", title, headers={"HX-Request": "true"})
    assert part.status_code == 400 and part["Content-Type"].startswith("text/plain")
    assert not Document.objects.exists()


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=5 * 1024 * 1024)
def test_a_whole_paper_may_be_pasted_where_papers_are_pasted(browser: Client) -> None:
    paper = "Số: 1/KH-UBND\n" + "Nội dung văn bản. " * 5_000
    assert browser.post("/van-ban/dua-vao/gui/", {"noi-dung": paper}).status_code in (200, 302)


@pytest.mark.parametrize("cookie", ["sessionid", "csrftoken", "django_language"])
def test_cookies_with_letters_that_no_browser_sets_are_left_out(browser: Client, cookie: str) -> None:
    kept = {name: morsel.value for name, morsel in browser.cookies.items() if name != cookie}
    sent = "; ".join([*(f"{name}={value}" for name, value in kept.items()), f'{cookie}="\\000\\001"'])
    assert browser.get("/", headers={"cookie": sent}).status_code in (200, 302)
