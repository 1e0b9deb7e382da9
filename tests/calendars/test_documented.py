"""What the page about clocks prints is what comes out."""

from __future__ import annotations

import doctest
from pathlib import Path

from thuongton.calendars.terms.silent import silences

PAGE = Path(__file__).resolve().parents[2] / "docs" / "clocks.md"


def test_the_page_about_clocks_runs() -> None:
    failed, tried = doctest.testfile(str(PAGE), module_relative=False)
    assert tried > 5 and not failed


def test_every_silence_of_the_law_stands_on_it() -> None:
    text = PAGE.read_text("utf-8")
    assert not [key for key, one in silences().items() if f"`{key}`" not in text]
    assert not [value for one in silences().values() for value in one.values[1:] if f"`{value}`" not in text]
