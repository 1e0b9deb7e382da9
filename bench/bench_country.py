"""The leader's table of a monitor of 3,321 communes with 42 tasks each, on PostgreSQL, by Django's test client."""

from __future__ import annotations

from bench_status import run
from figure import Figure

SHOWN = "p95 300 ms, 150 KB"


def measure() -> list[Figure]:
    """Time, size and queries of each page of the table, asked alone."""
    found = run("country", postgres=True)
    if found is None:
        return [Figure("country", "not measured: no PostgreSQL server on this machine")]
    figures = [
        Figure("tasks", f"{found['tasks']:,}"),
        Figure("load of the machine before (1 is one busy core)", f"{found['load']:.1f}"),
    ]
    for name, cost in found["pages"].items():
        told = f"p50 {cost['p50']:.0f} ms, p95 {cost['p95']:.0f} ms, processor {cost['processor']:.0f} ms"
        told += f", {cost['kilobytes']:.0f} KB ({cost['queries']} queries)"
        figures.append(Figure(name, told, SHOWN if name == "the table of provinces" else ""))
    return figures
