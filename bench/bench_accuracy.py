"""How well `vanban` reads: precision / recall / F1 against labels made by reading; held: the half not tuned on."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

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


WHOLE_ONLY = ("annex", "figures", "files")  # too few papers for halves


def measure() -> list[Figure]:
    """Each score over all papers, with that over the held half in brackets where papers have halves."""
    from bench.accuracy.__main__ import SHARED, present
    from bench.accuracy.__main__ import measure as scores_of

    if not (SHARED / "seeds").is_dir():
        return [Figure("labelled papers", "not beside the repository")]
    figures = []
    for kind in present():
        if kind in WHOLE_ONLY:
            parts = [scores_of(kind)]
        else:
            parts = [scores_of(kind, half="tune"), scores_of(kind, half="held")]
        for name in dict.fromkeys(score.kind for part in parts for score in part):
            same = [score for part in parts for score in part if score.kind == name]
            whole = type(same[0])(name, *(sum(getattr(s, n) for s in same) for n in ("found", "missed", "false")))
            held = next((score for score in parts[-1] if score.kind == name and len(parts) == 2), None)
            value = _shown(whole) + (f" (held: {_shown(held)})" if held and held.found + held.missed else "")
            title = name.strip() if name.strip().startswith(kind[:4]) else f"{kind}: {name.strip()}"
            figures.append(Figure(title, value, BARS.get(name, "")))
    return figures


def _shown(score: Any) -> str:
    return f"{score.precision:.3f} / {score.recall:.3f} / {score.f1:.3f}"
