"""Where two texts of one act differ, line by line, for a person who decides between them; pure and bounded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST_LINES = 3_000
SHOWN = 60


@dataclass(frozen=True, slots=True)
class DifferingPart:
    """Lines that the register and the other side have differently, and the line before them."""

    before: str
    ours: tuple[str, ...]
    theirs: tuple[str, ...]


def differing(ours: str, theirs: str) -> tuple[DifferingPart, ...]:
    """The parts in which two texts differ, at most :data:`SHOWN`.

    >>> differing("Điều 1. A\\nHai\\nBa", "Điều 1. A\\nhai\\nBa")
    (DifferingPart(before='Điều 1. A', ours=('Hai',), theirs=('hai',)),)
    """
    mine, other = _lines(ours), _lines(theirs)
    found = []
    for tag, first, last, start, end in SequenceMatcher(None, mine, other, autojunk=True).get_opcodes():
        if tag != "equal":
            found.append(
                DifferingPart(mine[first - 1] if first else "", tuple(mine[first:last]), tuple(other[start:end]))
            )
        if len(found) == SHOWN:
            break
    return tuple(found)


def _lines(text: str) -> Sequence[str]:
    return [line.strip() for line in text.splitlines() if line.strip()][:MOST_LINES]
