"""Long lists of keys asked in pieces: a statement takes only so many parameters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

Key = TypeVar("Key")
PIECE = 500


def pieces(keys: Iterable[Key]) -> Iterator[list[Key]]:
    """The keys in lists that fit into one statement; none when there are none."""
    listed = list(keys)
    return (listed[at : at + PIECE] for at in range(0, len(listed), PIECE))
