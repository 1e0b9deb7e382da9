"""How well the orders of amending papers are read, against labels made by reading (``gold/amendments.jsonl``).

A row with ``scope`` is a passage of a paper in which every operation is labelled; a row with ``kind`` is one operation:
where its instruction stands, its target, the listed places of a phrase, the new text (``payload``), its day. «?» is a
target that cannot be proved from the words, where any answer is taken. An operation is found when one of the same kind
and provision (for phrases: the same places) is read in that line; «sure» leaves out what asks for a person.

The half "held" was seen once before its reader was finished (F1 0.961, documents 0.655); what it showed was mended in
reader and labels, so both halves now tell of regressions, not of papers nobody has read.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from gold_papers import here
from score import Score, half_of

from vanban.amendments import read_amendments
from vanban.files.open import open_document
from vanban.header import read_header
from vanban.model import Amendment

GOLD = Path(__file__).parent / "gold" / "amendments.jsonl"
ANY = "?"
FIELDS = ("document", "payload", "date")


def measure(shared: Path, half: str | None = None, diagnose: bool = False) -> list[Score]:
    """Scores of the operations, of those read as sure, and of the fields of those found."""
    rows = _rows(half)
    found = missed = false = sure_found = sure_false = 0
    right: dict[str, int] = defaultdict(int)
    wrong: dict[str, int] = defaultdict(int)
    for name in sorted(rows):
        files = sorted((shared / "dev_corpus").glob(f"legal_*/{name}_*"))
        document = open_document(files[0])
        scopes = [row["scope"] for row in rows[name] if "scope" in row]
        read = [
            one
            for one in read_amendments(document, read_header(document))
            if any(start <= one.start < end for start, end in scopes)
        ]
        for label in (here(document.text, row) for row in rows[name] if "kind" in row):
            hit = next((one for one in read if _matches(label, one)), None)
            if hit is None:
                missed += 1
                if diagnose:
                    print(f"  missed {name[-3:]} {label['kind']} {label.get('provision') or label.get('places')}: "
                          f"{label['surface']!r}")  # fmt: skip
                continue
            read.remove(hit)
            found += 1
            sure_found += not hit.needs_person
            for field, same in _fields(label, hit):
                right[field] += same
                wrong[field] += not same
                if diagnose and not same:
                    print(
                        f"  {field} {name[-3:]} {label['kind']} {label['surface']!r}: "
                        f"{label[field]} ≠ {_value(hit, field)}"
                    )
        for one in read:
            false += 1
            sure_false += not one.needs_person
            if diagnose:
                print(f"  false {name[-3:]} {one.kind} {one.provision or [p.provision for p in one.places]} "
                      f"{one.document} {one.surface[:90]!r} {one.reason or ''}")  # fmt: skip
    return [
        Score("amendments", found, missed, false),
        Score("amendments, sure", sure_found, 0, sure_false),
        *(Score(f"amendments, {field}", right[field], wrong[field], 0) for field in FIELDS),
    ]


def _rows(half: str | None) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if half is None or half_of(row["doc"]) == half:
            rows[row["doc"]].append(row)
    return rows


def _matches(label: dict[str, Any], one: Amendment) -> bool:
    if not (one.start < label["end"] and label["start"] < one.end) or one.kind != label["kind"]:
        return False
    if "places" in label and [place.provision for place in one.places] != label["places"]:
        return False
    return label.get("provision", ANY) == ANY or label["provision"] == one.provision


def _fields(label: dict[str, Any], one: Amendment) -> list[tuple[str, bool]]:
    return [(field, label[field] == _value(one, field)) for field in FIELDS if label.get(field) is not None]


def _value(one: Amendment, field: str) -> Any:
    if field == "document":
        return one.document.split("@")[0] if one.document else None
    if field == "payload":
        return [one.payload.start, one.payload.end] if one.payload else None
    return one.effect.date.isoformat() if one.effect and one.effect.date else None
