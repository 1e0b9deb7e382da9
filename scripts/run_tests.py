"""Runs the whole suite on SQLite, then on PostgreSQL when its server is installed; `make test`.

Arguments go to pytest unchanged. The second run leaves out the tests that touch no database (the library `vanban`,
its accuracy, the house itself) unless paths are given. It starts only when the first one passed, so that the last line
printed is always the closing line of the run that decides.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WITH_POSTGRES = [sys.executable, str(ROOT / "scripts" / "with_postgres.py")]
NOTHING_COLLECTED = 5
WITHOUT_DATABASE = ["--ignore=tests/vanban", "--ignore=tests/accuracy", "--ignore=tests/house"]


def main(arguments: list[str]) -> int:
    """Returns pytest's exit code; "no tests collected" counts as passed only when the other run had tests."""
    spread = [] if "-n" in arguments else ["-n", "2", "--dist", "loadgroup"]
    pytest = [sys.executable, "-m", "pytest", *spread, *arguments]
    environment = {k: v for k, v in os.environ.items() if k != "THUONGTON_DATABASE_URL"}
    both = subprocess.run([*WITH_POSTGRES, "--found"], check=False).returncode == 0
    if both:
        environment["THUONGTON_TESTS_ON_BOTH"] = "1"
    print("== SQLite ==", flush=True)
    first = subprocess.run(pytest, cwd=ROOT, env=environment, check=False).returncode
    if not both or first not in (0, NOTHING_COLLECTED):
        return first
    print("\n== PostgreSQL ==", flush=True)
    named = any(not argument.startswith("-") for argument in arguments)
    second = subprocess.run(
        [*WITH_POSTGRES, *pytest, *([] if named else WITHOUT_DATABASE)], cwd=ROOT, env=environment, check=False
    ).returncode
    return first if second == NOTHING_COLLECTED else second


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
