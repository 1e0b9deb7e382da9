"""Sealed values: opened with their key in their place, by nobody else, and their words found without being kept."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuongton.keyring import box
from thuongton.keyring.queries import tokens, words_of

KEY, OTHER = box.new_key(), box.new_key()


@given(st.text(max_size=200))
def test_what_is_sealed_opens_again(text: str) -> None:
    kept = box.seal(KEY, text, "cases.case:1:ho_ten")
    assert box.is_sealed(kept) and kept != box.seal(KEY, text, "cases.case:1:ho_ten")
    assert box.unseal(KEY, kept, "cases.case:1:ho_ten") == text


def _turned(kept: str) -> str:
    """The same value with one bit of its last byte turned."""
    data = bytearray(base64.b64decode(kept.removeprefix(box.MARK)))
    data[-1] ^= 1
    return box.MARK + base64.b64encode(data).decode()


SEALED = box.seal(KEY, "Trần Thị Mẫu", "cases.case:1:ho_ten")


@pytest.mark.parametrize(
    ("key", "kept", "about"),
    [
        (OTHER, SEALED, "cases.case:1:ho_ten"),
        (KEY, SEALED, "cases.case:2:ho_ten"),
        (KEY, _turned(SEALED), "cases.case:1:ho_ten"),
        (KEY, SEALED[:20], "cases.case:1:ho_ten"),
        (KEY, box.MARK, "cases.case:1:ho_ten"),
        (KEY, box.MARK + "không phải", "cases.case:1:ho_ten"),
        (KEY, "Trần Thị Mẫu", "cases.case:1:ho_ten"),
    ],
    ids=["another key", "another place", "changed", "cut", "empty", "no letters of base64", "in clear"],
)
def test_what_does_not_open(key: bytes, kept: str, about: str) -> None:
    with pytest.raises(box.Unopenable):
        box.unseal(key, kept, about)


def test_a_key_is_wrapped_for_its_purpose() -> None:
    kept = box.wrap(OTHER, KEY, "keyring.case")
    assert KEY not in kept and box.unwrap(OTHER, kept, "keyring.case") == KEY
    with pytest.raises(box.Unopenable):
        box.unwrap(OTHER, kept, "keyring.index")
    assert box.name_of(KEY) != box.name_of(OTHER)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Nguyễn Văn  An", ["an", "nguyen", "van", "nguyen van an"]),
        ("An", ["an"]),
        ("", []),
        ("a b c d e f g h i", list("abcdefghi")),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_marks_of_words_are_the_same_for_the_same_word_and_key_alone() -> None:
    assert tokens(KEY, "Trần Thị Mẫu") == tokens(KEY, "tran thi mau")
    assert set(tokens(KEY, "Mẫu")) <= set(tokens(KEY, "Trần Thị Mẫu"))
    assert set(tokens(KEY, "Mẫu")).isdisjoint(tokens(OTHER, "Mẫu"))
    assert not any("mau" in one.lower() for one in tokens(KEY, "Mẫu Mẫu Mẫu"))
