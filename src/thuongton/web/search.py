"""The one search of the frame: rooms say what they find, each kind of record with its own heading."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from thuongton.web.rooms import given

MOST = 20
"""Hits that are shown of each kind."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One record that was found: its title, its page ("" for none), its number before it and what it hangs on."""

    title: str
    address: str = ""
    mark: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What one room found: the first hits, how many there are, and the page that shows all ("" for none)."""

    hits: Sequence[Hit]
    total: int
    every: str = ""


@dataclass(frozen=True, slots=True)
class Search:
    """One kind of record that can be searched for: ``find(user, words)`` gives the first :data:`MOST` one may see.

    ``all_words`` is what the link to every hit says.
    """

    key: str
    label: str | Promise
    find: Callable[[Any, str], Found]
    all_words: str | Promise = ""


def search(user: Any, words: str) -> list[tuple[Search, Found]]:
    """What all rooms find for the words, kinds without a hit left out."""
    found = [(one, one.find(user, words)) for one in given(Search)]
    return [(one, hits) for one, hits in found if hits.hits]
