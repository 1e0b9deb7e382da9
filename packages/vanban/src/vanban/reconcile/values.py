"""The values of a reconciliation: figures with their places, sums and verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from vanban.model import Value
from vanban.numerals import plain


@dataclass(frozen=True, slots=True)
class Part(Value):
    """One figure that takes part: where it stands, its value, and the words beside it."""

    file: str
    start: int
    end: int
    value: float | int
    label: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The object of the public JSON."""
        return {"file": self.file, "start": self.start, "end": self.end, "value": self.value}


@dataclass(frozen=True, slots=True)
class Reconciliation(Value):
    """One check of figures: see CONTRACT ``reconcile``. ``parts`` are the summands, the stated total last.

    ``about`` says what was held against what: sum, share («A/B đạt x %»), comparison («tăng 12 so với …»), rows,
    events, papers.
    """

    statement: str
    verdict: str  # khớp | lệch | không truy được
    parts: tuple[Part, ...]
    gap: float | int = 0
    hypothesis: str | None = None
    about: str = "sum"


def hold(stated: Part, found: Part, statement: str, about: str = "rows") -> Reconciliation:
    """What a paper states held against what was found for it: equal is khớp, else lệch."""
    gap = stated.value - found.value
    return Reconciliation(statement, "khớp" if gap == 0 else "lệch", (found, stated), gap, about=about)


def weigh(parts: Sequence[Part], whole: Part) -> Reconciliation:
    """The sum of the parts held against the stated whole."""
    total = sum(part.value for part in parts)
    gap = round(whole.value - total, 6)
    gap = int(gap) if float(gap).is_integer() else gap
    left = " + ".join(plain(part.value) for part in parts)
    if gap == 0:
        return Reconciliation(f"{left} = {plain(whole.value)}", "khớp", (*parts, whole))
    hypothesis = (
        f"Tổng các phần là {plain(total)}, {'thiếu' if gap > 0 else 'thừa'} {plain(abs(gap))} so với số đã nêu."
    )
    return Reconciliation(f"{left} ≠ {plain(whole.value)}", "lệch", (*parts, whole), gap, hypothesis)


def shown(value: float, decimals: int) -> str:
    """A computed share or difference with so many decimals, in Vietnamese writing.

    >>> shown(87.2088, 2), shown(30.0, 0)
    ('87,21', '30')
    """
    return f"{value:.{decimals}f}".replace(".", ",")
