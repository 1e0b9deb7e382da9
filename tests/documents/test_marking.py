"""Marks over a text: nothing of the text is lost, nothing of it becomes markup."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuongton.documents.marking import TextMark, mark


@pytest.mark.parametrize(
    ("text", "marks", "expected"),
    [
        ("a\n\nb", [], "a\n\nb"),
        ("<b>&", [], "&lt;b&gt;&amp;"),
        ("abc", [TextMark(1, 2, "k", "x")], 'a<span id="nguon-x"></span><mark class="m-k" data-marks="x">b</mark>c'),
        (
            "abcd",
            [TextMark(0, 3, "p", "x"), TextMark(2, 4, "q", "y")],
            '<span id="nguon-x"></span><mark class="m-p" data-marks="x">ab</mark>'
            '<span id="nguon-y"></span><mark class="m-p m-q" data-marks="x y">c</mark>'
            '<mark class="m-q" data-marks="y">d</mark>',
        ),
        ("abc", [TextMark(2, 2, "k", "x"), TextMark(3, 9, "k", "y")], "abc"),
        ("ab", [TextMark(-4, 9, "k", "x")], '<span id="nguon-x"></span><mark class="m-k" data-marks="x">ab</mark>'),
        (
            "ab",
            [TextMark(0, 1, 'k" onx="', "i<")],
            '<span id="nguon-i"></span><mark class="m-konx" data-marks="i">a</mark>b',
        ),
        (
            "a",
            [TextMark(0, 1, "k", "x", 'Số "1"')],
            '<span id="nguon-x"></span><mark class="m-k" data-marks="x" title="Số &quot;1&quot;">a</mark>',
        ),
    ],
)
def test_mark(text: str, marks: list[TextMark], expected: str) -> None:
    assert str(mark(text, marks)) == expected


spans = st.lists(
    st.builds(
        TextMark, st.integers(-3, 40), st.integers(-3, 40), st.sampled_from(["task", "field"]), st.text(max_size=4)
    ),
    max_size=8,
)


@given(st.text(max_size=30), spans)
def test_the_text_comes_back_whole(text: str, marks: list[TextMark]) -> None:
    shown = str(mark(text, marks))
    bare = re.sub(r"</?(?:mark|span)(?: [^>]*)?>", "", shown)
    assert html.unescape(bare) == html.unescape(html.escape(text))
    assert shown.count("<mark") == shown.count("</mark>")
