"""How well heads and citations are read, measured against labelled papers.

    python bench/accuracy.py [--diagnose] [--gold ../shared/gold_dev] [--papers ../shared/seeds]

A core mention counts as found when a reported span overlaps its number (or its surface when it has none) and the
kind is right; a reported mention that overlaps no labelled one is a false alarm.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from vanban.citations import read_citations
from vanban.files import open_document
from vanban.header import read_header
from vanban.symbols import normalise

HEADER_FIELDS = [
    "kind",
    "number",
    "symbol",
    "issuer",
    "parent",
    "place",
    "date",
    "date_text",
    "title",
    "addressee",
    "recipients",
    "archive",
    "signer",
    "signer_capacity",
    "missing",
]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold_dev"))
    parser.add_argument("--papers", type=Path, default=Path("../shared/seeds"))
    parser.add_argument("--diagnose", action="store_true", help="print every miss")
    options = parser.parse_args()
    headers(options)
    citations(options)
    return 0


def headers(options: argparse.Namespace) -> None:
    right: Counter[str] = Counter()
    count = 0
    for gold in json.loads((options.gold / "headers_dev.json").read_text(encoding="utf-8"))["headers"]:
        count += 1
        got = read_header(open_document(options.papers / gold["file"])).to_dict()
        for field in HEADER_FIELDS:
            right[field] += got[field] == gold[field]
            if options.diagnose and got[field] != gold[field]:
                print(f"  {gold['file'][:3]} {field}: {got[field]!r} ≠ {gold[field]!r}")
    total = sum(right.values())
    print(f"header: {total}/{count * len(HEADER_FIELDS)} fields = {total / (count * len(HEADER_FIELDS)):.3f}")


def citations(options: argparse.Namespace) -> None:
    rows = [
        json.loads(line) for line in (options.gold / "citations_dev.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    found = missed = false = 0
    fields: Counter[str] = Counter()
    for file in sorted({row["file"] for row in rows}):
        document = open_document(options.papers / file)
        got = read_citations(document, read_header(document))
        gold = [row for row in rows if row["file"] == file]
        for row in gold:
            if not row["core"]:
                continue
            start, end = row.get("number_start") or row["start"], row.get("number_end") or row["end"]
            hits = [c for c in got if c.start < end and start < c.end and c.kind in (row["kind"], row["kind_norm"])]
            if not hits:
                missed += 1
                if options.diagnose:
                    print(f"  missed {file[:3]}:{row['start']} {row['surface']!r}")
                continue
            found += 1
            hit = hits[0]
            checks = {
                "span": (hit.start, hit.end) == (row["start"], row["end"]),
                "number": normalise(hit.number or "") == (row["number_norm"] or "") or row["number"] is None,
                "date": (hit.date.isoformat() if hit.date else None) == row["date"],
                "issuer": hit.issuer == row["issuer"],
                "target": hit.target == row["target"],
            }
            for name, ok in checks.items():
                fields[name] += ok
                if options.diagnose and not ok:
                    print(f"  {name} {file[:3]}:{row['start']} {hit.surface!r} {hit.target!r} ≠ {row['surface']!r}")
        for c in got:
            if not any(c.start < row["end"] and row["start"] < c.end for row in gold):
                false += 1
                if options.diagnose:
                    print(f"  false {file[:3]}:{c.start} {c.class_} {c.surface!r}")
    precision, recall = found / max(1, found + false), found / max(1, found + missed)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    counts = f"({found} found, {missed} missed, {false} false)"
    print(f"citations: precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f} {counts}")
    print("  of those found: " + ", ".join(f"{name} {n / max(1, found):.3f}" for name, n in fields.items()))


if __name__ == "__main__":
    raise SystemExit(main())
