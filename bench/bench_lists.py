"""Pages over 3,000,018 tasks of 71,429 plans on PostgreSQL, by Django's test client: alone, and 16 users in threads."""

from __future__ import annotations

from bench_status import run
from figure import Figure

ALONE, TOGETHER, PROVINCE = "200 ms", "320 ms", "1000 ms"


def measure() -> list[Figure]:
    """The 95th percentile of each page for an officer and a leader of a commune and the monitor of a province.

    Together, sixteen officers of sixteen communes ask one process: with four seconds between two pages, as people
    read, and once without any pause, which is sixteen pages in one queue.
    """
    found = run("lists", postgres=True)
    if found is None:
        return [Figure("lists", "not measured: no PostgreSQL server on this machine")]
    figures = [
        Figure("making the country", f"{found['filled']:.0f} s"),
        Figure("load of the machine while pages were asked for alone (1 is one busy core)", f"{found['load']:.1f}"),
    ]
    for name, cost in found["alone"].items():
        what = f"{name}, alone ({cost['queries']} queries): p50 / p95"
        bar = PROVINCE if name.endswith("monitor") else ALONE
        figures.append(Figure(what, f"{cost['p50']:.0f} / {cost['p95']:.0f} ms", bar))
    for name, cost in found["together"].items():
        figures.append(Figure(f"{name}, 16 officers, 4 s between pages: p95", f"{cost['pausing']:.0f} ms", TOGETHER))
        figures.append(Figure(f"{name}, 16 officers without a pause: p95", f"{cost['at once']:.0f} ms", TOGETHER))
    return figures
