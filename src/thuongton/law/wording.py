"""Two texts held against each other by words (so sánh từng chữ): what went, what came, what stayed; pure, bounded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST_WORDS = 1_500
"""Words of one side that are compared one by one; beyond, whole lines are."""
SAME, GONE, NEW = "same", "gone", "new"
_WORD = re.compile(r"(?:\w+|[^\s\w])[^\S\n]*|\s")
"""A word or a sign with the spaces behind it, so that spaces alone are never what two texts have in common."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: ``kind`` is SAME, GONE (stood in the first alone) or NEW (stands in the second alone)."""

    kind: str
    text: str


def pieces(one: str, other: str) -> tuple[Piece, ...]:
    """The stretches that make both texts: SAME and GONE joined are the first, SAME and NEW the second.

    >>> [(piece.kind, piece.text) for piece in pieces("trong 10 ngày", "trong 07 ngày")]
    [('same', 'trong '), ('gone', '10 '), ('new', '07 '), ('same', 'ngày')]
    """
    if one == other:
        return (Piece(SAME, one),) if one else ()
    first, second = _WORD.findall(one), _WORD.findall(other)
    if max(len(first), len(second)) > MOST_WORDS:
        first, second = one.splitlines(keepends=True), other.splitlines(keepends=True)
    return tuple(_pieces(first, second))


def _pieces(first: list[str], second: list[str]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    for tag, start, end, begin, stop in matcher.get_opcodes():
        if tag == "equal":
            yield Piece(SAME, "".join(first[start:end]))
            continue
        if end > start:
            yield Piece(GONE, "".join(first[start:end]))
        if stop > begin:
            yield Piece(NEW, "".join(second[begin:stop]))
