"""The review desk: a list of the documents of a country as of a day, and a thousand rows decided by keys in a browser.

`BENCH_ROWS` says how many documents the list holds (160,000 unless told), `BENCH_KEYED` how many rows are decided.
"""

from __future__ import annotations

import os
from typing import Any

from both import found_on
from figure import Figure

SECTION = "reviews"
ROWS = int(os.environ.get("BENCH_ROWS", "160000"))
KEYED = int(os.environ.get("BENCH_KEYED", "1000"))


def measure() -> list[Figure]:
    """Every figure; the wall clock measures what else the machine does, the processor of this side does not."""
    made = [Figure("load of the machine (two cores) when it began", f"{os.getloadavg()[0]:.1f}")]
    for engine in ("sqlite", "postgresql"):
        made += _listed(engine, found_on(engine, "reviews_size.py", ROWS))
    return made + _keyed(found_on("sqlite", "reviews_queue.py", KEYED))


def _listed(engine: str, found: dict[str, Any]) -> list[Figure]:
    made = [
        Figure(
            f"{what}: p50 / p95; processor",
            f"{cost['p50']:.0f} / {cost['p95']:.0f} ms; {cost['processor']:.0f} ms",
            "300 ms",
        )
        for what, cost in found["pages"].items()
    ]
    made.append(
        Figure(f"{found['judged']:,} rows proposed by one act: wall; statements",
               f"{found['wall']:.1f} s; {found['statements']}")
    )  # fmt: skip
    return [Figure(f"{engine}, {found['rows']:,} documents: {one.what}", one.value, one.bar) for one in made]


def _keyed(found: dict[str, Any]) -> list[Figure]:
    if not found:
        return [Figure("rows decided by keys in a browser", "not measured: no browser on this machine")]
    return [
        Figure(
            f"{found['rows']:,} rows proposed by keys in Chromium: keys a row; done; wall",
            f"{found['keys'] / found['rows']:.2f}; {found['done']:,}; {found['wall']:.0f} s",
            "2",
        ),
        Figure("from the key to the next row: p50 / p95", f"{found['p50']:.0f} / {found['p95']:.0f} ms", "300 ms"),
    ]
