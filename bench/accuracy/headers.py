"""How well heads are read, field by field, against labels made by reading.

A field is found when it is as labelled, an empty one too; any other value is missed, and false besides when a value
was read that is not right. Quotation marks, dashes, runs of spaces and the two places of a tone mark (hoá, hóa) are
not told apart; the order of a list neither.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gold_papers import measured, opened, path_of, rows
from score import Score, half_of

from vanban.header import read_header
from vanban.text import clean, settle_tone

FIELDS = (
    "kind",
    "number",
    "symbol",
    "date",
    "date_text",
    "place",
    "issuer",
    "parent",
    "title",
    "addressee",
    "recipients",
    "archive",
    "signer",
    "signer_capacity",
    "secrecy",
    "urgency",
    "missing",
)


def labels(shared: Path) -> Iterator[dict[str, Any]]:
    """The labelled heads: two of ``gold_dev``, the others of ``gold/headers.jsonl``."""
    yield from json.loads((shared / "gold_dev" / "headers_dev.json").read_text(encoding="utf-8"))["headers"]
    yield from rows("headers.jsonl")


def measure(shared: Path, half: str | None = None, diagnose: bool = False) -> list[Score]:
    """The score of each field, and of all together."""
    counts = {field: Counter[str]() for field in FIELDS}
    for label in labels(shared):
        if half is not None and half_of(label["file"]) != half:
            continue
        if not measured(path := path_of(shared, label["file"])):
            continue
        read = read_header(opened(path)).to_dict()
        for field in FIELDS:
            if field not in label:
                continue
            right, empty = alike(label[field], read[field]), not read[field]
            counts[field]["found" if right else "missed"] += 1
            counts[field]["false"] += not right and not empty
            if diagnose and not right:
                print(f"header {label['file'][:14]} {field}: read {read[field]!r}\n{'':>20}label {label[field]!r}")
    scores = [Score(field, count["found"], count["missed"], count["false"]) for field, count in counts.items()]
    total = sum(counts.values(), Counter[str]())
    return [*scores, Score("headers", total["found"], total["missed"], total["false"])]


def alike(label: Any, read: Any) -> bool:
    """Whether a value is as labelled, but for signs that print and file write differently."""
    if isinstance(label, list):
        ours = [_plain(value) for value in read or ()]
        return sorted(map(_plain, label)) == sorted(ours)
    return _plain(label) == _plain(read)


def _plain(value: str | None) -> str | None:
    if value is None:
        return None
    value = settle_tone(clean(value).text)
    value = re.sub("[“”„\"']", '"', value).replace("–", "-").replace("—", "-")
    return re.sub(r"\s+", " ", value).strip(" .;,:") or None
