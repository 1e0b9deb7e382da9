"""Runs a measuring script beside an installation of its own, on SQLite and on PostgreSQL, and gives what it found."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("src", "packages/vanban/src", "bench", "scripts")
sys.path.insert(0, str(ROOT / "scripts"))

from templates import database_with_tables, with_tables  # noqa: E402 - what stands in scripts is found now


@contextmanager
def installation(engine: str, *, made: bool = False) -> Iterator[dict[str, str]]:
    """The environment of an empty installation on «sqlite» or «postgresql», gone when the block ends.

    ``made``: it has its tables, copied from a template; on PostgreSQL on the server of the tests, where there is one.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("THUONGTON_", "PYTEST_"))}
    with tempfile.TemporaryDirectory(prefix="thuongton-bench-") as folder:
        environment = kept | {
            "THUONGTON_DATA": folder,
            "PYTHONWARNINGS": "ignore",
            "THUONGTON_LIMITS": "dua-vao=0,doc-lai=0,du-thao=0,bang=0,don-doc=0",  # a script is quicker than a person
            "THUONGTON_SECOND_FACTOR": "0",  # nor has it a telephone
            "DJANGO_SETTINGS_MODULE": "thuongton.config.settings",
            "PYTHONPATH": os.pathsep.join(str(ROOT / name) for name in FOLDERS),
        }
        if engine == "sqlite":
            if made:
                shutil.copytree(with_tables(), folder, dirs_exist_ok=True)
            yield environment
            return
        server = os.environ.get("THUONGTON_DATABASE_URL", "")
        if made and server.startswith("postgres"):
            with database_with_tables(server) as address:
                yield environment | {"THUONGTON_DATABASE_URL": address}
            return
        from with_postgres import binaries, cluster

        folder_of_server = binaries()
        if folder_of_server is None:
            raise SystemExit("bench: máy chưa có máy chủ PostgreSQL (Debian: apt install postgresql)")
        with cluster(folder_of_server) as address:
            yield environment | {"THUONGTON_DATABASE_URL": address}


def found_on(engine: str, script: str, *arguments: object, timeout: float = 3600, made: bool = False) -> dict[str, Any]:
    """What ``bench/script`` prints as JSON on its last line, run beside an installation of its own."""
    with installation(engine, made=made) as environment:
        done = subprocess.run(
            [sys.executable, str(ROOT / "bench" / script), *map(str, arguments)],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            timeout=timeout,
            check=True,
        )
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def ready() -> None:
    """Set Django up in this process and make the tables."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
