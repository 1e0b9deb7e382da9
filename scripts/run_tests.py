"""Runs the whole suite on SQLite and, when its server is installed, on PostgreSQL at the same time; `make test`.

Arguments go to pytest unchanged. The run on PostgreSQL leaves out the browser and every test that asks for no database
(`tests/house/completeness.py`); whole folders of them (the library `vanban`, its accuracy, the house itself) are not
even collected, unless paths are given. A file of tests stays in one process, the longest begin
(`tests/house/order.py`). What it says is kept and printed when the run on
SQLite is through; a run that failed is printed last, so that the last line is always the closing line of the run that
decides.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WITH_POSTGRES = [sys.executable, str(ROOT / "scripts" / "with_postgres.py")]
NOTHING_COLLECTED = 5
WITHOUT_DATABASE = [f"--ignore=tests/{name}" for name in ("vanban", "accuracy", "house", "browser")]
FINE = (0, NOTHING_COLLECTED)
LEFT_OUT = {
    "THUONGTON_DATABASE_URL": "the run on SQLite has none",
    "PYTHONDONTWRITEBYTECODE": "hundreds of processes are started, and each would compile the whole source again",
}
KEPT = 20_000  # bytes of the end of a failed run, to be said once more


def main(arguments: list[str]) -> int:
    """Returns pytest's exit code; "no tests collected" counts as passed only when the other run had tests."""
    spread = [] if "-n" in arguments else ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
    pytest = [sys.executable, "-m", "pytest", *spread, *arguments]
    kept = {k: v for k, v in os.environ.items() if k not in LEFT_OUT}
    with tempfile.TemporaryDirectory(prefix="thuongton-tests-") as templates:
        return _run(pytest, kept | {"THUONGTON_TEMPLATES": templates}, arguments)


def _run(pytest: list[str], environment: dict[str, str], arguments: list[str]) -> int:
    if subprocess.run([*WITH_POSTGRES, "--found"], check=False).returncode:
        print("== SQLite ==", flush=True)
        return subprocess.run(pytest, cwd=ROOT, env=environment, check=False).returncode
    environment["THUONGTON_TESTS_ON_BOTH"] = "1"
    named = any(not argument.startswith("-") for argument in arguments)
    other = [*WITH_POSTGRES, *pytest, "-o", "cache_dir=.pytest_cache/postgres", *([] if named else WITHOUT_DATABASE)]
    with tempfile.TemporaryFile() as said:
        beside = subprocess.Popen(other, cwd=ROOT, env=environment, stdout=said, stderr=subprocess.STDOUT)
        try:
            print("== SQLite ==", flush=True)
            first, end = shown(pytest, environment)
            second = beside.wait()
        except BaseException:
            beside.terminate()
            beside.wait()
            raise
        said.seek(0)
        print("\n== PostgreSQL ==", flush=True)
        shutil.copyfileobj(said, sys.stdout.buffer)
        sys.stdout.flush()
    if first in FINE:
        return first if second == NOTHING_COLLECTED else second
    if second in FINE:
        print(f"\n== SQLite, the run that failed, once more ==\n{end}", end="", flush=True)
    return first


def shown(command: list[str], environment: dict[str, str]) -> tuple[int, str]:
    """Runs a command, passing on what it says as it says it; returns its exit code and the end of what it said."""
    end = b""
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as running:
        assert running.stdout is not None
        try:
            while piece := running.stdout.read1(65536):
                sys.stdout.buffer.write(piece)
                sys.stdout.flush()
                end = (end + piece)[-KEPT:]
        except BaseException:
            running.terminate()
            raise
    return running.returncode, end.decode("utf-8", "replace")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
