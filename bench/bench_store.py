"""The store under races: the same bytes leave one unit while they arrive in another and a sweep runs without delay."""

from __future__ import annotations

from both import found_on
from figure import Figure

ROUNDS = 1200


def measure() -> list[Figure]:
    """Rounds on both databases, each with files lost and errors seen."""
    figures = []
    for engine in ("sqlite", "postgresql"):
        found = found_on(engine, "store_races.py", ROUNDS)
        if not found["ended_well"]:
            raise SystemExit(f"bench store: a process of the race on {engine} did not end well")
        figures += [
            Figure(f"{engine}: rounds, files swept meanwhile", f"{found['rounds']}, {found['swept']}", "1 000 rounds"),
            Figure(f"{engine}: files lost", str(found["lost"]), "0"),
            Figure(f"{engine}: acts that failed", str(found["failed"]), "0"),
            Figure(f"{engine}: files that no row knows after a sweep", str(found["unknown"]), "0"),
            Figure(f"{engine}: finds of `thuongton check`", str(sum(found["finds"].values())), "0"),
            Figure(f"{engine}: time", f"{found['seconds']:.0f} s"),
        ]
    return figures
