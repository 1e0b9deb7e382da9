"""The register of law at the size of a country, on both databases: brought in, derived, listed by state, amended.

`BENCH_ACTS` says how many acts (160,000 unless told). The corpus of articles lies beside the repository and is not part
of it; without it those figures are left out.
"""

from __future__ import annotations

import os
from typing import Any

from both import ROOT, found_on
from figure import Figure

SECTION = "law, size"
ACTS = int(os.environ.get("BENCH_ACTS", "160000"))
CORPUS = ROOT.parent / "shared" / "dev_retrieval" / "vbpl450_corpus.jsonl.gz"


def measure() -> list[Figure]:
    """Every figure; the wall clock measures what else the machine does, the processor of this side does not."""
    load = os.getloadavg()[0]
    made = [Figure("load of the machine (two cores) when it began", f"{load:.1f}")]
    for engine in ("sqlite", "postgresql"):
        made += _country(engine, found_on(engine, "law_size.py", "country", ACTS, timeout=7200))
    if CORPUS.is_file():
        for engine in ("sqlite", "postgresql"):
            made += _corpus(engine, found_on(engine, "law_size.py", "corpus", CORPUS))
    return made


def _cost(found: dict[str, Any]) -> str:
    return f"{found['wall']:.0f} s; {found['processor']:.0f} s; {found['megabytes']:.0f} MB"


def _time(found: dict[str, Any]) -> str:
    return f"{found['p50']:.0f} / {found['p95']:.0f} ms; {found['processor']:.0f} ms"


def _country(engine: str, found: dict[str, Any]) -> list[Figure]:
    acts, texts, again = f"{found['acts']:,} acts", found["with texts"], found["again"]
    killed = found["derive"]
    made = [
        Figure(f"facts of {acts} brought in and derived: wall; processor; memory", _cost(found["import"]), "500 MB"),
        Figure(
            f"texts of {found['texts']:,} of them, killed {texts['kills']} times and begun again; then once more: new,"
            " changed acts",
            f"{again['new']}, {again['changed']}",
            "0, 0",
        ),
        Figure(
            f"every act derived anew, killed {killed['kills']} times and begun again: wall; processor; memory",
            _cost(killed),
        ),
        Figure(
            f"acts whose windows stood otherwise, of the {killed['said']['all']:,} that were left to the last run",
            str(killed["said"]["otherwise"]),
            "0",
        ),
        Figure(
            f"{found['windows']:,} windows; of 1,000 acts on random days SQL and derivation differ",
            str(found["otherwise"]),
            "0",
        ),
    ]
    for day, asked in found["asked"].items():
        made += [
            Figure(f"{what}, as of {day}: p50 / p95; processor", _time(cost), "0.5 s; aim 0.2")
            for what, cost in asked.items()
        ]
    amended = found["amending"]
    made.append(
        Figure(
            f"one amending act into {acts}, read, kept, derived again (longest of 5): wall; processor",
            f"{amended['wall']:.2f} s; {amended['processor']:.2f} s",
            "2 s",
        )
    )
    return [Figure(f"{engine}: {one.what}", one.value, one.bar) for one in made]


def _corpus(engine: str, found: dict[str, Any]) -> list[Figure]:
    made = [
        Figure(
            "450 acts, 26,738 articles brought in, operations read, derived: wall; processor; memory",
            _cost(found["import"]),
            "5 min, 500 MB",
        ),
        Figure("a provision on a day, 300 questions: p50 / p95; processor", _time(found["provision"]), "50 ms"),
    ]
    made += [
        Figure(f"whole on a day, {what}: p50 / p95; processor", _time(cost), "300 ms")
        for what, cost in found["codes"].items()
    ]
    return [Figure(f"{engine}: {one.what}", one.value, one.bar) for one in made]
