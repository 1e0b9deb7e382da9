"""Citations, outline and checks: MB/s and citations/s of one core, beside eyecite in the same run, and up to 100 MB.

Each reader reads its own language: `vanban` real Vietnamese decrees and laws, eyecite 2.7.8 an American brief made of
well-known cases, with about as many citations for each kilobyte as the densest decrees. Times are CPU time of one
process, so other work on the machine hardly counts.

    python bench/speed.py [--papers ../shared/dev_corpus/legal_html] [--large 1,10,100]
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from figure import Figure

from vanban import cite, lint, open_document, outline, read_document
from vanban.citations import cite_pieces
from vanban.model import Document

HERE = Path(__file__).resolve().parent
PAPERS = HERE.parent.parent / "shared" / "dev_corpus" / "legal_html"
DENSEST = 20
LARGE = (1, 10, 100)
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
CITED = (
    "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;\n",
    "Thực hiện Quyết định số 766/QĐ-TTg ngày 23/6/2022 của Thủ tướng Chính phủ phê duyệt Bộ chỉ số;\n",
    "theo điểm a khoản 2 Điều 5 Luật Đất đai năm 2024 và Thông tư số 12/2025/TT-BTP của Bộ trưởng Bộ Tư pháp.\n",
)
CASES = (
    ("Brown v. Board of Education", "347 U.S. 483", 1954),
    ("Marbury v. Madison", "5 U.S. 137", 1803),
    ("Gideon v. Wainwright", "372 U.S. 335", 1963),
    ("Miranda v. Arizona", "384 U.S. 436", 1966),
    ("McCulloch v. Maryland", "17 U.S. 316", 1819),
    ("Gibbons v. Ogden", "22 U.S. 1", 1824),
    ("New York Times Co. v. Sullivan", "376 U.S. 254", 1964),
    ("Mapp v. Ohio", "367 U.S. 643", 1961),
    ("Erie Railroad Co. v. Tompkins", "304 U.S. 64", 1938),
    ("International Shoe Co. v. Washington", "326 U.S. 310", 1945),
    ("Palsgraf v. Long Island Railroad Co.", "248 N.Y. 339", 1928),
    ("Hawkins v. McGee", "84 N.H. 114", 1929),
)
ARGUMENT = (
    "The rule is settled and was stated in {name}, {place} ({year}), on which the court below relied. ",
    "Nothing in the record brings this case outside {place}, and the appellee does not say that it does. ",
    "See {name}, {place} ({year}); the same reasoning governs here, for the statute uses the same words. ",
)


def seconds(work: Callable[[], object], rounds: int = 1) -> float:
    """CPU seconds of one core, the best of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        begin = time.process_time()
        work()
        best = min(best, time.process_time() - begin)
    return best


def brief(size: int) -> str:
    """An American brief of that many characters: the well-known cases in turn, each in the sentences of an argument."""
    sentences: list[str] = []
    length = at = 0
    while length < size:
        name, place, year = CASES[at % len(CASES)]
        sentences.append(ARGUMENT[at % len(ARGUMENT)].format(name=name, place=place, year=year))
        length += len(sentences[-1])
        at += 1
    return "".join(sentences)


def megabytes(texts: Sequence[str]) -> float:
    """The size of texts in UTF-8."""
    return sum(len(text.encode()) for text in texts) / 1e6


def pace(read: Callable[[str], Sequence[object]], texts: Sequence[str], rounds: int = 5) -> tuple[str, float]:
    """How fast citations are read, as words and in MB/s."""
    count = sum(len(read(text)) for text in texts)
    spent = seconds(lambda: [read(text) for text in texts], rounds)
    size = megabytes(texts)
    dense = 1000 * size / max(count, 1)
    return f"{size / spent:.2f} MB/s, {count / spent:,.0f} citations/s (one for each {dense:.2f} kB)", size / spent


def beside_eyecite(dense: Sequence[str]) -> list[Figure]:
    """eyecite on its own language in the same run, and how many times as fast the densest decrees are read."""
    try:
        from eyecite import get_citations
    except ImportError:
        return [Figure("eyecite", "not installed: pip install eyecite==2.7.8")]
    words, theirs = pace(get_citations, [brief(20_000)], 2)
    long_words, _ = pace(get_citations, [brief(200_000)])
    ours = pace(cite, dense)[1]
    return [
        Figure("eyecite 2.7.8, its default tokenizer, American brief of 20 kB", words),
        Figure("eyecite 2.7.8, the same brief of 200 kB", long_words),
        Figure("densest decrees against the brief of 20 kB, each its own language", f"× {ours / theirs:.0f}", "× 20"),
    ]


def large(sizes: Sequence[int], papers: Path) -> list[Figure]:
    """Real laws laid end to end, each size in a process of its own: CPU time and the peak of its memory."""
    figures = []
    for size in sizes:
        command = [sys.executable, str(Path(__file__)), "--one", str(size), "--papers", str(papers)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        figures.append(Figure(f"{size} MB of laws end to end", done.stdout.strip(), "linear"))
    command = [sys.executable, str(Path(__file__)), "--pieces", str(max(sizes)), "--papers", str(papers)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    figures.append(Figure(f"{max(sizes)} MB of laws in pieces, one held at a time", done.stdout.strip(), "linear"))
    return figures


def one(size: int, papers: Path) -> str:
    """The reading of one long text."""
    whole = "\n\n".join(document.text for document in opened(papers))
    share = size * 1e6 / len(whole.encode())
    text = "\n\n".join([whole] * int(share)) + "\n\n" + whole[: int(share % 1 * len(whole))]
    del whole
    begin = time.process_time()
    count = len(cite(text))
    spent = time.process_time() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    length = len(text.encode()) / 1e6
    return f"{spent:.2f} s for {length:.1f} MB = {length / spent:.1f} MB/s, {count:,} citations, peak {peak:.0f} MB"


def in_pieces(size: int, papers: Path) -> str:
    """The reading of a text that is never held whole."""
    texts = [document.text for document in opened(papers)]
    length = 0.0

    def laws() -> Iterator[str]:
        nonlocal length
        while length < size:
            for text in texts:
                length += len(text.encode()) / 1e6
                yield text + "\n\n"

    begin = time.process_time()
    count = sum(1 for _ in cite_pieces(laws()))
    spent = time.process_time() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"{spent:.2f} s for {length:.1f} MB = {length / spent:.1f} MB/s, {count:,} citations, peak {peak:.0f} MB"


def opened(papers: Path) -> list[Document]:
    """The decrees and laws to read."""
    return [open_document(path) for path in sorted(papers.glob("*.html"))]


def figures(papers: Path = PAPERS, sizes: Sequence[int] = LARGE) -> list[Figure]:
    """All figures; without the papers only those on generated text."""
    documents = opened(papers)
    texts = [document.text for document in documents]
    load = os.getloadavg()[0] / (os.cpu_count() or 1)
    found = [Figure("load of the machine before the measurement (1 is every core busy)", f"{load:.1f}")]
    if texts:
        dense = sorted(texts, key=lambda text: len(text) / max(1, len(cite(text))))[:DENSEST]
        found.append(Figure(f"cite, {len(texts)} real decrees and laws", pace(cite, texts)[0], "25 MB/s"))
        found.append(Figure(f"cite, the {DENSEST} with most citations", pace(cite, dense)[0], "5.5 MB/s"))
    generated = ["".join(CITED) * 2000]
    found.append(Figure("cite, generated, nothing but citations", pace(cite, generated, 3)[0], "5.5 MB/s"))
    found += beside_eyecite(dense if texts else generated)
    if texts:
        size = megabytes(texts)
        spent = seconds(lambda: [outline(document) for document in documents], 5)
        found.append(Figure("outline", f"{size / spent:.1f} MB/s", "50 MB/s"))
        readings = [read_document(document) for document in documents]
        spent = seconds(lambda: [lint(reading) for reading in readings], 2)
        found.append(Figure("lint, all rules", f"{size / spent:.1f} MB/s, {len(readings) / spent:.0f} papers/s"))
        found += large(sizes, papers)
    for piece in PIECES:
        small = seconds(lambda piece=piece: read_document(piece * 1000), 3)
        eight = seconds(lambda piece=piece: read_document(piece * 8000), 2)
        found.append(Figure(f"eight times the text of {piece!r}", f"{eight / max(small, 1e-6):.1f} × the time", "× 8"))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", type=Path, default=PAPERS)
    parser.add_argument("--large", default=",".join(map(str, LARGE)), help="megabytes of the long texts")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--pieces", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(one(options.one, options.papers))
        return 0
    if options.pieces:
        print(in_pieces(options.pieces, options.papers))
        return 0
    for figure in figures(options.papers, [int(size) for size in options.large.split(",") if size]):
        print(f"{figure.what}: {figure.value}" + (f" (bar: {figure.bar})" if figure.bar else ""), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
