"""Restoring: an archive is proven whole first; what was there is kept beside, never overwritten.

A restore that is killed leaves the note ``restoring.json``: until it is run again to its end, nothing else starts, so
that nobody works on half of the data.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from thuongton.config.backup import (
    DATABASES,
    BackupError,
    disk_sentence,
    dump_database,
    proven,
    run_postgres,
    sqlite_counts,
)
from thuongton.files.store import LOCKS

NOTE = "restoring.json"
FORMER_APPS = frozenset({"sessions", "usersessions"})
"""Apps whose migrations stand in archives of former versions, and whose tables a later migration takes away."""


class _Unchanged(Exception):
    """The database refused the copy as a whole and is as it was."""


def demand_no_restore_left() -> None:
    """Refuse while a killed restore waits to be run again. Raises BackupError with one sentence."""
    note = settings.DATA / NOTE
    if note.exists():
        known = json.loads(note.read_text("utf-8") or "{}")
        raise BackupError(
            f"lần khôi phục trước bị dừng giữa chừng; hãy chạy lại «thuongton restore {known.get('source', 'TỆP')} "
            f"--force». Dữ liệu cũ vẫn ở {known.get('aside', settings.DATA)}."
        )


def restore_backup(
    source: Path, *, force: bool = False, passphrase: bytes | None = None
) -> tuple[dict[str, Any], Path | None]:
    """Put back database and files from ``source``; returns the manifest and where the former data is kept.

    Without ``force`` it refuses when there is data. Raises BackupError with one sentence; when the archive is at fault
    nothing has changed.
    """
    data: Path = settings.DATA
    try:
        data.mkdir(parents=True, exist_ok=True)
        for left in data.glob(".khoi-phuc-*"):
            shutil.rmtree(left, ignore_errors=True)
        with (
            tempfile.TemporaryDirectory(dir=data, prefix=".khoi-phuc-") as name,
            proven(source, Path(name), passphrase) as manifest,
        ):
            folder = Path(name)
            _demand_fit(manifest, folder)
            aside = _aside(data) if _has_data() else None
            if aside is not None and not force:
                raise BackupError("ở đây đã có dữ liệu; thêm --force để thay (dữ liệu cũ được giữ lại bên cạnh).")
            note = data / NOTE
            note.write_text(json.dumps({"source": str(source.resolve()), "aside": str(aside or data)}), "utf-8")
            if aside is not None:
                aside.mkdir(mode=0o700)
            try:
                _swap(folder, manifest, aside)
            except _Unchanged as error:
                note.unlink()
                raise BackupError(str(error)) from error
            note.unlink()
    except OSError as error:
        raise BackupError(disk_sentence(error)) from error
    return manifest, aside


def _aside(data: Path) -> Path:
    first = data / f"truoc-khoi-phuc-{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    return next(path for path in (first, *(data / f"{first.name}-{n}" for n in range(2, 99))) if not path.exists())


def _has_data() -> bool:
    if connection.vendor == "sqlite":
        return Path(str(settings.DATABASES["default"]["NAME"])).exists() or _has_files()
    return bool(connection.introspection.table_names()) or _has_files()


def _has_files() -> bool:
    return any(path.is_file() and path.parent.name != LOCKS for path in Path(settings.FILES_ROOT).rglob("*"))


def _demand_fit(manifest: dict[str, Any], folder: Path) -> None:
    """Refuse a proven archive that does not belong on this installation."""
    engine = manifest.get("engine")
    if engine != connection.vendor:
        raise BackupError(f"bản sao lưu của {engine}, còn hệ thống đang dùng {connection.vendor}.")
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    foreign = [name for name in manifest["migrations"] if name.partition(".")[0] not in FORMER_APPS]
    if newer := sorted(set(foreign) - known):
        raise BackupError(
            f"bản sao lưu do phiên bản phần mềm mới hơn tạo ra ({newer[0]}…); hãy nâng cấp phần mềm rồi khôi phục."
        )
    copy = folder / manifest["database"]["name"]
    if engine == "sqlite":
        with closing(sqlite3.connect(copy)) as opened:
            if opened.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                raise BackupError("cơ sở dữ liệu trong bản sao lưu bị hỏng; chưa thay đổi gì.")
        if sqlite_counts(copy, list(manifest["rows"])) != manifest["rows"]:
            raise BackupError("số dòng trong bản sao lưu không khớp bản kê; chưa thay đổi gì.")
        return
    run_postgres("pg_restore", "--list", f"--file={folder / 'list'}", str(copy))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        if others := cursor.fetchone()[0]:
            raise BackupError(
                f"còn {others} kết nối đang dùng cơ sở dữ liệu này; hãy dừng trang web và các bộ xử lý rồi khôi phục."
            )


def _swap(folder: Path, manifest: dict[str, Any], aside: Path | None) -> None:
    copy = folder / manifest["database"]["name"]
    if connection.vendor == "sqlite":
        live = Path(str(settings.DATABASES["default"]["NAME"]))
        connection.close()
        for path in live.parent.glob(live.name + "*"):
            if aside is None:
                path.unlink()
            else:
                path.replace(aside / path.name)
        copy.replace(live)
    else:
        _swap_postgres(folder, copy, manifest, aside)
    files = Path(settings.FILES_ROOT)
    if files.exists():
        if aside is not None:
            files.replace(aside / "files")
        else:
            shutil.rmtree(files)
    (folder / "files").mkdir(exist_ok=True)
    (folder / "files").replace(files)


def _swap_postgres(folder: Path, copy: Path, manifest: dict[str, Any], aside: Path | None) -> None:
    """Replace every table in one transaction; a restore that fails leaves the database as it was."""
    present = connection.introspection.table_names()
    if present and aside is not None:
        dump_database(aside / DATABASES["postgresql"])
    script = folder / "restore.sql"
    run_postgres("pg_restore", "--clean", "--if-exists", "--no-owner", f"--file={script}", str(copy))
    drop = folder / "drop.sql"
    drop.write_text("".join(f'DROP TABLE IF EXISTS public."{table}" CASCADE;\n' for table in present), "utf-8")
    connection.close()
    proof = folder / "proof.sql"
    proof.write_text("".join(_proof(table, count) for table, count in manifest["rows"].items()), "utf-8")
    try:
        run_postgres(
            "psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1",
            f"--file={drop}", f"--file={script}", f"--file={proof}",
        )  # fmt: skip
    except BackupError as error:
        raise _Unchanged(str(error)) from error


def _proof(table: str, count: int) -> str:
    """SQL that breaks the transaction off when a restored table does not hold the rows of the manifest."""
    if not table.replace("_", "").isalnum():
        raise BackupError(f"bản kê nêu bảng lạ «{table[:40]}»; chưa thay đổi gì.")
    return (
        f'DO $$ BEGIN IF (SELECT count(*) FROM public."{table}") <> {int(count)} THEN '  # noqa: S608
        f"RAISE EXCEPTION 'số dòng không khớp bản kê ở bảng {table}'; END IF; END $$;\n"
    )
