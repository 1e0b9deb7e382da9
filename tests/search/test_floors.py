"""On the questions laid beside the repository nothing falls below its floor, with marks or without."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from thuongton.search.corpora import index_of, read_corpus
from thuongton.search.question import read_question
from thuongton.search.ranking import rank

FLOORS = {"text": (0.97, 0.90), "text_khong_dau": (0.97, 0.90)}


@pytest.mark.shared
@pytest.mark.parametrize("spelling", list(FLOORS))
def test_articles_of_laws_are_found(shared: Path, spelling: str) -> None:
    index = index_of(read_corpus(shared / "dev_retrieval" / "alqac_corpus.jsonl.gz"))
    lines = (shared / "dev_retrieval" / "alqac_queries_dev.jsonl").read_text("utf-8").splitlines()
    recall = first = 0.0
    for row in map(json.loads, lines):
        ranked = rank(index, read_question(row[spelling], dt.date(2026, 11, 30)), 10)
        hits = [index.ids[one.article] in row["gold"] for one in ranked]
        recall += sum(hits) / len(row["gold"])
        first += next((1 / (place + 1) for place, hit in enumerate(hits) if hit), 0.0)
    least = FLOORS[spelling]
    assert recall / len(lines) >= least[0]
    assert first / len(lines) >= least[1]
