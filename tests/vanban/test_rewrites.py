"""The same paper typed another way gives the same reading: only places move (tính bất biến của bản đọc)."""

from __future__ import annotations

import dataclasses
import datetime as dt
import unicodedata
from collections.abc import Callable
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.vanban.rewrites import REWRITES

from vanban import open_document, read_document
from vanban.settling import settled

PAPERS = (
    *("D-admin-09", "D-admin-10", "D-admin-11b", "D-admin-12b", "D-admin-14", "D-admin-15", "D-admin-16"),
    *("D-admin-17", "D-admin-19", "D-admin-20", "D-admin-21", "D-admin-23", "D-admin-24", "D-legal-020", "D-legal-065"),
    *("D-legal-025", "D-legal-027", "D-legal-042", "D-legal-060", "D-legal-073"),
)
"""Reports, letters, submissions, decisions, notices, a table of tasks; decrees, circulars, resolutions."""
ABOUT_TYPING = frozenset({"tone-mixed"})
"""Rules on the typing itself: a rewrite may make their fault, or mend it."""
PLACES = frozenset({"start", "end", "surface"})


def reading_of(text: str) -> dict[str, Any]:
    """All that is read from a text, each value with the words at its place instead of the place."""
    reading = read_document(text)

    def plain(value: Any) -> Any:
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            found = {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value) if f.name not in PLACES}
            if hasattr(value, "start") and isinstance(value.start, int):
                found["stands"] = one_form(reading.text[value.start : value.end]).casefold()
                assert_whole_letters(reading.text, value.start, value.end)
            return found
        if isinstance(value, (tuple, list)):
            return [plain(item) for item in value]
        if isinstance(value, dict):
            return {key: plain(item) for key, item in value.items()}
        if isinstance(value, str) and not isinstance(value, Enum):
            return one_form(value)
        return value.isoformat() if isinstance(value, dt.date) else value

    return {
        "head": plain(reading.header),
        "outline": plain(reading.outline),
        "citations": plain(reading.citations),
        "tasks": plain(reading.tasks),
        "figures": plain(reading.figures),
        "amendments": plain(reading.amendments),
        "findings": [plain(one) for one in reading.findings if one.rule not in ABOUT_TYPING],
    }


def one_form(words: str) -> str:
    return " ".join(settled(words).text.split())


def assert_whole_letters(text: str, *places: int) -> None:
    for place in places:
        assert not unicodedata.combining(text[place : place + 1] or " "), f"{text[place - 20 : place + 3]!r}"


def assert_same(name: str, text: str, read: Callable[[str], dict[str, Any]]) -> None:
    first, second = read(text), reading_of(REWRITES[name](text))
    for part in first:
        assert second[part] == first[part], f"{part}: {name}"


read_once = cache(reading_of)


@pytest.mark.parametrize("name", REWRITES)
def test_a_seed_typed_another_way(name: str, seeds: Path) -> None:
    for path in sorted(seeds.glob("*.txt")):
        assert_same(name, path.read_text(encoding="utf-8-sig"), read_once)


@pytest.mark.shared
@pytest.mark.parametrize("name", REWRITES)
def test_a_real_paper_typed_another_way(name: str, shared: Path) -> None:
    for paper in PAPERS:
        assert_same(name, _text_of(shared, paper), read_once)


@cache
def _text_of(shared: Path, paper: str) -> str:
    (path,) = (shared / "dev_corpus").glob(f"*/{paper}_*")
    return open_document(path).text


@pytest.mark.parametrize("name", REWRITES)
def test_a_rewrite_does_something(name: str, seeds: Path) -> None:
    texts = [path.read_text(encoding="utf-8-sig") for path in sorted(seeds.glob("*.txt"))]
    assert any(REWRITES[name](text) != text for text in texts)
