"""The likeness of two lines is the one that the library rapidfuzz measures, whatever the lines are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from vanban.alike import Likeness

LINES = st.text("abcrà soátvănbn ", max_size=40)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("", "", 100.0),
        ("", "rà soát", 0.0),
        ("rà soát", "rà soát", 100.0),
        ("abc", "xyz", 0.0),
        ("rà soát văn bản", "rà soát các văn bản", 200 * 15 / 34),
    ],
)
def test_lines(one: str, other: str, alike: float) -> None:
    assert Likeness(one).to(other) == pytest.approx(alike)


@given(LINES, LINES)
def test_it_is_the_measure_of_libraries(one: str, other: str) -> None:
    assert Likeness(one).to(other) == pytest.approx(fuzz.ratio(one, other))
    assert Likeness(one).to(other) == pytest.approx(Likeness(other).to(one))
