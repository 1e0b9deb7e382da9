"""The floors under the measured accuracy: a score below its floor of ``floors.toml`` is a reading grown worse."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from score import Score

FLOORS = Path(__file__).parent / "floors.toml"


def load(path: Path = FLOORS) -> dict[str, dict[str, Mapping[str, float]]]:
    """Measurement → score → the floors of precision, recall or f1; a bare number in the file is the floor of f1."""
    written = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        kind: {name: floor if isinstance(floor, dict) else {"f1": floor} for name, floor in floors.items()}
        for kind, floors in written.items()
    }


def below(scores: Sequence[Score], floors: Mapping[str, Mapping[str, float]]) -> list[str]:
    """What lies below its floor, in words; a floor whose score was not measured or counts nothing is named too.

    >>> below([Score("number", 8, 2, 0)], {"number": {"recall": 0.9}})
    ['number: recall 0.800 < 0.900']
    """
    measured = {score.kind.strip(): score for score in scores}
    found: list[str] = []
    for name, wanted in floors.items():
        score = measured.get(name)
        if score is None or not score.found + score.missed + score.false:
            found.append(f"{name}: not measured")
            continue
        for what, floor in wanted.items():
            value: float = getattr(score, what)
            if value < floor:
                found.append(f"{name}: {what} {value:.3f} < {floor:.3f}")
    return found
