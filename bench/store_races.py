"""The same bytes leave one place while they arrive in another, a sweep without delay running all the time.

`python bench/store_races.py ROUNDS` on the installation of the environment; prints what it found as JSON. A round is
lost when the row that was acknowledged names no whole file, and failed when anybody got an error.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

SPREAD = 0.08
"""Seconds over which the one who arrives begins, at random, after the other has left."""


def _ways() -> tuple[list[Any], list[Any]]:
    """How bytes come to a unit (bytes → row), and how each of these rows is let go again."""
    from thuongton.documents.services import attach, delete_document, detach, drafts, intake, register_document

    def in_register(unit: Any, data: bytes) -> Any:
        return register_document(None, unit, "incoming", title="Đo", file_bytes=data, file_name="a.txt")

    def attached(unit: Any, data: bytes) -> Any:
        return attach(None, register_document(None, unit, "incoming", title="Đo"), data, "a.txt")

    arrive = [
        lambda unit, data: intake.accept_file(None, unit, data, "a.txt"),
        in_register,
        attached,
        lambda unit, data: drafts.start_draft(None, unit, data, "a.txt", title="Đo"),
    ]
    leave = [
        lambda row: intake.drop_intake(None, row),
        lambda row: delete_document(None, row, "Đo"),
        lambda row: detach(None, row, "Đo"),
        lambda row: drafts.drop_draft(None, row, "Đo"),
    ]
    return arrive, leave


@contextmanager
def _noting(failed: Any, number: int) -> Iterator[None]:
    try:
        yield
    except Exception:
        traceback.print_exc()
        failed[number] = 1


def _run(role: str, rounds: int, gate: Any, failed: Any) -> None:
    from django.db import connection

    from thuongton.people.models import Unit

    connection.close()
    unit = Unit.objects.order_by("pk")[0 if role == "leaves" else 1]
    arrive, leave = _ways()
    chance = random.Random(f"{role}{os.getpid()}")
    for number in range(rounds):
        data = f"Số: {number}/BC-UBND\nBáo cáo vòng {number}".encode()
        way, back = number % 4, number // 4 % 4
        row = None
        with _noting(failed, number):
            row = arrive[back](unit, data) if role == "leaves" else None
        gate.wait(120)
        time.sleep(chance.random() * SPREAD if role == "arrives" else 0)
        with _noting(failed, number):
            if role == "arrives":
                arrive[way](unit, data)
            elif row is not None:
                leave[back](row)
        gate.wait(120)
    connection.close()
    os._exit(0)


def _sweep_on(stop: Any, swept: Any) -> None:
    from django.db import connection

    from thuongton.files.services import sweep

    connection.close()
    while not stop.is_set():
        swept.value += sweep(unheld_for=-1)
    os._exit(0)


def main(rounds: int) -> dict[str, Any]:
    """All rounds; then every row of the database is laid beside the files of the store."""
    from both import ready

    ready()
    from django.db import connection

    from thuongton.audit.checks import run_checks
    from thuongton.documents.models import StoredFile
    from thuongton.files import store
    from thuongton.files.services import sweep
    from thuongton.people.services import add_unit

    for name in ("Xã Một", "Xã Hai"):
        add_unit(None, None, name=name, kind="commune")
    connection.close()
    began = time.monotonic()
    fork = multiprocessing.get_context("fork")
    gate, stop, failed = fork.Barrier(2), fork.Event(), fork.Array("b", rounds)
    swept = fork.Value("q", 0)
    sweeper = fork.Process(target=_sweep_on, args=(stop, swept))
    pair = [fork.Process(target=_run, args=(role, rounds, gate, failed)) for role in ("leaves", "arrives")]
    for one in (sweeper, *pair):
        one.start()
    for one in pair:
        one.join()
    stop.set()
    sweeper.join()
    lost = [row.sha256 for row in StoredFile.objects.all() if not store.whole(row.sha256)]
    rows = StoredFile.objects.count()
    sweep(unheld_for=-1)
    finds = Counter(find.check.code for find in run_checks())
    return {
        "engine": connection.vendor,
        "rounds": rounds,
        "lost": len(lost),
        "failed": sum(failed),
        "kept": rows,
        "swept": swept.value,
        "unknown": len(set(store.digests()) - set(StoredFile.objects.values_list("sha256", flat=True))),
        "finds": dict(finds),
        "ended_well": all(one.exitcode == 0 for one in (sweeper, *pair)),
        "seconds": round(time.monotonic() - began, 1),
    }


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
