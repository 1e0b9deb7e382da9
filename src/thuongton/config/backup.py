"""Backing up and restoring: one archive with the database, the files and a manifest that proves them whole."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection

MANIFEST = "manifest.json"
FORMAT = "thuongton-backup/1"


class BackupError(Exception):
    """A backup that cannot be made or used; the message is one Vietnamese sentence."""


def _sha256(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def row_counts() -> dict[str, int]:
    """How many rows each table of the house holds."""
    return {
        model._meta.db_table: model._default_manager.count()
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("thuongton.")
    }


def _postgres_environment() -> dict[str, str]:
    database = settings.DATABASES["default"]
    return os.environ | {
        "PGHOST": database["HOST"] or "localhost",
        "PGPORT": database["PORT"] or "5432",
        "PGUSER": database["USER"],
        "PGPASSWORD": database["PASSWORD"],
        "PGDATABASE": database["NAME"],
    }


def _run(*command: str) -> None:
    if shutil.which(command[0]) is None:
        raise BackupError(f"máy này chưa có chương trình {command[0]} của PostgreSQL; hãy cài gói postgresql-client.")
    done = subprocess.run(command, env=_postgres_environment(), capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise BackupError(f"{command[0]} không chạy được: {done.stderr.strip().splitlines()[-1:] or ''}")


def _dump_database(folder: Path) -> Path:
    if connection.vendor == "sqlite":
        target = folder / "database.sqlite3"
        with sqlite3.connect(settings.DATABASES["default"]["NAME"]) as live, sqlite3.connect(target) as copy:
            live.backup(copy)
        copy.close()
        return target
    target = folder / "database.pgdump"
    _run("pg_dump", "--format=custom", "--no-owner", f"--file={target}")
    return target


def make_backup(target: Path) -> dict[str, Any]:
    """Write the archive to ``target`` (whole or not at all) and return its manifest. The site may keep running."""
    target = target.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".sao-luu-") as name:
        folder = Path(name)
        database = _dump_database(folder)
        files = sorted(
            path for path in settings.FILES_ROOT.rglob("*") if path.is_file() and not path.name.startswith(".")
        )
        manifest = {
            "format": FORMAT,
            "made_at": datetime.now().astimezone().isoformat(timespec="seconds"),
            "engine": connection.vendor,
            "rows": row_counts(),
            "database": {"name": database.name, "sha256": _sha256(database)},
            "files": {str(path.relative_to(settings.FILES_ROOT)): _sha256(path) for path in files},
        }
        (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1), "utf-8")
        part = folder / "archive.part"
        with tarfile.open(part, "w:gz", compresslevel=3) as archive:
            archive.add(folder / MANIFEST, MANIFEST)
            archive.add(database, database.name)
            for path in files:
                archive.add(path, f"files/{path.relative_to(settings.FILES_ROOT)}")
        os.chmod(part, 0o600)
        part.replace(target)
    return manifest


def _unpack(source: Path, folder: Path) -> dict[str, Any]:
    try:
        with tarfile.open(source, "r:gz") as archive:
            archive.extractall(folder, filter="data")
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, tarfile.TarError, ValueError, EOFError) as error:
        raise BackupError("tệp này không phải bản sao lưu của Thượng Tôn hoặc đã hỏng.") from error
    if manifest.get("format") != FORMAT:
        raise BackupError("bản sao lưu này thuộc một phiên bản khác, không khôi phục được.")
    wanted = {manifest["database"]["name"]: manifest["database"]["sha256"]}
    wanted |= {f"files/{name}": digest for name, digest in manifest["files"].items()}
    for name, digest in wanted.items():
        path = folder / name
        if not path.is_file() or _sha256(path) != digest:
            raise BackupError(f"bản sao lưu thiếu hoặc hỏng phần {name}; không khôi phục để tránh mất dữ liệu.")
    return manifest


def restore_backup(source: Path, *, force: bool = False) -> dict[str, Any]:
    """Put back database and files from ``source`` after proving the archive whole.

    What was there before is kept beside it (``truoc-khoi-phuc-…``). Refuses to replace data unless ``force``.
    Raises BackupError with one sentence; then nothing has changed.
    """
    data = settings.DATA
    data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data, prefix=".khoi-phuc-") as name:
        folder = Path(name)
        manifest = _unpack(source, folder)
        if manifest["engine"] != connection.vendor:
            raise BackupError(f"bản sao lưu của {manifest['engine']}, còn hệ thống đang dùng {connection.vendor}.")
        aside = data / f"truoc-khoi-phuc-{datetime.now():%Y%m%d-%H%M%S}"
        if connection.vendor == "sqlite":
            _restore_sqlite(folder / manifest["database"]["name"], aside, force)
        else:
            _restore_postgres(folder / manifest["database"]["name"], force)
        if settings.FILES_ROOT.exists():
            aside.mkdir(exist_ok=True)
            settings.FILES_ROOT.replace(aside / "files")
        if (folder / "files").exists():
            (folder / "files").replace(settings.FILES_ROOT)
    connection.close()
    found = row_counts()
    differing = sorted(table for table, count in manifest["rows"].items() if found.get(table) != count)
    if differing:
        raise BackupError(f"khôi phục xong nhưng số dòng không khớp ở: {', '.join(differing)}.")
    return manifest


def _restore_sqlite(copy: Path, aside: Path, force: bool) -> None:
    live = Path(settings.DATABASES["default"]["NAME"])
    if live.exists() and not force:
        raise BackupError("đã có dữ liệu ở đây; thêm --force nếu thật sự muốn thay (dữ liệu cũ được giữ lại bên cạnh).")
    connection.close()
    if live.exists():
        aside.mkdir(exist_ok=True)
        for path in live.parent.glob(live.name + "*"):
            path.replace(aside / path.name)
    copy.replace(live)


def _restore_postgres(dump: Path, force: bool) -> None:
    if connection.introspection.table_names() and not force:
        raise BackupError("cơ sở dữ liệu đang có dữ liệu; thêm --force nếu thật sự muốn thay.")
    connection.close()
    _run(
        "pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error",
        f"--dbname={settings.DATABASES['default']['NAME']}", str(dump),
    )  # fmt: skip
