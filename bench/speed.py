"""How fast texts are read, and whether time grows only with length.

python bench/speed.py [--papers ../shared/dev_corpus/legal_html]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from vanban import cite, open_document, outline, read_document
from vanban.header import read_header

PIECES = (
    "Nghị quyết số ",
    "Luật Ban hành ",
    "khoản 1 Điều 2 ",
    "của Bộ ",
    "(sau đây gọi là Luật A)",
    "Nghị định số 1/2020/NĐ-CP, ",
    "\n“",
    "\n1. a",
    "1\t",
)


def seconds(work: Callable[[], object], rounds: int = 1) -> float:
    """Seconds of one core, the best of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        begin = time.process_time()
        work()
        best = min(best, time.process_time() - begin)
    return best


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", type=Path, default=Path("../shared/dev_corpus/legal_html"))
    options = parser.parse_args()
    documents = [open_document(path) for path in sorted(options.papers.glob("*.html"))]
    size = sum(len(document.text.encode()) for document in documents) / 1e6
    works: dict[str, Callable[[object], object]] = {
        "outline": outline,
        "cite": lambda d: cite(d.text),
        "header": read_header,
    }
    for name, work in works.items():
        spent = seconds(lambda work=work: [work(document) for document in documents], 5)
        print(f"{name:8} {size / spent:8.1f} MB/s  ({size:.1f} MB, {len(documents)} papers)")
    for piece in PIECES:
        small = seconds(lambda piece=piece: read_document(piece * 1000), 3)
        large = seconds(lambda piece=piece: read_document(piece * 8000), 2)
        print(f"x8 text  {large / max(small, 1e-6):8.1f} x time  {piece!r}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
