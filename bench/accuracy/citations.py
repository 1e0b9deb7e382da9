"""How well citations are read, against mentions labelled by reading.

A core mention counts as found when a reported span overlaps its number (or its surface when it has none) and the
kind is right; a reported mention that overlaps no labelled one is a false alarm. Of a long paper a passage is
labelled whole; mentions outside the passage are not judged. Span, number, date, issuer, pinpoint and role are judged
of those found, where the label has the field.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from gold_papers import here, measured, opened, path_of, rows
from score import Score, half_of

from vanban.citations import read_citations
from vanban.header import read_header
from vanban.model import Citation
from vanban.symbols import normalise

FAMILIES = {
    "D-admin": "citations (administrative)",
    "D-legal": "citations (laws)",
    "D-scan": "citations (administrative)",
}


def labels(shared: Path) -> tuple[dict[str, list[dict[str, Any]]], dict[str, list[tuple[int, int]]]]:
    """The mentions of each labelled paper, and the passages labelled of those that are not labelled whole."""
    mentions: dict[str, list[dict[str, Any]]] = defaultdict(list)
    passages: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for line in (shared / "gold_dev" / "citations_dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        mentions[row["file"]].append(row)
    for row in rows("citations.jsonl"):
        if "passage" in row:
            passages[row["file"]].append((row["passage"][0], row["passage"][1]))
            mentions[row["file"]].extend(())
        else:
            mentions[row["file"]].append(row)
    return mentions, passages


def measure(shared: Path, half: str | None = None, diagnose: bool = False) -> list[Score]:
    """The score of mentions by family of paper, then of each field of the mentions found."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    mentions, passages = labels(shared)
    for file, gold in sorted(mentions.items()):
        if half is not None and half_of(file) != half:
            continue
        if not measured(path := path_of(shared, file)):
            continue
        document = opened(path)
        gold = [here(document.text, row) for row in gold]
        inside = passages.get(file, [(0, len(document.text))])
        read = [
            c for c in read_citations(document, read_header(document)) if any(_in(c, passage) for passage in inside)
        ]
        family = FAMILIES.get("-".join(file.split("-")[:2]), "citations (seeds)")
        for verdict, what in _compare(gold, read, counts):
            counts[family][verdict] += 1
            counts["citations"][verdict] += 1
            if diagnose:
                start, end = (what.start, what.end) if isinstance(what, Citation) else (what["start"], what["end"])
                text = document.text
                context = f"{text[max(0, start - 40) : start]}⟦{text[start:end]}⟧{text[end : end + 40]}".replace(
                    "\n", "⏎"
                )
                if verdict != "found":
                    print(f"citation {verdict} {file[:14]}:{start} {context}")
                for name, wanted, ours in _differences(what, read) if verdict == "found" else ():
                    print(f"citation {name} {file[:14]}:{start} {ours!r} ≠ {wanted!r} in {context}")
    return [Score(kind, count["found"], count["missed"], count["false"]) for kind, count in sorted(counts.items())]


def _in(citation: Citation, passage: tuple[int, int]) -> bool:
    return passage[0] <= citation.start < passage[1]


def _hit(row: dict[str, Any], read: list[Citation]) -> Citation | None:
    start, end = row.get("number_start") or row["start"], row.get("number_end") or row["end"]
    kinds = (row["kind"], row.get("kind_norm", row["kind"]))
    return next((c for c in read if c.start < end and start < c.end and c.kind in kinds), None)


def _compare(
    gold: list[dict[str, Any]], read: list[Citation], counts: dict[str, Counter[str]]
) -> list[tuple[str, Any]]:
    verdicts: list[tuple[str, Any]] = []
    for row in gold:
        if not row["core"]:
            continue
        hit = _hit(row, read)
        verdicts.append(("missed" if hit is None else "found", row))
        if hit is not None:
            wrong = {name for name, _wanted, _ours in _differences(row, read)}
            for name in _judged(row):
                counts[f"  of those found: {name}"]["missed" if name in wrong else "found"] += 1
    for citation in read:
        if not any(citation.start < row["end"] and row["start"] < citation.end for row in gold):
            verdicts.append(("false", citation))
    return verdicts


def _judged(row: dict[str, Any]) -> list[str]:
    always = ["span", *(["number"] if row["number"] is not None else []), "date", "issuer"]
    return [*always, *(name for name in ("pinpoint", "role", "target") if name in row)]


def _differences(row: dict[str, Any], read: list[Citation]) -> list[tuple[str, Any, Any]]:
    """(field, labelled, read) for every field of a found mention that differs."""
    hit = _hit(row, read)
    if hit is None:
        return []
    values: dict[str, tuple[Any, Any]] = {
        "span": ((row["start"], row["end"]), (hit.start, hit.end)),
        "number": (row.get("number_norm") or normalise(row["number"] or ""), normalise(hit.number or "")),
        "date": (row["date"], hit.date.isoformat() if hit.date else None),
        "issuer": (row["issuer"], hit.issuer),
        "pinpoint": (row.get("pinpoint"), hit.pinpoint),
        "role": (row.get("role"), str(hit.role)),
        "target": (row.get("target"), hit.target),
    }
    return [(name, *values[name]) for name in _judged(row) if values[name][0] != values[name][1]]
