"""How many of the known faults of labelled papers the linter finds, and how many of its alarms nobody labelled.

A fault is found when the passage of a finding overlaps a quoted passage of the fault, or one that the finding relates,
unless it relates more than three: a finding on fifty tasks finds none of their single faults.
An alarm is an error or a warning; one that overlaps no labelled passage counts as false. It may still be right, because
nobody labels every fault: a person reads them with ``diagnose``.

The papers: 000 and 003 of the seeds with the labels of ``gold_dev``, and those of ``gold/inconsistencies.jsonl``, which
were labelled by reading before the linter was run on them. A quote is looked for again near the place where it stood,
because the layout of a Word file may be read better one day.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gold_papers import measured
from score import HALVES, Score

from vanban import Finding, lint, read

GRAVE = ("high", "medium")
_FEW = 3  # passages that a finding may relate and still be said to point at each
_OWN = Path(__file__).parent / "gold" / "inconsistencies.jsonl"


@dataclass(frozen=True, slots=True)
class Fault:
    """A labelled fault of one paper: how grave it is and the passages quoted, as they stood when it was labelled."""

    severity: str
    title: str
    quotes: tuple[tuple[str, int], ...]


def half_of(name: str) -> str:
    """The half of the papers that a file belongs to: the parity of SHA-256 of the whole name of its file."""
    return HALVES[hashlib.sha256(Path(name).name.encode()).digest()[-1] % 2]


def measure(shared: Path, half: str | None = None, diagnose: bool = False) -> list[Score]:
    """The faults found, by severity, and the alarms that a label stands behind, over one half of the papers or all.

    Of a score of faults only the recall says something, of the score of alarms only the precision.
    """
    found: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    labelled = unlabelled = 0
    for file, faults in sorted(_papers(shared).items()):
        if half is not None and half_of(file) != half:
            continue
        if not measured(shared / file):
            continue
        reading = read(shared / file)
        findings = lint(reading)
        places = [list(_places(reading.text, fault)) for fault in faults]
        for fault, quotes in zip(faults, places, strict=True):
            hits = sorted({finding.rule for finding in findings if touches(finding, quotes)})
            (found if hits else missed)[fault.severity] += 1
            if diagnose:
                print(
                    f"  {Path(file).name[:12]:12} {fault.severity:6} {fault.title[:70]}: {', '.join(hits) or 'MISSED'}"
                )
        for finding in findings:
            if finding.severity == "info":
                continue
            known = any(touches(finding, quotes) for quotes in places)
            labelled, unlabelled = labelled + known, unlabelled + (not known)
            if diagnose and not known:
                where = f"{Path(file).name[:12]}:{finding.start} {finding.rule}"
                print(f"  unlabelled {where} {finding.surface[:60]!r}: {finding.message}")
    grave = (sum(found[s] for s in GRAVE), sum(missed[s] for s in GRAVE))
    return [
        Score("faults, high and medium", *grave, 0),
        Score("faults, low", found["low"], missed["low"], 0),
        Score("alarms", labelled, 0, unlabelled),
    ]


def touches(finding: Finding, quotes: Sequence[tuple[int, int]]) -> bool:
    """Whether a finding, or one of the few passages that it relates, points into one of the quoted passages."""
    related = finding.related if len(finding.related) <= _FEW else ()
    passages = [(finding.start, finding.end), *((span.start, span.end) for span in related)]
    return any(a < end and start < b for a, b in passages for start, end in quotes)


def _papers(shared: Path) -> dict[str, list[Fault]]:
    """The labelled faults of each paper, by its path below ``shared``."""
    papers: dict[str, list[Fault]] = defaultdict(list)
    entries = json.loads((shared / "gold_dev" / "inconsistencies_dev.json").read_text(encoding="utf-8"))["entries"]
    for entry in entries:
        for file in sorted({quote["file"] for quote in entry["quotes"]}):
            papers[f"seeds/{file}"].append(_fault(entry, [q for q in entry["quotes"] if q["file"] == file]))
    for line in _OWN.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        papers[entry["file"]].append(_fault(entry, entry["quotes"]))
    return papers


def _fault(entry: dict[str, Any], quotes: Sequence[dict[str, Any]]) -> Fault:
    return Fault(
        entry["severity"], entry["title"], tuple((q["quote"], q["start"]) for q in quotes if q["start"] is not None)
    )


def _places(text: str, fault: Fault) -> Iterator[tuple[int, int]]:
    """Where the quotes of a fault stand: each at the occurrence nearest to where it was labelled."""
    for quote, start in fault.quotes:
        pattern = re.compile(r"\s+".join(re.escape(word) for word in quote.split()))
        places = [match.span() for match in pattern.finditer(text)]
        if places:
            yield min(places, key=lambda place: abs(place[0] - start))
