"""Installations that were made once and are copied: tables cost seconds to make and nothing to copy.

A template is made by whoever asks for it first and stands until the run ends: in the folder that
``THUONGTON_TEMPLATES`` names when several processes share it (``scripts/run_tests.py``), else in one of this process.
Tests of the making itself begin with nothing and ask for none.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent
SOURCES = os.pathsep.join(str(ROOT / name) for name in ("src", "packages/vanban/src"))
ON_SERVER = "thuongton_template"


@cache
def _folder() -> Path:
    if named := os.environ.get("THUONGTON_TEMPLATES"):
        return Path(named)
    import atexit

    made = Path(tempfile.mkdtemp(prefix="thuongton-templates-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


def template(name: str, make: Callable[[Path], None]) -> Path:
    """The folder of that name; ``make`` fills it when nobody has, and others wait meanwhile."""
    folder = _folder() / name
    with (_folder() / f"{name}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            half = folder.with_suffix(".half")
            shutil.rmtree(half, ignore_errors=True)
            half.mkdir()
            make(half)
            half.rename(folder)
    return folder


def run(data: Path, *arguments: str, **more: str) -> None:
    """Run a command of the product on a data folder; nothing of the surroundings reaches it."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("THUONGTON_", "PYTEST_", "DJANGO"))}
    done = subprocess.run(
        [sys.executable, "-m", "thuongton.cli", *arguments],
        cwd=ROOT,
        env=kept | {"THUONGTON_DATA": str(data), "PYTHONPATH": SOURCES, **more},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"thuongton {' '.join(arguments)}: {done.stderr[-2000:]}")


def with_tables() -> Path:
    """The data folder of an installation on SQLite that has its tables and nothing else."""
    return template("tables", lambda data: run(data, "migrate"))


def with_demonstration() -> Path:
    """The data folder of an installation on SQLite with the demonstration in it."""

    def make(data: Path) -> None:
        shutil.copytree(with_tables(), data, dirs_exist_ok=True)
        run(data, "demo")

    return template("demonstration", make)


@contextmanager
def database_with_tables(server: str) -> Iterator[str]:
    """The address of a database of one's own on a PostgreSQL server, with its tables; gone when the block ends."""
    import psycopg

    def at(name: str) -> str:
        return urlsplit(server)._replace(path=f"/{name}").geturl()

    def make(data: Path) -> None:
        with closing(psycopg.connect(server, autocommit=True)) as line:
            line.execute(f"DROP DATABASE IF EXISTS {ON_SERVER} WITH (FORCE)")
            line.execute(f"CREATE DATABASE {ON_SERVER}")
            run(data, "migrate", THUONGTON_DATABASE_URL=at(ON_SERVER))
            # Nobody may be connected to what is copied, and the server sees a moment later that somebody left.
            line.execute(f"ALTER DATABASE {ON_SERVER} ALLOW_CONNECTIONS false")
            line.execute(
                "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE datname = %s", [ON_SERVER]
            )

    template(f"postgresql-{urlsplit(server).port}", make)
    name = f"made_{uuid4().hex[:12]}"
    with closing(psycopg.connect(server, autocommit=True)) as line:
        line.execute(f"CREATE DATABASE {name} TEMPLATE {ON_SERVER}")
    try:
        yield at(name)
    finally:
        with closing(psycopg.connect(server, autocommit=True)) as line:
            line.execute(f"DROP DATABASE {name} WITH (FORCE)")
