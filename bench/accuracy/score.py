"""What a measurement of accuracy says of one kind of reading, and the halves of the labelled papers."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

HALVES = ("tune", "held")


@dataclass(frozen=True, slots=True)
class Score:
    """How many labelled values were found, how many were missed, and how many were read that are not labelled."""

    kind: str
    found: int
    missed: int
    false: int

    @property
    def precision(self) -> float:
        """The share of what was read that is right; 1 when nothing was read."""
        return self.found / (self.found + self.false) if self.found + self.false else 1.0

    @property
    def recall(self) -> float:
        """The share of what is labelled that was found; 1 when nothing is labelled."""
        return self.found / (self.found + self.missed) if self.found + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = 2 * self.found + self.missed + self.false
        return 2 * self.found / total if total else 1.0


def document_id(name: str | Path) -> str:
    """The identifier of a paper in the name of its file: what stands before the first «_».

    >>> document_id("dev_corpus/legal_html/D-legal-025_53-2025-TT-BKHCN.html")
    'D-legal-025'
    """
    return "-".join(Path(name).stem.split("_")[0].split("-")[:3])


def half_of(name: str | Path) -> str:
    """The half that a paper belongs to, "tune" or "held": the parity of SHA-256 of its identifier, so nobody picks."""
    return HALVES[hashlib.sha256(document_id(name).encode()).digest()[-1] % 2]
