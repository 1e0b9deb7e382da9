"""A site of many cases on PostgreSQL: forms of a province and a year, queues, folding anew, a day off over open clocks.

`BENCH_CASES` says how many (a million unless told); the first province is as large as in a site of a million.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from figure import Figure

HERE = Path(__file__).resolve().parent


def run(*what: str) -> dict[str, Any] | None:
    """What ``many_cases.py`` measures on a fresh database; None when there is no PostgreSQL server."""
    helper = [sys.executable, str(HERE.parent / "scripts" / "with_postgres.py")]
    if subprocess.run([*helper, "--found"], check=False).returncode:
        return None
    with tempfile.TemporaryDirectory(prefix="thuongton-bench-") as folder:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("THUONGTON_")}
        command = [*helper, sys.executable, str(HERE / "many_cases.py"), *what]
        environment = {**kept, "THUONGTON_DATA": folder}
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def measure() -> list[Figure]:
    """Every figure; wall time holds what else the machine does, processor time does not."""
    found = run()
    return [Figure("cases", "not measured: no PostgreSQL server on this machine")] if found is None else figures(found)


def figures(found: dict[str, Any]) -> list[Figure]:
    """The figures of a run, those that it has."""
    rows = found["rows"]
    made = [
        Figure(
            f"{rows['cases_case']:,} cases, {rows['cases_caseentry']:,} acts, {rows['cases_caseterm']:,} clocks made",
            f"{found['filled']:.0f} s",
        ),
        Figure("load of the machine before and after", f"{found['load']:.1f}, {found['load after']:.1f}"),
    ]
    parts = {
        "counted": _counted, "columns": _columns, "queues": _queues, "rebuilt": _rebuilt, "calendar": _calendar,
    }  # fmt: skip
    for name, part in parts.items():
        if name in found:
            made += part(found[name])
    return made


def _counted(found: dict[str, Any]) -> list[Figure]:
    number = found.pop("cases")
    counted = [(name, cost) for name, cost in found.items() if cost["total"]]
    return [
        Figure(
            f"form {name} of a province of {number:,} cases, a year: wall; processor; with the cases of each cell",
            f"{cost['seconds']:.2f} s; {cost['processor'] / 1000:.2f} s; {cost['rows'] / 1000:.2f} s",
            "1 s",
        )
        for name, cost in counted
    ]


def _columns(found: dict[str, Any]) -> list[Figure]:
    what = f"form 02/XLD with a column for each of {found['columns']} communes ({found['queries']} queries)"
    return [Figure(what, f"{found['seconds']:.2f} s")]


def _queues(found: dict[str, Any]) -> list[Figure]:
    alone = [
        Figure(
            f"queue {name}, alone: p50 / p95; processor",
            f"{cost['p50']:.0f} / {cost['p95']:.0f} ms; {cost['processor']:.0f} ms",
            "200 ms",
        )
        for name, cost in found["alone"].items()
    ]
    together = [
        Figure(f"queue {name}, 16 officers, 4 s between pages: p95", f"{taken:.0f} ms", "320 ms")
        for name, taken in found["together"].items()
    ]
    return alone + together


def _rebuilt(found: dict[str, Any]) -> list[Figure]:
    by_wall, by_processor = found["cases"] / found["seconds"], found["cases"] / found["processor"]
    what = f"{found['cases']:,} cases folded anew and compared, {found['changed']} otherwise: wall; processor"
    return [Figure(what, f"{by_wall:,.0f} cases/s; {by_processor:,.0f} cases/s", "5,000 cases/s")]


def _calendar(found: dict[str, Any]) -> list[Figure]:
    what = (
        f"a day off over {found['clocks']:,} open clocks, {found['moved']:,} moved, the process killed"
        f" {found['kills']} times and started again; clocks without a line or lines without a clock"
    )
    return [Figure(what, f"{found['seconds']:.0f} s; {found['half']}", "60 s; 0")]
