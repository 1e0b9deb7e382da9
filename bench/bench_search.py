"""Search: quality and time through the command, with and without marks; `--diagnose` prints each miss with its numbers.

The questions lie beside the repository (`../shared/dev_retrieval`). The weights were learned from them, so the figures
of the command are those of questions it has seen; what to expect of others is the cross-validated line.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from figure import Figure

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("THUONGTON_SHARED", ROOT.parent / "shared")) / "dev_retrieval"
SETS = {
    "ALQAC": ("alqac_corpus.jsonl.gz", "alqac_queries_dev.jsonl", None, "≥ .975 / ≥ .89"),
    "Zalo": ("vbpl450_corpus.jsonl.gz", "zalo_queries_dev.jsonl", "2021-12-31", "≥ .79 / ≥ .67"),
}
SPELLINGS = {"with marks": "text", "without marks": "text_khong_dau"}
WEIGHTS = ROOT / "src" / "thuongton" / "search" / "data" / "weights.toml"


def answered(name: str, spelling: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]], float]:
    """The questions of a set, the answers of the command to them, and how long it took in seconds."""
    from thuongton.cli import main

    corpus, questions, on, _bar = SETS[name]
    asked = [json.loads(line) for line in (SHARED / questions).read_text("utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        given, out = Path(folder) / "questions.jsonl", Path(folder) / "answers.jsonl"
        rows = ({"qid": one["qid"], "text": one[SPELLINGS[spelling]], "on": on} for one in asked)
        given.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        start = time.perf_counter()
        code = main(["search", "--corpus", str(SHARED / corpus), "--queries", str(given), "--out", str(out)])
        took = time.perf_counter() - start
        if code:
            raise SystemExit(code)
        return asked, [json.loads(line) for line in out.read_text("utf-8").splitlines()], took


def quality(asked: list[dict[str, Any]], answers: list[dict[str, Any]]) -> tuple[float, float]:
    """R@10 (mean share of the gold articles) and MRR@10."""
    recall = first = 0.0
    for question, answer in zip(asked, answers, strict=True):
        hits = [hit in question["gold"] for hit in answer["hits"][:10]]
        recall += sum(hits) / len(question["gold"])
        first += next((1 / (place + 1) for place, hit in enumerate(hits) if hit), 0.0)
    return recall / len(asked), first / len(asked)


def at_share(values: list[float], share: float) -> float:
    """The value that a share of the values does not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


_OF_TABLES = """
import datetime as dt, json, os, sys, time
import django
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuongton.config.settings")
django.setup()
from django.core.management import call_command
from thuongton.search.queries import RegisterIndex
from thuongton.search.question import read_question
from thuongton.search.ranking import rank
from thuongton.search.services import index_pending
call_command("migrate", verbosity=0)
index_pending()
asked = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
took = []
for text in [*asked[:20], *asked]:
    began = time.process_time()
    rank(RegisterIndex(), read_question(text, dt.date(2021, 12, 31)))
    took.append((time.process_time() - began) * 1000)
print(json.dumps({"articles": RegisterIndex().count, "ms": took[20:]}))
"""


def of_tables() -> Figure:
    """The time of a question to the tables of a register on SQLite, in seconds of processor.

    ``SEARCH_REGISTER`` names the folder of an installation that holds the articles already; else one is made.
    """
    with tempfile.TemporaryDirectory() as made:
        place = os.environ.get("SEARCH_REGISTER", made)
        told = {**os.environ, "THUONGTON_DATA": place}
        if place == made:
            corpus = str(SHARED / SETS["Zalo"][0])
            command = [sys.executable, "-m", "thuongton.cli", "law", "import", corpus, "--json"]
            subprocess.run(command, cwd=ROOT, env=told, capture_output=True, check=False)
        command = [sys.executable, "-c", _OF_TABLES, str(SHARED / SETS["Zalo"][1])]
        done = subprocess.run(command, cwd=ROOT, env=told, capture_output=True, text=True, check=True)
    value = json.loads(done.stdout.splitlines()[-1])
    times = value["ms"]
    return Figure(
        f"tables of a register on SQLite, {value['articles']:,} articles and heads, one question, processor, p50 / p95",
        f"{at_share(times, 0.5):.1f} / {at_share(times, 0.95):.1f} ms",
        "p95 ≤ 30 ms",
    )


def measure() -> list[Figure]:
    """Every figure of search."""
    found = [of_tables()]
    for line in re.findall(r"^# (\w+: R@10 .*)$", WEIGHTS.read_text("utf-8"), re.MULTILINE):
        name = line.partition(":")[0]
        bar = SETS[name][3] if name in SETS else ""
        found.append(Figure(f"{name}, cross-validated by cluster, R@10 / MRR@10", _two(line), bar))
    for name in SETS:
        for spelling in SPELLINGS:
            asked, answers, took = answered(name, spelling)
            recall, first = quality(asked, answers)
            times = [one["ms"] for one in answers]
            found += [
                Figure(f"{name}, {spelling}, {len(asked)} dev questions, R@10 / MRR@10", f"{recall:.3f} / {first:.3f}"),
                Figure(
                    f"{name}, {spelling}, one question, p50 / p95",
                    f"{at_share(times, 0.5):.1f} / {at_share(times, 0.95):.1f} ms",
                    "p95 ≤ 30 ms",
                ),
                Figure(f"{name}, {spelling}, the whole command", f"{took:.0f} s"),
            ]
    return found


def _two(line: str) -> str:
    numbers = re.findall(r"0\.\d+", line)
    return " / ".join(numbers[:2])


def misses(name: str) -> Iterator[str]:
    """Each question of a set whose answer is not among the first ten: what came instead, and the numbers of both."""
    from thuongton.search.corpora import index_of, read_corpus
    from thuongton.search.features import NAMES
    from thuongton.search.formula import weights
    from thuongton.search.question import read_question
    from thuongton.search.ranking import rank

    corpus, questions, on, _bar = SETS[name]
    index = index_of(read_corpus(SHARED / corpus))
    day = dt.date.fromisoformat(on) if on else dt.date.today()
    for line in (SHARED / questions).read_text("utf-8").splitlines():
        row = json.loads(line)
        ranked = rank(index, read_question(row["text"], day))
        places = {index.ids[one.article]: place for place, one in enumerate(ranked, 1)}
        if all(places.get(gold, 999) <= 10 for gold in row["gold"]):
            continue
        yield f"{row['qid']}: {row['text']}"
        for gold in row["gold"]:
            yield f"  {gold}: {places.get(gold, 'no candidate')}"
            if gold not in places or places[gold] <= 10:
                continue
            mine, best = ranked[places[gold] - 1].features, ranked[0].features
            parts = [
                (weight * (one - other), named)
                for named, weight, one, other in zip(NAMES, weights(), mine, best, strict=True)
            ]
            told = ", ".join(f"{named} {value:+.2f}" for value, named in sorted(parts)[:6])
            yield f"    behind {index.ids[ranked[0].article]}: {told}"


def main() -> int:
    """Print the misses of the sets."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--diagnose", nargs="*", choices=list(SETS), metavar="SET", help="print each miss")
    given = options.parse_args()
    if not SHARED.is_dir():
        print(f"bench_search: {SHARED}: không có thư mục câu hỏi", file=sys.stderr)
        return 2
    if given.diagnose is None:
        for one in measure():
            print(f"{one.what}: {one.value} {one.bar}")
        return 0
    with contextlib.suppress(BrokenPipeError):
        for name in given.diagnose or list(SETS):
            for line in misses(name):
                print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
