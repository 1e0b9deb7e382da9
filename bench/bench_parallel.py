"""Parallel documents: planted pairs found, real pairs found, time of a register.

``make bench ARGS=parallel``; ``PARALLEL_DIAGNOSE=1`` prints the pairs that were missed.
"""

from __future__ import annotations

import json
import os
import random
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from statistics import fmean

from figure import Figure
from planted_parallels import NOW, ONE, OTHER, Planted, replaced_pairs, world

from thuongton.law.numbers import lacks_year
from thuongton.reviews.individual import set_apart
from thuongton.reviews.parallel.ranking import Paper, paper, suggest
from vanban.places import provinces

SHARED = Path(os.environ.get("THUONGTON_SHARED", Path(__file__).resolve().parents[2] / "shared"))
CATALOGUE = SHARED / "dev_corpus" / "catalogue"
LARGE = 160_000
SEEDS = (12, 27, 79, 2025, 202)
"""Drawings that nothing was weighed by."""


def measure() -> list[Figure]:
    """Every figure with its bar."""
    if not CATALOGUE.is_dir():
        return [Figure("parallel", "not measured: ../shared is not there")]
    return [*_planted(), *_harsh(), _real(), _large(), *_set_apart()]


def _papers(documents: list[Planted]) -> list[Paper]:
    return [paper(one.key, one.title, one.place, NOW, one.since, one.until) for one in documents]


def _planted() -> list[Figure]:
    shares, figures = [], []
    for seed in SEEDS:
        documents = world(CATALOGUE, seed=seed)
        begun = time.perf_counter()
        found = suggest(_papers(documents))
        spent = time.perf_counter() - begun
        pairs, wanted = {(one.left, one.right) for one in found}, _wanted(documents)
        per = Counter(key for pair in pairs for key in pair)
        shares.append(len(wanted & pairs) / len(wanted))
        if seed == SEEDS[0]:
            figures = [
                Figure("suggestions of a document, mean", f"{2 * len(pairs) / len(documents):.2f}", "≤ 2"),
                Figure("suggestions of a document, most", str(max(per.values())), "≤ 2"),
                Figure(f"{len(documents):,} documents", f"{spent:.1f} s", "seconds"),
            ]
        if os.environ.get("PARALLEL_DIAGNOSE"):
            _told(documents, wanted - pairs)
    worst = f"worst {min(shares):.3f}"
    name = f"planted pairs found among 3,000 titles, mean of {len(SEEDS)} drawings"
    return [Figure(name, f"{fmean(shares):.3f} ({worst})", "≥ 0.95"), *figures]


def _harsh() -> list[Figure]:
    shares = []
    for seed in SEEDS:
        documents = world(CATALOGUE, seed=seed, harsh=True)
        pairs, wanted = {(one.left, one.right) for one in suggest(_papers(documents))}, _wanted(documents)
        shares.append(len(wanted & pairs) / len(wanted))
    return [Figure("the same, two in five titles cut anywhere, also in the subject", f"{fmean(shares):.3f}")]


def _wanted(documents: list[Planted]) -> set[tuple[int, int]]:
    return {(one.key, one.twin) for one in documents if one.twin is not None and one.key < one.twin}


def _told(documents: list[Planted], missed: set[tuple[int, int]]) -> None:
    titles = {one.key: one.title for one in documents}
    for left, right in sorted(missed):
        print("  -", titles[left], "\n   ", titles[right])


def _real() -> Figure:
    """Real pairs (a new title, the title that it replaces) among the documents of the measure without planted ones."""
    pairs = replaced_pairs(CATALOGUE)
    base = [one for one in world(CATALOGUE, planted=0, seed=5) if all(one.title not in pair for pair in pairs)]
    papers, wanted = _papers(base), set()
    for at, (new, old) in enumerate(pairs):
        one, other = 10_000 + 2 * at, 10_001 + 2 * at
        papers += [paper(one, new, ONE, NOW), paper(other, old, OTHER, NOW)]
        wanted.add((one, other))
    found = {(one.left, one.right) for one in suggest(papers)}
    name = f"real pairs of the table of An Giang, among {len(papers):,}"
    return Figure(name, f"{len(wanted & found)} of {len(wanted)}")


def _large() -> Figure:
    """As many documents as a country has, over its provinces of today; titles of the measure, told otherwise."""
    rng = random.Random(3)
    documents = world(CATALOGUE, seed=4)
    today = [one.whole for one in provinces() if one.ended is None]
    papers = []
    begun = time.perf_counter()
    for key in range(LARGE):
        one = rng.choice(documents)
        words = one.title.split(" ")
        rng.shuffle(words)
        title = " ".join([*one.title.split(" ")[: rng.randint(4, 30)], *words[: rng.randint(0, 6)]])
        papers.append(replace(paper(key, title, one.place, NOW, one.since, one.until), territory=rng.choice(today)))
    found = suggest(papers)
    spent = time.perf_counter() - begun
    return Figure(f"{LARGE:,} documents of {len(today)} provinces", f"{spent:.0f} s, {len(found):,} pairs", "minutes")


def _set_apart() -> list[Figure]:
    """The gazette of Sơn La: what the titles alone say, against the form of the numbers."""
    rows = [json.loads(line) for line in (CATALOGUE / "congbao_sonla_dev.jsonl").read_text("utf-8").splitlines()]
    whole = Counter(set_apart(row["so_hieu"], row["loai_van_ban"], row["trich_yeu"]).verdict.value for row in rows)
    agree: Counter[tuple[bool, str]] = Counter()
    for row in rows:
        agree[not lacks_year(row["so_hieu"]), set_apart("", row["loai_van_ban"], row["trich_yeu"]).verdict.value] += 1
    told = ", ".join(f"{count} {verdict}" for verdict, count in sorted(whole.items()))
    by_title = "; ".join(
        f"{'year' if year else 'no year'}: {count} {verdict}" for (year, verdict), count in sorted(agree.items())
    )
    return [
        Figure(f"{len(rows)} rows of the gazette of Sơn La, by number and title", told),
        Figure("by title alone, against the form of the number", by_title),
    ]
