"""Sixteen people without a pause before nginx, two processes and PostgreSQL on this machine; one of them alone before.

Everything shares the processors: the two processes, PostgreSQL, nginx and the sixteen who ask.
"""

from __future__ import annotations

import os
import sys

from both import ROOT, found_on
from figure import Figure

SECONDS = float(os.environ.get("BENCH_SECONDS", 20))
BAR = "p95 320 ms"


def measure() -> list[Figure]:
    """The waiting of one person alone and of sixteen together, page by page."""
    sys.path.insert(0, str(ROOT / "scripts"))
    from with_postgres import binaries

    if binaries() is None:
        return [Figure("people", "not measured: no PostgreSQL server on this machine")]
    found = found_on("postgresql", "people_site.py", SECONDS)
    figures = [
        Figure("plans of 42 tasks", f"{found['plans']:,}"),
        Figure("load of the machine before (1 is one busy core)", f"{found['load']:.1f}"),
    ]
    for page, (middle, most, number) in found["alone"].items():
        figures.append(
            Figure(f"{page}, one person without a pause", f"p50 {middle:.0f} ms, p95 {most:.0f} ms (n {number})")
        )
    for page, (middle, most, number) in found["together"].items():
        rate = number / found["seconds"]
        figures.append(
            Figure(
                f"{page}, {found['people']} people without a pause",
                f"p50 {middle:.0f} ms, p95 {most:.0f} ms (n {number}, {rate:.0f} pages/s)",
                BAR,
            )
        )
    return figures
