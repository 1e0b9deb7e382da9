"""Whether one paper is read alike from two files, and what is read of a scan.

Pairs: the same paper as Word 97 and as signed PDF. Words in the same order, fields of the head and targets of citations
that both readings share are found; the others are missed. Scans: letters of the body (edit distance over the length of
the labelled text) and the printed numbers found. A scan takes half a minute to read.
"""

from __future__ import annotations

import dataclasses
import difflib
import json
import re
from collections import Counter
from pathlib import Path

from rapidfuzz.distance import Levenshtein
from score import Score

from vanban import open_document, read_document
from vanban.model import Reading
from vanban.text import join_lines

PAIRS = (("11a", "11b"), ("12a", "12b"))


def words(text: str) -> list[str]:
    return text.replace("–", "-").split()


def measure(shared: Path, half: str | None = None, diagnose: bool = False) -> list[Score]:
    """The scores of the pairs, then of the scans; there are too few of either for halves."""
    corpus = shared / "dev_corpus"
    scores: list[Score] = []
    for left, right in PAIRS:
        one, other = (
            read_document(open_document(next((corpus / "admin").glob(f"D-admin-{name}_*")))) for name in (left, right)
        )
        scores += compare(f"{left} and {right}", one, other, diagnose)
    return [*scores, *scans(corpus, diagnose)]


def compare(name: str, one: Reading, other: Reading, diagnose: bool = False) -> list[Score]:
    """How much two readings of one paper share: words, fields of the head, citations."""
    a, b = words(one.text), words(other.text)
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
    common = sum(block.size for block in matcher.get_matching_blocks())
    names = [field.name for field in dataclasses.fields(one.header)]
    differ = [field for field in names if getattr(one.header, field) != getattr(other.header, field)]
    cited = [Counter((c.target, c.role) for c in reading.citations) for reading in (one, other)]
    if diagnose:
        for field in differ:
            print(f"{name} {field}: {getattr(one.header, field)!r} | {getattr(other.header, field)!r}")
        print(f"{name} citations:", dict(cited[0] - cited[1]), "|", dict(cited[1] - cited[0]))
        for kind, i, j, k, m in matcher.get_opcodes():
            if kind != "equal":
                print(f"{name} {kind}: {' '.join(a[i:j])[:160]!r} | {' '.join(b[k:m])[:160]!r}")
    both = (cited[0] & cited[1]).total()
    return [
        Score(f"{name}: words", common, len(a) - common, len(b) - common),
        Score(f"{name}: fields of the head", len(names) - len(differ), len(differ), 0),
        Score(f"{name}: citations", both, cited[0].total() - both, cited[1].total() - both),
    ]


def scans(folder: Path, diagnose: bool = False) -> list[Score]:
    """The letters of each labelled page and its printed numbers."""
    scores: list[Score] = []
    for line in (folder / "scan" / "ocr_dev.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        document = open_document(folder / label["file"])
        first = next((p for p in document.pages if p.page == label["page"]), None)
        text = join_lines(document.text[first.start : first.end] if first else document.text)
        body = join_lines(label["body"])
        wrong = min(_best(body, text), len(body))
        missed = [number for number in label["must_find"] if not _printed(number, text)]
        scores.append(Score(f"{label['id']}: letters of the body", len(body) - wrong, wrong, 0))
        scores.append(Score(f"{label['id']}: numbers and dates", len(label["must_find"]) - len(missed), len(missed), 0))
        if diagnose:
            print(
                f"{label['id']} missed {missed}; doubtful:", [document.text[s.start : s.end] for s in document.doubtful]
            )
            a, b = body.split(), text.split()
            for kind, i, j, k, m in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
                if kind != "equal":
                    print(f"{label['id']} {kind}: {' '.join(a[i:j])!r} | {' '.join(b[k:m])!r}")
    return scores


def _printed(number: str, text: str) -> bool:
    """Whether a number stands in a text; a date also when it is written out."""
    day = re.fullmatch(r"(\d+)/(\d+)/(\d{4})", number)
    written = rf"ngày 0?{int(day[1])} tháng 0?{int(day[2])} năm {day[3]}" if day else None
    return number in text or (written is not None and re.search(written, text) is not None)


def _best(body: str, text: str) -> int:
    """The edit distance of a label to the passage of a text that it stands for."""
    found = ((text.find(body[at : at + 20]), at) for at in range(0, 200, 10))
    start = next((max(0, place - at) for place, at in found if place >= 0), 0)
    lengths = range(max(0, len(body) - 60), min(len(text) - start, len(body) + 400) + 1, 4)
    return min((Levenshtein.distance(body, text[start : start + n]) for n in lengths), default=len(body))
