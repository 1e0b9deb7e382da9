"""Whether one paper is read alike from two files, and what is read of a scan.

    python bench/accuracy_files.py ../shared/dev_corpus

Pairs: the same paper as Word 97 and as signed PDF. Text is compared word by word; the head field by field; citations
by their target. Scans: the error of letters in the body (edit distance over the length of the labelled text) and the
printed numbers found.
"""

from __future__ import annotations

import argparse
import dataclasses
import difflib
import json
import re
import sys
import time
from collections import Counter
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from vanban import open_document, read_document
from vanban.model import Reading
from vanban.text import join_lines

PAIRS = (("11a", "11b"), ("12a", "12b"))


def words(text: str) -> list[str]:
    return text.replace("–", "-").split()


def similarity(one: str, other: str) -> float:
    """The share of words that both texts have in the same order."""
    return difflib.SequenceMatcher(None, words(one), words(other), autojunk=False).ratio()


def compare(one: Reading, other: Reading, diagnose: bool) -> bool:
    """Print how two readings of one paper differ; True when they are alike."""
    alike = similarity(one.text, other.text)
    fields = [
        field.name
        for field in dataclasses.fields(one.header)
        if getattr(one.header, field.name) != getattr(other.header, field.name)
    ]
    cited = [Counter((c.target, c.role) for c in reading.citations) for reading in (one, other)]
    print(f"text {alike:.4f}  head fields that differ: {fields or 'none'}  ", end="")
    print(f"citations {sum(cited[0].values())} and {sum(cited[1].values())}, in one only: ", end="")
    print(sum((cited[0] - cited[1]).values()) + sum((cited[1] - cited[0]).values()))
    if diagnose:
        for name in fields:
            print(f"  {name}: {getattr(one.header, name)!r} | {getattr(other.header, name)!r}")
        print("  citations:", dict(cited[0] - cited[1]), "|", dict(cited[1] - cited[0]))
        a, b = words(one.text), words(other.text)
        for kind, i, j, k, m in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
            if kind != "equal":
                print(f"  {kind}: {' '.join(a[i:j])[:160]!r} | {' '.join(b[k:m])[:160]!r}")
    return alike >= 0.98 and not fields and cited[0] == cited[1]


def scans(folder: Path, diagnose: bool) -> bool:
    """Print the letter error of each labelled page and the printed numbers missed."""
    good = True
    for line in (folder / "scan" / "ocr_dev.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        begin = time.perf_counter()
        reading = read_document(document := open_document(folder / label["file"]))
        spent = time.perf_counter() - begin
        first = next((p for p in document.pages if p.page == label["page"]), None)
        text = join_lines(document.text[first.start : first.end] if first else document.text)
        body = join_lines(label["body"])
        error = _best(body, text)
        print(f"{label['id']}: body error {error:.4f}, {spent:.1f} s, {len(document.doubtful)} doubtful words")
        print(f"  number {reading.header.number!r}, symbol {reading.header.symbol!r}, date {reading.header.date}")
        missed = [number for number in label["must_find"] if not _printed(number, text)]
        print(f"  of {len(label['must_find'])} numbers and dates not in the text: {missed or 'none'}")
        good = good and error <= 0.01
        if diagnose:
            print("  doubtful:", [document.text[span.start : span.end] for span in document.doubtful])
            a, b = body.split(), text.split()
            for kind, i, j, k, m in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
                if kind != "equal":
                    print(f"  {kind}: {' '.join(a[i:j])!r} | {' '.join(b[k:m])!r}")
    return good


def _printed(number: str, text: str) -> bool:
    """Whether a number stands in a text; a date also when it is written out."""
    day = re.fullmatch(r"(\d+)/(\d+)/(\d{4})", number)
    written = rf"ngày 0?{int(day[1])} tháng 0?{int(day[2])} năm {day[3]}" if day else None
    return number in text or (written is not None and re.search(written, text) is not None)


def _best(body: str, text: str) -> float:
    """The edit distance of a label to the passage of a text that it stands for, over its length."""
    found = ((text.find(body[at : at + 20]), at) for at in range(0, 200, 10))
    start = next((max(0, place - at) for place, at in found if place >= 0), 0)
    lengths = range(max(0, len(body) - 60), min(len(text) - start, len(body) + 400) + 1, 4)
    return min((Levenshtein.distance(body, text[start : start + n]) for n in lengths), default=len(body)) / len(body)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--diagnose", action="store_true", help="print every difference")
    parser.add_argument("--no-scans", action="store_true")
    options = parser.parse_args()
    good = True
    for left, right in PAIRS:
        one, other = (
            read_document(open_document(next((options.corpus / "admin").glob(f"D-admin-{name}_*"))))
            for name in (left, right)
        )
        print(f"{left} and {right}: ", end="")
        good = compare(one, other, options.diagnose) and good
    if not options.no_scans:
        good = scans(options.corpus, options.diagnose) and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
