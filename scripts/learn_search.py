"""Learns the weights of search from questions with their answers: `python scripts/learn_search.py [--write]`.

The questions lie beside the repository (`../shared/dev_retrieval`) and never become part of the product: what is
written is one number for each feature (`src/thuongton/search/data/weights.toml`). The figures printed are
cross-validated: questions that share an answer or read alike (`cluster`) are learned from or asked, never both.
One formula serves both collections; the questions of laymen count more, since there are few of them.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import math
import os
import random
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from thuongton.search.corpora import index_of, read_corpus
from thuongton.search.features import NAMES
from thuongton.search.question import read_question
from thuongton.search.ranking import gather

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("THUONGTON_SHARED", ROOT.parent / "shared")) / "dev_retrieval"
WEIGHTS = ROOT / "src" / "thuongton" / "search" / "data" / "weights.toml"
SETS = (
    ("ALQAC", "alqac_corpus.jsonl.gz", "alqac_queries_dev.jsonl", None, 1.0),
    ("Zalo", "vbpl450_corpus.jsonl.gz", "zalo_queries_dev.jsonl", dt.date(2021, 12, 31), 3.0),
)
"""Name, articles, questions, the day on which they are asked, what one question counts."""
FOLDS = 5
TURNS = 14
STEP = 0.08
KEEP = 2e-4
"""How strongly weights are held near 0, for each question seen."""
HEAD = """# Weights of the formula that ranks articles, for each feature of `thuongton/search/features.py`.
# Written by `python scripts/learn_search.py --write`; nothing here is set by hand.
"""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A question with its candidates: their numbers, and which of them are answers."""

    cluster: str
    counts: float
    answers: int
    found: tuple[tuple[float, ...], ...]
    right: tuple[bool, ...]
    name: str


def lessons() -> list[Lesson]:
    """The questions of all sets, in both spellings by turns."""
    made = []
    for name, corpus, questions, on, counts in SETS:
        index = index_of(read_corpus(SHARED / corpus))
        for number, line in enumerate((SHARED / questions).read_text("utf-8").splitlines()):
            row = json.loads(line)
            text = row["text_khong_dau" if number % 2 else "text"]
            gathered = gather(index, read_question(text, on or dt.date.today()))
            right = tuple(index.ids[one.article] in row["gold"] for one in gathered.candidates)
            cluster = str(row.get("cluster") or row["gold"][0])
            made.append(Lesson(cluster, counts, len(row["gold"]), gathered.features, right, name))
    return made


def spread(seen: Sequence[Lesson]) -> list[float]:
    """The standard deviation of each feature."""
    size = len(NAMES)
    sums, squares, count = [0.0] * size, [0.0] * size, 0
    for one in seen:
        for row in one.found:
            count += 1
            for at, value in enumerate(row):
                sums[at] += value
                squares[at] += value * value
    return [
        math.sqrt(max(0.0, squares[at] / count - (sums[at] / count) ** 2)) or 1.0 if count else 1.0
        for at in range(size)
    ]


def learn(seen: Sequence[Lesson]) -> list[float]:
    """The weights under which the answers come first most surely (softmax over the candidates, AdaGrad, averaged)."""
    scale = spread(seen)
    size = len(NAMES)
    usable = [
        ([[value / scale[at] for at, value in enumerate(row)] for row in one.found], one.right, one.counts)
        for one in seen
        if any(one.right)
    ]
    weights, grown, mean, taken = [0.0] * size, [1e-3] * size, [0.0] * size, 0
    dice = random.Random("search")  # noqa: S311 (no secret hangs on the order)
    for turn in range(TURNS):
        dice.shuffle(usable)
        for rows, right, counts in usable:
            scores = [sum(map(float.__mul__, row, weights)) for row in rows]
            most = max(scores)
            shares = [math.exp(one - most) for one in scores]
            total, number = sum(shares), sum(right)
            pulls = [counts * (share / total - told / number) for share, told in zip(shares, right, strict=True)]
            slope = [counts * KEEP * weight for weight in weights]
            for row, pull in zip(rows, pulls, strict=True):
                if abs(pull) > 1e-4:
                    slope = [one + pull * value for one, value in zip(slope, row, strict=True)]
            for at, one in enumerate(slope):
                grown[at] += one * one
                weights[at] -= STEP * one / math.sqrt(grown[at])
            if turn >= TURNS // 2:
                taken += 1
                mean = [one + (weight - one) / taken for one, weight in zip(mean, weights, strict=True)]
    return [weight / scale[at] for at, weight in enumerate(mean)]


def fold_of(cluster: str) -> int:
    """The part of the questions to which a cluster belongs."""
    return int(hashlib.sha256(cluster.encode()).hexdigest(), 16) % FOLDS


def measured(weights: Sequence[float], asked: Iterable[Lesson]) -> dict[str, list[tuple[float, float]]]:
    """For each set R@10 and the reciprocal rank (to 10) of each question."""
    told: dict[str, list[tuple[float, float]]] = {}
    for one in asked:
        scores = [sum(map(float.__mul__, row, weights)) for row in one.found]
        order = sorted(range(len(scores)), key=lambda at: -scores[at])[:10]
        hits = [one.right[at] for at in order]
        first = next((1 / (at + 1) for at, hit in enumerate(hits) if hit), 0.0)
        told.setdefault(one.name, []).append((sum(hits) / one.answers, first))
    return told


def _fold(given: tuple[list[Lesson], int]) -> dict[str, list[tuple[float, float]]]:
    all_of, fold = given
    weights = learn([one for one in all_of if fold_of(one.cluster) != fold])
    return measured(weights, (one for one in all_of if fold_of(one.cluster) == fold))


def main() -> int:
    """Learn, say the cross-validated figures, write when asked to."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--write", action="store_true")
    given = options.parse_args()
    if not SHARED.is_dir():
        print(f"learn_search: {SHARED}: không có thư mục câu hỏi", file=sys.stderr)
        return 2
    all_of = lessons()
    told: dict[str, list[tuple[float, float]]] = {}
    with ProcessPoolExecutor(2) as workers:
        for one in workers.map(_fold, [(all_of, fold) for fold in range(FOLDS)]):
            for name, rows in one.items():
                told.setdefault(name, []).extend(rows)
    lines = []
    for name, rows in told.items():
        size = len(rows)
        recall, first = sum(one for one, _ in rows) / size, sum(one for _, one in rows) / size
        lines.append(f"{name}: R@10 {recall:.3f}, MRR@10 {first:.3f} ({size} questions, {FOLDS} folds by cluster)")
    print("\n".join(lines))
    if given.write:
        weights = learn(all_of)
        body = "\n".join(f"{name} = {weight:.3f}" for name, weight in zip(NAMES, weights, strict=True))
        said = "\n".join(f"# {line}" for line in lines)
        WEIGHTS.write_text(f"{HEAD}# Cross-validated:\n{said}\n\n[weights]\n{body}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
