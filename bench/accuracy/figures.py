"""How well stated numbers are read, against passages whose every number was labelled by reading (gold/figures.jsonl).

A number is found when a figure of that value begins at its place. Of those found, unit («?» is not judged), the words
that its subject must hold, and where it stands are judged apart. A figure inside a labelled passage that bears no label
is a false alarm.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from gold_papers import measured
from score import Score

from vanban.figures import read_figures
from vanban.files import open_document
from vanban.model import Figure
from vanban.text import fold

GOLD = Path(__file__).parent / "gold" / "figures.jsonl"
FIELDS = ("unit", "subject", "where")


def measure(shared: Path, half: str | None = None, diagnose: bool = False) -> list[Score]:
    """The scores of numbers, and of the fields of those found. All papers are measured: too few for halves."""
    wanted: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    passages: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        key = (row["root"], row["file"])
        if "passage" in row:
            passages[key].append(tuple(row["passage"]))
        else:
            wanted[key].append(row)
    found: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    false = 0
    for key, ranges in sorted(passages.items()):
        if not measured(shared / key[0] / key[1]):
            continue
        document = open_document(shared / key[0] / key[1])
        read = {figure.start: figure for figure in read_figures(document)}
        labelled = {row["start"] for row in wanted[key]}
        for row in wanted[key]:
            figure = read.get(row["start"])
            if figure is None or figure.value != row["value"]:
                missed["number"] += 1
                _tell(diagnose, "missed", key[1], row, figure)
                continue
            found["number"] += 1
            for field, right in _fields(row, figure).items():
                (found if right else missed)[field] += 1
                if not right:
                    _tell(diagnose, field, key[1], row, figure)
        for start, figure in read.items():
            if start not in labelled and any(a <= start < b for a, b in ranges):
                false += 1
                _tell(diagnose, "false alarm", key[1], {}, figure)
    scores = [Score("figures: number", found["number"], missed["number"], false)]
    return [*scores, *(Score(f"figures: {field}", found[field], missed[field], 0) for field in FIELDS)]


def _fields(row: dict[str, Any], figure: Figure) -> dict[str, bool]:
    return {
        "unit": row["unit"] == "?" or figure.unit == row["unit"],
        "subject": not row["words"] or fold(row["words"]) in fold(figure.subject or ""),
        "where": figure.where == row["where"],
    }


def _tell(diagnose: bool, what: str, file: str, row: dict[str, Any], figure: Figure | None) -> None:
    if diagnose:
        label = f"{row['start']} {row['number']} {row['unit']} «{row['words']}» {row['where']}" if row else "no label"
        got = (
            f"{figure.start} {figure.surface!r} {figure.unit} «{figure.subject}» {figure.where}"
            if figure
            else "nothing"
        )
        print(f"  {what}: {file[:12]} {label} → {got}")
