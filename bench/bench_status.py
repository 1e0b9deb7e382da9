"""The status of 139,482 tasks (3,321 communes × 42), in Python and as SQL: counted, and a list of the overdue."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from figure import Figure

from thuongton.plans.status import Change, TaskFacts, count, statuses

HERE = Path(__file__).resolve().parent
ROWS = 3_321 * 42
BAR = "0.2 s"


def run(what: str, postgres: bool) -> dict[str, object] | None:
    """What ``tracking.py`` measures on a fresh database; None when there is no PostgreSQL server."""
    command = [sys.executable, str(HERE / "tracking.py"), what]
    if postgres:
        helper = [sys.executable, str(HERE.parent / "scripts" / "with_postgres.py")]
        if subprocess.run([*helper, "--found"], check=False).returncode:
            return None
        command = [*helper, *command]
    with tempfile.TemporaryDirectory(prefix="thuongton-bench-") as folder:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("THUONGTON_")}
        done = subprocess.run(
            command, env={**kept, "THUONGTON_DATA": folder}, stdout=subprocess.PIPE, check=True, text=True
        )
    return json.loads(done.stdout.splitlines()[-1])


def facts() -> list[TaskFacts]:
    """Rows of every sort, the same every time."""
    dice = random.Random(66)

    def day(chance: float) -> date | None:
        return date(2025, 6, 1) + timedelta(days=dice.randrange(700)) if dice.random() < chance else None

    made = []
    for _row in range(ROWS):
        one = TaskFacts(
            regular=dice.random() < 0.55,
            waits=dice.random() < 0.2,
            opened_on=day(0.5),
            window_start=day(0.6),
            due=day(0.7),
            started_on=day(0.4),
            declared_on=day(0.3),
            done_on=day(0.2),
            cancelled_on=day(0.02),
        )
        made.append(one.changed(Change(date(2026, 2, 1), date(2026, 9, 1))) if dice.random() < 0.02 else one)
    return made


def measure() -> list[Figure]:
    """Python in this process, SQL on both databases; the best of several runs each."""
    rows = facts()
    taken = []
    for _run in range(5):
        began = time.perf_counter()
        count(statuses(rows, date(2026, 3, 31)))
        taken.append(time.perf_counter() - began)
    figures = [Figure(f"{ROWS:,} rows in Python, classified and counted", f"{min(taken):.3f} s", BAR)]
    for name, postgres in (("SQLite", False), ("PostgreSQL", True)):
        found = run("status", postgres)
        if found is None:
            continue
        figures += [
            Figure(f"{name}: counts of all states, one query", f"{found['counts']:.3f} s", BAR),
            Figure(f"{name}: the first 50 overdue tasks, the oldest first", f"{found['list']:.3f} s", BAR),
            Figure(f"{name}: list and counts together", f"{found['both']:.3f} s", BAR),
        ]
    return figures
