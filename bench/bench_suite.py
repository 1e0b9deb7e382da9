"""What the tests cost of the processor, folder by folder on each database, and which files cost most.

A folder runs in one process, one after the other, as `make test` runs it beside the other database.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from figure import Figure

ROOT = Path(__file__).resolve().parent.parent
WITH_POSTGRES = [sys.executable, str(ROOT / "scripts" / "with_postgres.py")]
WITHOUT_DATABASE = ("vanban", "accuracy", "house", "browser")
SHOWN = 12


def costs(folder: Path, engine: str) -> Counter[str]:
    """Seconds of processor of each file of a folder of tests."""
    with tempfile.TemporaryDirectory() as place:
        lines = Path(place) / "spent"
        lines.touch()
        environment = {name: text for name, text in os.environ.items() if name != "THUONGTON_DATABASE_URL"}
        environment |= {"THUONGTON_SPENT": str(lines), "THUONGTON_TESTS_ON_BOTH": "1", "CI": "true"}
        environment["PYTHONPATH"] = os.pathsep.join([str(ROOT / "bench"), environment.get("PYTHONPATH", "")])
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-n",
            "0",
            "-p",
            "no:cacheprovider",
            "-p",
            "spent",
            str(folder),
        ]
        before = WITH_POSTGRES if engine == "postgresql" else []
        subprocess.run([*before, *command], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=False)
        return added(lines)


def added(lines: Path) -> Counter[str]:
    """Seconds by file, of lines that the plugin wrote."""
    found: Counter[str] = Counter()
    for line in lines.read_text("utf-8").splitlines():
        test, _phase, seconds = json.loads(line)[:3]
        found[test.partition("::")[0].removeprefix("tests/")] += seconds
    return found


def measure() -> list[Figure]:
    """The figures."""
    folders = sorted(path for path in (ROOT / "tests").iterdir() if any(path.glob("test_*.py")))
    spent = {
        (folder.name, engine): costs(folder, engine)
        for engine in ("sqlite", "postgresql")
        for folder in folders
        if engine == "sqlite" or folder.name not in WITHOUT_DATABASE
    }
    return figures(spent)


def figures(spent: dict[tuple[str, str], Counter[str]]) -> list[Figure]:
    """The table: each folder on each database, then the files that cost most."""
    rows = [Figure(f"{name}, {engine}", f"{one.total():.0f} s") for (name, engine), one in sorted(spent.items())]
    files = Counter({(file, engine): cost for (_name, engine), one in spent.items() for file, cost in one.items()})
    rows += [Figure(f"{file}, {engine}", f"{cost:.0f} s") for (file, engine), cost in files.most_common(SHOWN)]
    return [*rows, Figure("all together", f"{sum(one.total() for one in spent.values()):.0f} s")]
