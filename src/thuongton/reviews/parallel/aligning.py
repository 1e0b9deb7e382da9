"""The provisions of two documents side by side (đối chiếu theo điều): by subject, not by number; pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log, sqrt

from thuongton.reviews.parallel.subject import subject_terms

LIKE = 0.28
"""The likeness from which on two provisions stand beside each other."""
HEADING = 3.0
"""The weight of a word of a heading against one of the text."""
MOST = 400
"""Provisions of one side that are compared."""


@dataclass(frozen=True, slots=True)
class Provision:
    """An article: its name («Điều 3»), its heading, all its words."""

    name: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Beside:
    """Two provisions on one matter, or one that the other document does not have (None)."""

    left: Provision | None
    right: Provision | None


def aligned(left: Sequence[Provision], right: Sequence[Provision], places: Sequence[str] = ()) -> tuple[Beside, ...]:
    """Every provision of both once: in the order of the left, what only the right has where it stands there."""
    left, right = left[:MOST], right[:MOST]
    pairs = _pairs(left, right, places)
    of_right = {other: one for one, other in pairs.items()}
    return tuple(_in_order(left, right, pairs, of_right))


def _in_order(
    left: Sequence[Provision], right: Sequence[Provision], pairs: dict[int, int], of_right: dict[int, int]
) -> Iterator[Beside]:
    told: set[int] = set()

    def alone(until: int) -> Iterator[Beside]:
        for at in range(until):
            if at not in told and at not in of_right:
                told.add(at)
                yield Beside(None, right[at])

    for at, one in enumerate(left):
        other = pairs.get(at)
        if other is None:
            yield Beside(one, None)
            continue
        yield from alone(other)
        told.add(other)
        yield Beside(one, right[other])
    yield from alone(len(right))


def _pairs(left: Sequence[Provision], right: Sequence[Provision], places: Sequence[str]) -> dict[int, int]:
    """The likest provisions first, each once."""
    mine, theirs = ([_weights(one, places) for one in side] for side in (left, right))
    bearing: dict[str, list[int]] = defaultdict(list)
    for at, weights in enumerate(theirs):
        for term in weights:
            bearing[term].append(at)
    held: dict[str, int] = defaultdict(int)
    for weights in (*mine, *theirs):
        for term in weights:
            held[term] += 1
    rarity = {term: log((len(left) + len(right) + 10) / (count + 0.5)) for term, count in held.items()}
    lengths = [sqrt(sum((weight * rarity[term]) ** 2 for term, weight in one.items())) or 1.0 for one in theirs]
    found = []
    for at, weights in enumerate(mine):
        length = sqrt(sum((weight * rarity[term]) ** 2 for term, weight in weights.items())) or 1.0
        met: dict[int, float] = defaultdict(float)
        for term, weight in weights.items():
            for other in bearing.get(term, ()):
                met[other] += weight * theirs[other][term] * rarity[term] ** 2
        found += [(-score / (length * lengths[other]), abs(at - other), at, other) for other, score in met.items()]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for score, _far, at, other in sorted(found):
        if -score >= LIKE and at not in pairs and other not in taken:
            pairs[at] = other
            taken.add(other)
    return pairs


def _weights(one: Provision, places: Sequence[str]) -> dict[str, float]:
    weights = dict.fromkeys(subject_terms(one.text, places), 1.0)
    weights.update(dict.fromkeys(subject_terms(one.heading, places), HEADING))
    return weights
