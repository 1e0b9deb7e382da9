"""What it costs on SQLite that a confirmed act is on the disk: a paper with its file, by `synchronous`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from statistics import median

from both import ROOT, installation, ready
from figure import Figure

PAPERS = 150


def _acts() -> dict[str, list[float]]:
    """Milliseconds of each act; the settings take turns so that a busy moment falls on all of them."""
    ready()
    from django.conf import settings
    from django.db import connection

    from thuongton.documents.services import register_document
    from thuongton.people.services import add_unit

    unit = add_unit(None, None, name="Xã Đo", kind="commune")
    options = settings.DATABASES["default"]["OPTIONS"]
    now = options["init_command"]
    times: dict[str, list[float]] = {"NORMAL": [], "FULL": []}
    for number in range(PAPERS):
        for name, taken in times.items():
            connection.close()
            options["init_command"] = now.replace("synchronous=FULL", f"synchronous={name}")
            connection.ensure_connection()
            data = f"Văn bản {number} {name}".encode() * 500
            began = time.perf_counter()
            register_document(None, unit, "incoming", title=f"Đo {number}", file_bytes=data, file_name="a.txt")
            taken.append(1000 * (time.perf_counter() - began))
    return times


def measure() -> list[Figure]:
    """Median and 95th percentile of one act."""
    with installation("sqlite") as environment:
        done = subprocess.run(
            [sys.executable, str(ROOT / "bench" / "bench_durability.py")],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    times: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
    return [
        Figure(f"synchronous={name}", f"{median(taken):.1f} ms, p95 {sorted(taken)[int(0.95 * len(taken))]:.1f} ms")
        for name, taken in times.items()
    ]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuongton.config.settings")
    print(json.dumps(_acts()))
