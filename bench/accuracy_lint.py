"""How many of the known faults of labelled papers the linter finds, and how many of its alarms nobody labelled.

    python bench/accuracy_lint.py [--diagnose] [--gold ../shared/gold_dev] [--papers ../shared/seeds]

A fault is found when the passage of a finding, or one that the finding relates, overlaps a quoted passage of the fault.
An alarm is an error or a warning; one that overlaps no labelled passage is counted as unlabelled: it may still be
right, because nobody labels every fault; a person reads them with --diagnose.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from vanban import Finding, lint, read

GRAVE = ("high", "medium")


def passages(finding: Finding) -> list[tuple[int, int]]:
    """Where a finding points."""
    return [(finding.start, finding.end), *((span.start, span.end) for span in finding.related)]


def touches(finding: Finding, quotes: list[tuple[int, int]]) -> bool:
    """Whether a finding points into one of the quoted passages."""
    return any(a < end and start < b for a, b in passages(finding) for start, end in quotes)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold_dev"))
    parser.add_argument("--papers", type=Path, default=Path("../shared/seeds"))
    parser.add_argument("--diagnose", action="store_true", help="print every miss and every unlabelled alarm")
    options = parser.parse_args()
    entries = json.loads((options.gold / "inconsistencies_dev.json").read_text(encoding="utf-8"))["entries"]
    files = sorted({quote["file"] for entry in entries for quote in entry["quotes"]})
    findings = {file: lint(read(options.papers / file)) for file in files}
    found: Counter[str] = Counter()
    known: Counter[str] = Counter()
    for entry in entries:
        known[entry["severity"]] += 1
        hits = [
            finding
            for file in files
            for finding in findings[file]
            if touches(
                finding,
                [(q["start"], q["end"]) for q in entry["quotes"] if q["file"] == file and q["start"] is not None],
            )
        ]
        found[entry["severity"]] += bool(hits)
        if options.diagnose:
            rules = ", ".join(sorted({hit.rule for hit in hits})) or "MISSED"
            print(f"  {entry['no']:>3} {entry['severity']:6} {entry['title'][:70]}: {rules}")
    for severity in ("high", "medium", "low"):
        print(f"{severity:7} {found[severity]}/{known[severity]} found")
    grave, all_grave = sum(found[s] for s in GRAVE), sum(known[s] for s in GRAVE)
    print(f"high and medium: {grave}/{all_grave} = {grave / max(1, all_grave):.2f}")
    alarms = unlabelled = 0
    for file in files:
        quotes = [
            (q["start"], q["end"]) for e in entries for q in e["quotes"] if q["file"] == file and q["start"] is not None
        ]
        for finding in findings[file]:
            if finding.severity == "info":
                continue
            alarms += 1
            if not touches(finding, quotes):
                unlabelled += 1
                if options.diagnose:
                    where = f"{file[:3]}:{finding.start} {finding.rule}"
                    print(f"  unlabelled {where} {finding.surface[:60]!r}: {finding.message}")
    print(f"errors and warnings: {alarms}, unlabelled {unlabelled} = {unlabelled / max(1, alarms):.2f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
