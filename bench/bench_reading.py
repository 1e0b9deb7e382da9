"""How well and how fast `vanban` reads: against the labels for development, and over real decrees."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from figure import Figure

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared"
BARS = {"cite": "25 MB/s on dense text, 5.5 always", "outline": "50 MB/s"}


def _lines(*command: str) -> list[str]:
    done = subprocess.run([sys.executable, *command], cwd=HERE.parent, capture_output=True, text=True, check=False)
    return [line.strip() for line in done.stdout.splitlines() if line.strip()]


def measure() -> list[Figure]:
    """The figures that the single scripts print; nothing where the labelled papers are not beside the repository."""
    if not SHARED.is_dir():
        return [Figure("labelled papers", "not beside the repository")]
    figures = []
    for line in _lines("bench/accuracy.py"):
        what, _colon, value = line.partition(": ")
        figures.append(Figure(what, value))
    table = _lines("bench/accuracy_tasks.py", str(SHARED / "gold_dev" / "tasks_003.json"), str(SHARED / "seeds"))
    fields = [line.split() for line in table[1:] if len(line.split()) >= 6]
    if fields:
        worst = min(fields, key=lambda row: min(float(row[-2]), float(row[-1])))
        figures.append(Figure(f"tasks of 003, worst of {len(fields)} fields ({worst[0]}): precision / recall",
                              f"{worst[-2]} / {worst[-1]}"))  # fmt: skip
    for line in _lines("bench/accuracy_lint.py"):
        what, _colon, value = line.partition(": ")
        figures.append(Figure(f"lint, {what}", value or "–"))
    for line in _lines("bench/speed.py"):
        what = line.split()[0]
        figures.append(Figure(what, " ".join(line.split()[1:]), BARS.get(what, "")))
    return figures
