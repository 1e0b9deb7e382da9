"""Which unit an old unit belongs to on a day (địa giới sau sắp xếp): units follow one another many to many; pure.

A succession says that from a day on one unit takes over from another. A unit that was taken over by several was
divided: which part went where is not said, so that the answer is «không xác định» with the units that it can be.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class UnitStep(Generic[Key]):
    """From the day ``on`` on, ``new`` stands where ``old`` stood; ``basis`` is the resolution that says so."""

    old: Key
    new: Key
    on: dt.date
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Within(Generic[Key]):
    """Where the territory of a unit is on a day: ``units`` in order; ``by`` are the resolutions on the way.

    One unit is sure. More: the unit was divided and nothing says which part is meant. None: the steps go in a circle.
    """

    units: tuple[Key, ...]
    by: tuple[str, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether one unit is told."""
        return len(self.units) == 1


class Territories(Generic[Key]):
    """All successions, in whatever order they came."""

    def __init__(self, steps: Iterable[UnitStep[Key]]) -> None:
        self._from: dict[Key, list[UnitStep[Key]]] = defaultdict(list)
        for step in sorted(set(steps), key=lambda one: (one.on, str(one.old), str(one.new), one.basis)):
            if step.old != step.new:
                self._from[step.old].append(step)

    def __contains__(self, unit: Key) -> bool:
        """Whether something took over from a unit, on whatever day."""
        return unit in self._from

    def on(self, unit: Key, day: dt.date, after: dt.date | None = None) -> Within[Key]:
        """Where the territory of a unit is on a day, by the steps after ``after`` (all where None).

        A document of a unit is asked with its day of issue as ``after``: what came before made the unit that issued it.

        >>> d = dt.date
        >>> first, second = d(2023, 2, 1), d(2025, 7, 1)
        >>> chain = Territories([UnitStep("A", "B", first), UnitStep("B", "C", second), UnitStep("B", "D", second)])
        >>> chain.on("A", d(2024, 1, 1)).units, chain.on("A", second).units
        (('B',), ('C', 'D'))
        """
        ends: dict[Key, None] = {}
        bases: dict[str, None] = {}
        seen: set[tuple[Key, dt.date | None]] = set()
        waiting: list[tuple[Key, dt.date | None]] = [(unit, None)]
        while waiting:
            place = waiting.pop()
            if place in seen:
                continue
            seen.add(place)
            here, since = place
            later = [
                step
                for step in self._from.get(here, ())
                if (after is None or step.on > after) and (since is None or step.on >= since)
            ]
            taken = [step for step in later if step.on <= day]
            if not taken or len(taken) < len(later):
                ends[here] = None
            for step in taken:
                if step.basis:
                    bases[step.basis] = None
                waiting.append((step.new, step.on))
        return Within(tuple(sorted(ends, key=str)), tuple(sorted(bases)))
