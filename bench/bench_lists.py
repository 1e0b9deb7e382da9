"""Lists over 3,000,018 tasks of 71,429 plans on PostgreSQL: queries alone, and pages through Django with 16 users."""

from __future__ import annotations

from bench_status import run
from figure import Figure

ALONE, TOGETHER = "200 ms", "320 ms"


def measure() -> list[Figure]:
    """The 95th percentile of each list for an officer of one commune and a leader of a province."""
    found = run("lists", postgres=True)
    if found is None:
        return [Figure("lists", "not measured: no PostgreSQL server on this machine")]
    figures = [
        Figure(f"{name}: p95 of the queries ({cost['queries']} queries)", f"{cost['p95']:.0f} ms", ALONE)
        for name, cost in found["pages"].items()
    ]
    for name, cost in found["http"].items():
        if cost["status"] != 200:
            figures.append(Figure(f"page {name}", f"not measured: answers {cost['status']}"))
            continue
        figures.append(Figure(f"page {name}, p95 alone", f"{cost['p95']:.0f} ms", ALONE))
        figures.append(Figure(f"page {name}, p95 with 16 users at once", f"{cost['p95 of 16']:.0f} ms", TOGETHER))
    return figures
