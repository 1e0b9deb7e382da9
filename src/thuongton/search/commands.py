"""The command ``thuongton search``: questions over a file of articles, without a database.

Exit codes as everywhere: 0 done, 2 input that cannot be used.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import json
import sys
import time
from pathlib import Path

from thuongton.search.corpora import MemoryIndex, UnusableCorpus, index_of, json_lines, read_corpus
from thuongton.search.question import read_question
from thuongton.search.ranking import CANDIDATES, rank

MOST_QUESTIONS = 1_000_000
STDOUT = "-"


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument(
        "--corpus", required=True, metavar="TỆP", help="các điều, mỗi dòng một điều (.jsonl hoặc .jsonl.gz)"
    )
    parser.add_argument("--queries", required=True, metavar="TỆP", help="các câu hỏi: qid, text, on (ngày, nếu có)")
    parser.add_argument("--out", required=True, metavar="TỆP", help="nơi ghi: qid, hits (tốt nhất trước), ms")
    parser.add_argument(
        "--most", type=int, default=100, metavar="SỐ", help=f"nhiều nhất bao nhiêu điều một câu (1–{CANDIDATES})"
    )


def run(options: argparse.Namespace) -> int:
    """Answer every question of a file. Returns the exit code."""
    try:
        _run(options)
    except UnusableCorpus as error:
        print(f"thuongton: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"thuongton: {error.filename}: {error.strerror}.", file=sys.stderr)
        return 2
    return 0


def _run(options: argparse.Namespace) -> None:
    if not 1 <= options.most <= CANDIDATES:
        raise UnusableCorpus(f"--most {options.most}: hãy nêu một số từ 1 đến {CANDIDATES}.")
    questions = read_questions(Path(options.queries))
    out = Path(options.out)
    if options.out != STDOUT and not out.parent.is_dir():
        raise UnusableCorpus(f"{out.parent}: không có thư mục này.")
    articles = read_corpus(Path(options.corpus))
    if not articles:
        raise UnusableCorpus(f"{options.corpus}: không có điều nào.")
    index = index_of(articles)
    del articles
    gc.collect()
    gc.freeze()  # nothing of the index is garbage: to look through it while a question is answered takes its time
    lines = [json.dumps(one, ensure_ascii=False) for one in answers(index, questions, options.most)]
    text = "\n".join([*lines, ""]) if lines else ""
    if options.out == STDOUT:
        sys.stdout.write(text)
    else:
        out.write_text(text, encoding="utf-8")


def read_questions(path: Path) -> list[tuple[object, str, dt.date | None]]:
    """The questions of a file. Raises UnusableCorpus, OSError."""
    found: list[tuple[object, str, dt.date | None]] = []
    for number, row in json_lines(path):
        if not isinstance(row, dict) or "qid" not in row or not isinstance(row.get("text"), str):
            raise UnusableCorpus(f'{path}:{number}: mỗi dòng là một câu hỏi {{"qid","text","on"}}.')
        on = row.get("on")
        try:
            day = dt.date.fromisoformat(str(on)) if on not in (None, "") else None
        except ValueError:
            raise UnusableCorpus(f"{path}:{number}: «{str(on)[:40]}» không phải một ngày dạng 2026-11-30.") from None
        found.append((row["qid"], row["text"], day))
        if len(found) > MOST_QUESTIONS:
            raise UnusableCorpus(f"{path}: hơn {MOST_QUESTIONS} câu hỏi.")
    return found


def answers(
    index: MemoryIndex, questions: list[tuple[object, str, dt.date | None]], most: int
) -> list[dict[str, object]]:
    """The answers, in the order of the questions; a question without a day is asked as of today."""
    today = dt.date.today()
    if questions:
        rank(index, read_question(questions[0][1], today))  # weights and words are read from their files once
    found: list[dict[str, object]] = []
    for qid, text, on in questions:
        start = time.perf_counter()
        hits = rank(index, read_question(text, on or today), most)
        took = (time.perf_counter() - start) * 1000
        found.append({"qid": qid, "hits": [index.ids[one.article] for one in hits], "ms": round(took, 2)})
    return found
