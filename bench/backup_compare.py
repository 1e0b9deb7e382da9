"""A backup made while papers are written, restored elsewhere and laid beside the source row by row and file by file.

`python bench/backup_compare.py` on the installation of the environment; prints what it found as JSON. On PostgreSQL the
copy is restored into a second database of the same server. What the source has gained since the moment of the backup is
known from the trail: the numbers of the rows that changed after it. Every other row must be the same in each column.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

PASSPHRASE = "mat-khau-cua-phep-do"
WRITE = """
import django
django.setup()
from thuongton.documents.services import delete_document, register_document
from thuongton.people.models import Unit
unit = Unit.objects.filter(kind="commune").first() or Unit.objects.first()
for number in range(100000):
    paper = register_document(
        None, unit, "incoming", title=f"Đo {number}", file_bytes=f"Văn bản {number}".encode(), file_name="a.txt"
    )
    if number % 3 == 0:
        delete_document(None, paper, "Đo")
    print(number, flush=True)
"""
ROWS = """
import hashlib, json, sys
import django
django.setup()
from django.db import connection
from thuongton.audit.models import RowChange
from thuongton.config.backup import tables
from thuongton.files import store
from thuongton.documents.models import StoredFile
found = {}
with connection.cursor() as cursor:
    for table in tables():
        cursor.execute(f'SELECT * FROM "{table}"')
        names = [column[0] for column in cursor.description]
        key = names.index("id") if "id" in names else 0
        digests = {}
        for row in cursor.fetchall():
            text = repr([str(value) for value in row]).encode()
            digests[str(row[key])] = [hashlib.sha256(text).hexdigest()[:24], len(row)]
        found[table] = digests
newest = max((row.pk for row in RowChange.objects.only("pk")), default=0)
since = int(sys.argv[1]) if len(sys.argv) > 1 else newest
changed = [[c.table, str(c.row)] for c in RowChange.objects.filter(pk__gt=since)]
files = {sha: store.whole(sha) for sha in StoredFile.objects.values_list("sha256", flat=True)}
print(json.dumps({"rows": found, "newest": newest, "changed": changed, "files": files}))
"""


def _run(environment: dict[str, str], *command: str) -> str:
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True, timeout=1800)
    return done.stdout


def _elsewhere(folder: str) -> dict[str, str]:
    """The environment of a second, empty installation on the same kind of database."""
    environment = os.environ | {"THUONGTON_DATA": str(Path(folder) / "noi-khac")}
    address = os.environ.get("THUONGTON_DATABASE_URL", "")
    if address:
        subprocess.run(["psql", "--quiet", "--no-psqlrc", address, "-c", "CREATE DATABASE noi_khac"], check=True)
        environment["THUONGTON_DATABASE_URL"] = address.rsplit("/", 1)[0] + "/noi_khac"
    return environment


def main() -> dict[str, Any]:
    """Fill, write on, back up, restore, compare."""
    here, cli = dict(os.environ), [sys.executable, "-m", "thuongton.cli"]
    began = time.monotonic()
    _run(here, *cli, "demo")
    with tempfile.TemporaryDirectory(prefix="thuongton-bench-backup-") as folder:
        key, target = Path(folder) / "mat-khau", Path(folder) / "sao-luu.kin"
        key.write_text(PASSPHRASE)
        writer = subprocess.Popen([sys.executable, "-c", WRITE], env=here, stdout=subprocess.PIPE, text=True)
        assert writer.stdout is not None
        for _written in range(30):
            writer.stdout.readline()
        made = time.monotonic()
        _run(here, *cli, "backup", str(target), "--passphrase-file", str(key))
        made = time.monotonic() - made
        for _written in range(30):
            writer.stdout.readline()
        writer.send_signal(signal.SIGKILL)
        writer.communicate()
        elsewhere = _elsewhere(folder)
        put_back = time.monotonic()
        _run(elsewhere, *cli, "restore", str(target), "--passphrase-file", str(key))
        put_back = time.monotonic() - put_back
        copy = json.loads(_run(elsewhere, sys.executable, "-c", ROWS))
        source = json.loads(_run(here, sys.executable, "-c", ROWS, str(copy["newest"])))
        check = subprocess.run([*cli, "check"], env=elsewhere, stdout=subprocess.DEVNULL, check=False).returncode
        size = target.stat().st_size
    later = {(table, row) for table, row in source["changed"]}
    moving = {"audit_chain", "audit_event", "audit_rowchange", "jobs_run"}  # these grow by themselves; compared below
    rows = cells = differ = 0
    for table, copied in copy["rows"].items():
        live = source["rows"][table]
        names = copied if table in moving else copied.keys() | live.keys()
        for row in names:
            if (table, row) in later or table in ("audit_chain", "documents_reading", "jobs_run"):
                continue
            rows += 1
            cells += copied.get(row, live.get(row))[1]
            differ += copied.get(row) != live.get(row)
    return {
        "engine": "postgresql" if os.environ.get("THUONGTON_DATABASE_URL") else "sqlite",
        "rows": rows,
        "cells": cells,
        "differ": differ,
        "changed_since": len(later),
        "files": len(copy["files"]),
        "bad_files": sum(not whole for whole in copy["files"].values()),
        "digest": hashlib.sha256(json.dumps(copy["rows"], sort_keys=True).encode()).hexdigest(),
        "check": check,
        "size": size,
        "backup_seconds": round(made, 1),
        "restore_seconds": round(put_back, 1),
        "seconds": round(time.monotonic() - began, 1),
    }


if __name__ == "__main__":
    print(json.dumps(main()))
