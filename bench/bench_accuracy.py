"""How well `vanban` reads: precision, recall and F1 against labels made by reading, and on the held half of papers."""

from __future__ import annotations

import sys
from pathlib import Path

from figure import Figure

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

BARS = {
    "headers": "0.90",
    "citations (seeds)": "F1 0.95",
    "citations (laws)": "F1 0.93",
    "citations (administrative)": "F1 0.90",
    "structure": "0.97",
}


def measure() -> list[Figure]:
    """Each score over all papers, with that over the held half in brackets where papers have halves."""
    from bench.accuracy.__main__ import SHARED, present
    from bench.accuracy.__main__ import measure as scores_of

    if not (SHARED / "seeds").is_dir():
        return [Figure("labelled papers", "not beside the repository")]
    figures = []
    for kind in present():
        whole = scores_of(kind)
        held = {} if kind in ("files", "annex") else {score.kind: score for score in scores_of(kind, half="held")}
        for score in whole:
            value = f"{score.precision:.3f} / {score.recall:.3f} / {score.f1:.3f}"
            other = held.get(score.kind)
            if other is not None and other.found + other.missed + other.false:
                value += f" (held: {other.precision:.3f} / {other.recall:.3f} / {other.f1:.3f})"
            name = score.kind.strip() if score.kind.strip().startswith(kind[:4]) else f"{kind}: {score.kind.strip()}"
            figures.append(Figure(f"{name}, precision / recall / F1", value, BARS.get(score.kind, "")))
    return figures
