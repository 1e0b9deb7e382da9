"""A change of the calendar over 139,482 tasks, of which 16,605 count from an event: shown, and done with the trail."""

from __future__ import annotations

from bench_status import run
from figure import Figure


def measure() -> list[Figure]:
    """Every counted deadline worked out once, then one day off: what is shown first, and the job that follows."""
    figures = []
    for name, postgres in (("SQLite", False), ("PostgreSQL", True)):
        found = run("calendar", postgres)
        if found is None:
            continue
        whole, day, load = (f"{found[key]:.1f}" for key in ("whole_taken", "day_taken", "load"))
        figures += [
            Figure(f"{name}: every counted deadline worked out again ({found['whole_moved']} moved)", f"{whole} s"),
            Figure(f"{name}: one day off shown first ({found['shown']} would move)", f"{found['preview']:.1f} s"),
            Figure(f"{name}: one day off done ({found['day_moved']} moved, a line in the trail each)", f"{day} s"),
            Figure(f"{name}: load of the machine meanwhile (1 is one busy core)", load),
        ]
    return figures
