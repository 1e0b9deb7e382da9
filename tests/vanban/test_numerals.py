"""Numerals in every writing: what is written is read back, and each reader agrees about the words."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from vanban import lint, read_document
from vanban.citations.pinpoints import normal_order, pinpoint_before
from vanban.numerals import (
    LETTERS,
    letter,
    next_label,
    read_letter,
    read_month,
    read_ordinal,
    read_quarter,
    read_roman,
    read_spelled,
    roman,
)
from vanban.outline.sequence import follows
from vanban.timing import read_timing


@pytest.mark.parametrize("value", [*range(1, 200), 399, 444, 999, 1990, 2026, 3999])
def test_a_roman_numeral_is_read_back(value: int) -> None:
    assert read_roman(roman(value), strictly=True) == value


@pytest.mark.parametrize(
    ("label", "loosely", "strictly"),
    [("IIII", 4, None), ("VIIII", 9, None), ("IC", 99, None), ("XVIII", 18, 18), ("", None, None), ("D", 500, 500),
     ("Đ", None, None), ("iv", None, None)],
)  # fmt: skip
def test_numerals_that_papers_write_wrong(label: str, loosely: int | None, strictly: int | None) -> None:
    assert read_roman(label) == loosely
    assert read_roman(label, strictly=True) == strictly


def test_letters_run_through_the_alphabet_and_end() -> None:
    assert [letter(place) for place in range(1, len(LETTERS) + 1)] == list(LETTERS)
    assert [read_letter(each) for each in LETTERS] == list(range(1, len(LETTERS) + 1))
    assert letter(len(LETTERS) + 1) is None and letter(0) is None and read_letter("") is None


@pytest.mark.parametrize(
    ("label", "following"),
    [("9", "10"), ("d", "đ"), ("đ", "e"), ("e", "g"), ("XV", "XVI"), ("XXXIX", "XL"), ("y", None), ("5a", None),
     ("", None)],
)  # fmt: skip
def test_the_label_after_one(label: str, following: str | None) -> None:
    assert next_label(label) == following
    assert following is None or follows(label, following)


@pytest.mark.parametrize(
    ("words", "place"),
    [("thứ nhất", 1), ("thứ nhì", 2), ("thứ hai", 2), ("thứ tư", 4), ("thứ bốn", 4), ("THỨ NĂM", 5), ("thứ mười", 10),
     ("thứ mười một", 11), ("thứ hai mươi", 20), ("nhất", 1), ("thứ không", None), ("thứ tự", None), ("", None)],
)  # fmt: skip
def test_ordinals(words: str, place: int | None) -> None:
    assert read_ordinal(words) == place


@pytest.mark.parametrize(
    ("words", "value"), [("năm", 5), ("tư", 4), ("không", 0), ("một", 1), ("hai mươi tư", 24), ("văn bản", None)]
)
def test_a_doubtful_word_counts_where_a_number_must_stand(words: str, value: int | None) -> None:
    assert read_spelled(words, certain=True) == value


@pytest.mark.parametrize(
    ("words", "month"), [("giêng", 1), ("Chạp", 12), ("năm", 5), ("mười hai", 12), ("mười ba", None), ("không", None)]
)
def test_months(words: str, month: int | None) -> None:
    assert read_month(words) == month


@pytest.mark.parametrize(
    ("label", "quarter"), [("I", 1), ("iv", 4), ("3", 3), ("V", None), ("0", None), ("IIII", None), ("", None)]
)
def test_quarters(label: str, quarter: int | None) -> None:
    assert read_quarter(label) == quarter


@pytest.mark.parametrize("word", ["tư", "bốn"])
def test_both_words_for_four_number_a_part(word: str) -> None:
    """The reader of citations did not know «thứ bốn», that of amendments did."""
    named = f"Phần thứ {word}"
    assert pinpoint_before(f"{named} của Bộ luật", len(f"{named} của ")) == (normal_order(named), 0)


def test_the_last_month_has_a_name_too() -> None:
    named, numbered = read_timing("Trong tháng chạp năm 2026"), read_timing("Trong tháng 12 năm 2026")
    assert named == replace(numbered, text=named.text)
    assert numbered.due == dt.date(2026, 12, 31)


@pytest.mark.parametrize(
    ("printed", "wrong"),
    [("25 (hai mươi tư) văn bản", True), ("25 (hai mươi lăm) văn bản", False),
     ("1.203 (một nghìn hai trăm linh ba) hồ sơ", False),
     ("1.203 (một nghìn hai trăm) hồ sơ", True), ("05 (năm) bản", False), ("05 (sáu) bản", True)],
)  # fmt: skip
def test_every_number_in_words_is_held_against_its_figure(printed: str, wrong: bool) -> None:
    """The check knew eighteen numbers."""
    text = f"1. Việc\n\nĐã in {printed} trong kỳ.\n\nHết./."
    assert bool(lint(read_document(text), select=["number-in-words"])) is wrong
