"""Kills (SIGKILL) between every two statements and commits of each act that makes more than one thing."""

from __future__ import annotations

from both import found_on
from figure import Figure

CUTS = 1100


def measure() -> list[Figure]:
    """Cuts on both databases: how many left the act undone or whole, and what was half-done or lost."""
    figures = []
    for engine in ("sqlite", "postgresql"):
        found = found_on(engine, "kills.py", CUTS, timeout=4 * 3600)
        longest = max(found["points"], key=found["points"].get)
        figures += [
            Figure(f"{engine}: acts, cuts", f"{found['acts']}, {found['cuts']}", "1 000 cuts"),
            Figure(f"{engine}: acts left undone, whole", f"{found['absent']}, {found['whole']}"),
            Figure(f"{engine}: half-done acts, lost files", str(found["faulty"]), "0"),
            Figure(f"{engine}: finds of `thuongton check`", str(sum(found["finds"].values())), "0"),
            Figure(f"{engine}: most points of one act («{longest}»)", str(found["points"][longest])),
            Figure(f"{engine}: time", f"{found['seconds']:.0f} s"),
        ]
    return figures
