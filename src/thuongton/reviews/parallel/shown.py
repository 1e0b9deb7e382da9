"""Two documents as a page shows them: provisions side by side, each with its words marked and what differs; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from thuongton.law.wording import GONE, NEW, SAME, Piece, pieces
from thuongton.reviews.parallel.aligning import Beside, Provision, aligned
from thuongton.reviews.parallel.differing import MatterDifference, differences

MOST_LETTERS = 200_000
"""Letters whose words are compared on one page; the rest stands unmarked."""


@dataclass(frozen=True, slots=True)
class SidePair:
    """Two provisions with the stretches of each, what stands in one alone marked, and the differences by matter."""

    left: Provision | None
    right: Provision | None
    mine: tuple[Piece, ...]
    theirs: tuple[Piece, ...]
    differences: tuple[MatterDifference, ...]


def side_by_side(left: Sequence[Provision], right: Sequence[Provision], places: Sequence[str]) -> list[SidePair]:
    """Every provision of both documents once, in the order of the left."""
    room = MOST_LETTERS
    found = []
    for one in aligned(left, right, places):
        room -= sum(len(side.text) for side in (one.left, one.right) if side is not None)
        found.append(_shown(one, places, marked=room >= 0))
    return found


def _shown(one: Beside, places: Sequence[str], *, marked: bool) -> SidePair:
    mine, theirs = (side.text if side is not None else "" for side in (one.left, one.right))
    if one.left is None or one.right is None or not marked:
        return SidePair(one.left, one.right, _plain(mine), _plain(theirs), ())
    both = pieces(mine, theirs)
    return SidePair(
        one.left,
        one.right,
        tuple(piece for piece in both if piece.kind in (SAME, GONE)),
        tuple(piece for piece in both if piece.kind in (SAME, NEW)),
        differences(mine, theirs, places),
    )


def _plain(text: str) -> tuple[Piece, ...]:
    return (Piece(SAME, text),) if text else ()
