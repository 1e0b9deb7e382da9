"""Sixteen people send the worst files at once while another works; what the worst file of each format costs its reader.

Everything shares the processors: the site, its readers, those who send and those who measure; the load before each run
is told. Everybody sends one file after the other without a pause, and one second after a 429 (the page waits longer).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from math import ceil
from statistics import median
from typing import Any

from both import ROOT, installation
from figure import Figure
from worst_files import WORST, Worst

SECONDS = 60
READERS = 2
"""Files measured side by side, as a machine of two processors reads them."""


def measure() -> list[Figure]:
    """Waiting on both databases, then the readers."""
    figures = [figure for engine in ("sqlite", "postgresql") for figure in _waiting(engine)]
    return [*figures, *_readers()]


def _waiting(engine: str) -> list[Figure]:
    with installation(engine) as environment:
        shipped = {name: value for name, value in environment.items() if name != "THUONGTON_LIMITS"}
        done = subprocess.run(
            [sys.executable, str(ROOT / "bench" / "bar.py"), str(SECONDS)],
            env=shipped,
            capture_output=True,
            text=True,
            timeout=900,
            check=False,
        )
    if done.returncode:
        raise SystemExit(done.stderr[-3000:])
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    sent, looked = found["sent"], found["work"] + found["probe"]
    states = Counter(status for _what, status, _seconds in sent)
    failed = Counter(status for _what, status, _seconds in sent + looked if not status or status >= 500)
    answered = [each for each in sent if each[1] == 200]
    kept = found["intakes"]
    return [
        Figure(f"{engine}: load of the machine before", f"{found['load']:.1f}"),
        Figure(f"{engine}: a page of another person, nobody sends", _spread(found["rest"])),
        Figure(f"{engine}: a page of another person", _spread(found["work"]), "p95 1 s"),
        Figure(f"{engine}: /healthz", _spread(found["probe"]), "p95 0.5 s"),
        Figure(f"{engine}: answer to a file that was looked at", _spread(answered)),
        Figure(
            f"{engine}: files sent or about to be, looked at, told to come again (429), neither at the end",
            f"{len(sent) + found['waiting']}, {states[200]}, {states[429]}, {found['waiting']}",
        ),
        Figure(
            f"{engine}: papers read, refused in a sentence, still to be read at the end",
            f"{kept.get('read', 0)}, {kept.get('refused', 0)}, {kept.get('queued', 0) + kept.get('reading', 0)}",
        ),
        Figure(f"{engine}: other answers to a file", str(len(sent) - states[200] - states[429]), "0"),
        Figure(f"{engine}: answers of 500 and above, or none, while it ran", str(sum(failed.values())), "0"),
        Figure(f"{engine}: memory of the processes of the site at their peak", _megabytes(found["peaks"])),
    ]


def _spread(answers: list[list[Any]]) -> str:
    taken = sorted(seconds for _what, _status, seconds in answers)
    if not taken:
        return "none"
    p95 = taken[ceil(0.95 * len(taken)) - 1]
    return f"p50 {median(taken):.2f} s, p95 {p95:.2f} s, max {taken[-1]:.2f} s (n {len(taken)})"


def _megabytes(peaks: list[int]) -> str:
    return " + ".join(f"{peak} MB" for peak in peaks)


def _readers() -> list[Figure]:
    with installation("sqlite") as environment, ThreadPoolExecutor(READERS) as pool:
        load = os.getloadavg()[0]
        figures = list(pool.map(lambda worst: _cost(worst, environment), WORST))
    return [Figure(f"readers, {READERS} at a time: load of the machine before", f"{load:.1f}"), *figures]


def _cost(worst: Worst, environment: dict[str, str]) -> Figure:
    command = [sys.executable, str(ROOT / "bench" / "reader_cost.py"), worst.name, "table" if worst.table else "paper"]
    done = subprocess.run(command, input=worst.make(), env=environment, capture_output=True, timeout=900, check=False)
    if done.returncode:
        raise SystemExit(done.stderr.decode()[-3000:])
    found = json.loads(done.stdout.splitlines()[-1])
    words = f"«{found['said']}»" if found["said"] else "read"
    seconds = f"{found['first']:.1f} s before the screen"
    seconds += f", {found['then']:.1f} s after it" if found["then"] else ""
    return Figure(
        f"{worst.what} ({found['bytes'] / 1e6:.1f} MB)",
        f"{seconds}; {found['processor']:.1f} s of processor, {found['peak']} MB; {words}",
        "2048 MB",
    )
