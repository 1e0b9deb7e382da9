"""Cleaning of letters, spaces and lines, and the way back to the text as read."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.text import capitals, clean, close_up, fold, join_lines, lines, same, settle_tone


@pytest.mark.parametrize(
    ("printed", "cleaned"),
    [
        ("07/2025/NĐ-\u0421\u0420", "07/2025/NĐ-CP"),
        ("NÐ-CP", "NĐ-CP"),
        ("số\u00a012", "số 12"),
        ("thƣ viện", "thư viện"),
        (unicodedata.normalize("NFD", "Nghị quyết"), "Nghị quyết"),
        ("văn\u200bbản", "vănbản"),
    ],
)
def test_one_form_for_each_letter(printed: str, cleaned: str) -> None:
    assert clean(printed).text == cleaned


@pytest.mark.parametrize(
    ("printed", "folded"),
    [("Đường Đỗ", "duong do"), ("Ủy ban nhân dân", "uy ban nhan dan"), ("NGHỊ QUYẾT", "nghi quyet"), ("ượ", "uo")],
)
def test_marks_are_taken_off(printed: str, folded: str) -> None:
    assert fold(printed) == folded


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hoà bình", "hòa bình"),
        ("uỷ ban", "ủy ban"),
        ("UỶ BAN", "ỦY BAN"),
        ("quý I", "quý I"),
        ("Hoà", "Hòa"),
        ("toàn", "toàn"),
    ],
)
def test_tone_marks_stand_in_one_place(old: str, new: str) -> None:
    assert settle_tone(old) == new
    assert same(old, new)


@given(st.text(alphabet="aàạ Đđơ\u0301\u0323\u00a0\u200b\u0421\n", max_size=40))
def test_every_cleaned_character_leads_back_into_the_text(text: str) -> None:
    cleaned = clean(text)
    for index in range(len(cleaned.text)):
        start, end = cleaned.source_span(index, index + 1)
        assert 0 <= start < end <= len(text)
        assert clean(text[start:end]).text.startswith(cleaned.text[index]) or start + 1 <= end
    assert clean(cleaned.text).text == cleaned.text


def test_a_spaced_print_is_closed_up_and_leads_back() -> None:
    text = "Ủy ban nhân \n\ndân xã Lai Khê xây \n\ndựng kế \n\nhoạch của Thành \n\nủy Hải Phòng"
    closed = close_up(clean(text))
    at = closed.text.index("Thành\nủy")
    start, end = closed.source_span(at, at + len("Thành\nủy"))
    assert text[start:end] == "Thành \n\nủy"


@pytest.mark.parametrize(
    ("line", "answer"), [("KẾ HOẠCH", True), ("Kế hoạch", False), ("12/2025", False), ("**BÁO CÁO**", True)]
)
def test_capitals(line: str, answer: bool) -> None:
    assert capitals(line) is answer


def test_lines_leave_marks_of_emphasis_out() -> None:
    text = "## **KẾ HOẠCH**\n\n\n  trích yếu  \n"
    found = list(lines(text))
    assert [(line.content, line.blank_before) for line in found] == [("KẾ HOẠCH", 0), ("trích yếu", 2)]
    assert all(text[line.start : line.end] == line.content for line in found)
    assert join_lines(" a \n b ") == "a b"
