"""A killed process leaves nothing half-done: the reading goes on at the next start."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from templates import with_tables

from sources import PYTHONPATH
from waiting import LONG

ROOT = Path(__file__).resolve().parents[2]

START = """
import os, sys, django
django.setup()
from thuongton.people.services import add_unit
from thuongton.documents.services import intake
unit = add_unit(None, None, name="Xã Một", kind="commune")
made = intake.accept_file(None, unit, "Số: 15/KH-STP\\n\\nKẾ HOẠCH\\nKiểm tra văn bản".encode(), "a.txt")
print(made.pk, made.state)
"""
KILL_WHILE_READING = """
import datetime, os, signal, django
django.setup()
from thuongton.documents.services import intake, reading
from thuongton.jobs.services import leases
leases.LEASE = datetime.timedelta(seconds=1)
reading.read_screened = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
from thuongton.jobs.services import make_worker
make_worker(batch=True).run()
"""
KILL_WHILE_STORING = """
import os, signal, django
django.setup()
from thuongton.files import store
real = os.write
def half(handle, piece):
    if len(piece) < 100:  # not the file
        return real(handle, piece)
    real(handle, bytes(piece[: len(piece) // 2]))
    os.kill(os.getpid(), signal.SIGKILL)
store.os.write = half
from thuongton.people.models import Unit
from thuongton.documents.services import intake
intake.accept_file(None, Unit.objects.get(), b"So: 16/KH-STP " * 1000, "b.txt")
"""
KILL_WHILE_FILING = """
import os, signal, django
django.setup()
from thuongton.documents.models import Intake
from thuongton.documents.services import intake, register
register.link_citations = lambda user, document, citations: os.kill(os.getpid(), signal.SIGKILL)
intake.file_intake(None, Intake.objects.get())
"""
RESUME = """
import time, django
django.setup()
from thuongton.jobs.services import make_worker, resume
time.sleep(1.2)
assert resume() == 1
make_worker(batch=True).run()
"""
LOOK = """
import json, django
django.setup()
from thuongton.audit.models import RowChange
from thuongton.files import store
from thuongton.documents.models import Document, Intake, NumberSeries, Reading, StoredFile
print(json.dumps({
    "states": list(Intake.objects.values_list("state", flat=True)), "readings": Reading.objects.count(),
    "files": StoredFile.objects.count(), "on_disk": len(list(store.digests())), "half": len(store.leftovers(-1)),
    "documents": Document.objects.count(), "series": NumberSeries.objects.count(),
    "unaccounted": RowChange.objects.filter(event__isnull=True).count(),
}))
"""


@pytest.fixture
def run(tmp_path: Path):
    """Runs a piece of the program in a process of its own, on a SQLite database of its own."""
    environment = {
        **os.environ,
        "THUONGTON_DATA": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "thuongton.config.settings",
        "PYTHONPATH": PYTHONPATH,
    }
    environment.pop("THUONGTON_DATABASE_URL", None)
    shutil.copytree(with_tables(), tmp_path / "data")

    def go(code: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=LONG, check=False
        )

    return go


def test_killed_while_reading_storing_and_filing(run) -> None:
    def state() -> dict:
        looked = run(LOOK)
        assert looked.returncode == 0, looked.stderr
        return json.loads(looked.stdout)

    started = run(START)
    assert started.returncode == 0, started.stderr
    assert started.stdout.split() == ["1", "queued"]
    assert run(KILL_WHILE_READING).returncode == -signal.SIGKILL
    after = state()
    assert (after["states"], after["readings"], after["files"], after["on_disk"]) == (["reading"], 0, 1, 1)
    assert run(RESUME).returncode == 0
    after = state()
    assert (after["states"], after["readings"]) == (["read"], 1)

    assert run(KILL_WHILE_STORING).returncode == -signal.SIGKILL
    after = state()
    assert (after["states"], after["files"], after["on_disk"], after["half"]) == (["read"], 1, 1, 1)

    assert run(KILL_WHILE_FILING).returncode == -signal.SIGKILL
    after = state()
    assert (after["states"], after["documents"], after["series"], after["unaccounted"]) == (["read"], 0, 0, 0)
