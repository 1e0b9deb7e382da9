"""Backing up: one archive with the database, the files it names and a manifest that proves them whole.

The database is copied as it stands at one moment while the site runs on; then the files that this copy names are added,
each hashed while it is written. The manifest comes last, so that a cut-off archive can never pass for a whole one.
With a passphrase the archive is sealed (``sealing``), and nothing of it stands unsealed outside the data folder.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
import time
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from thuongton.config.sealing import Opening, Sealing, Unopened, is_sealed
from thuongton.files import store

MANIFEST = "manifest.json"
FORMAT = "thuongton-backup/2"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}
FILES_TABLE = "documents_storedfile"
TRIES = 3
UNLOCKED_SECONDS = 3600.0
LEFT_OUT = ("people_session", "django_session", "usersessions_usersession")
"""Tables whose rows are left out: who is signed in where. Those of former versions had the keys themselves."""
WORKSHOP = ".sao-luu-"
"""How the folders begin in which a backup is made; a killed one is left behind, and swept by the next."""


class BackupError(Exception):
    """A backup that cannot be made or used; the message is one Vietnamese sentence."""


class _Moved(Exception):
    """A file was let go by the running site after the database was copied."""


def disk_sentence(error: OSError) -> str:
    """What a failing disk means for the person at the command."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "ổ đĩa đã đầy; dữ liệu đang dùng vẫn nguyên. Hãy giải phóng chỗ hoặc ghi sang ổ khác rồi chạy lại."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"không có quyền ghi hoặc đọc ở {error.filename or 'nơi này'}; hãy đổi nơi hoặc xin quyền."
    if error.errno in (errno.EISDIR, errno.ENOTDIR):
        return "đây là thư mục, hoặc nằm trong một tệp; hãy ghi tên một tệp."
    return f"không đọc hoặc ghi được ({error.strerror or error})."


def tables() -> list[str]:
    """The tables of the house whose rows are counted."""
    return sorted(
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("thuongton.") and model._meta.db_table not in LEFT_OUT
    )


def row_counts() -> dict[str, int]:
    """How many rows each table of the house holds in the database in use."""
    with connection.cursor() as cursor:
        return {table: _one(cursor.execute(f'SELECT count(*) FROM "{table}"') or cursor) for table in tables()}  # noqa: S608


def sqlite_counts(path: Path, names: list[str]) -> dict[str, int]:
    """How many rows each of the tables holds in a SQLite file; a table that is not there is left out."""
    with closing(sqlite3.connect(path)) as copy:
        there = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        return {name: _one(copy.execute(f'SELECT count(*) FROM "{name}"')) for name in names if name in there}  # noqa: S608


def _one(cursor: Any) -> int:
    return int(cursor.fetchone()[0])


def migrations_applied() -> list[str]:
    """The migrations that the database has, as «app.name»."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def postgres_environment() -> dict[str, str]:
    """The environment in which the PostgreSQL programs find the database of the settings."""
    database = settings.DATABASES["default"]
    options: Any = database.get("OPTIONS", {})
    wanted = {
        "PGHOST": database["HOST"],
        "PGPORT": database["PORT"],
        "PGUSER": database["USER"],
        "PGPASSWORD": database["PASSWORD"],
        "PGDATABASE": database["NAME"],
        "PGSSLMODE": options.get("sslmode", ""),
    }
    return os.environ | {name: str(value) for name, value in wanted.items() if value}


def run_postgres(*command: str) -> None:
    """Run a program of PostgreSQL. Raises BackupError with one sentence when it is missing or fails."""
    if shutil.which(command[0]) is None:
        raise BackupError(f"máy này chưa có chương trình {command[0]} của PostgreSQL; hãy cài gói postgresql-client.")
    done = subprocess.run(command, env=postgres_environment(), capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["không rõ lý do"])[-1]
        raise BackupError(f"{command[0]} không chạy được: {last}")


def dump_database(target: Path) -> tuple[dict[str, int], dict[str, int]]:
    """Copy the database as it stands at one moment; returns its row counts and the files it names with their sizes."""
    if connection.vendor == "sqlite":
        with (
            closing(sqlite3.connect(str(settings.DATABASES["default"]["NAME"]))) as live,
            closing(sqlite3.connect(target)) as copy,
        ):
            live.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
            forget_sessions(copy)
            files = dict(copy.execute(f"SELECT sha256, size FROM {FILES_TABLE}").fetchall())  # noqa: S608
        return sqlite_counts(target, tables()), files
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        without = [f"--exclude-table-data={table}" for table in LEFT_OUT]
        run_postgres("pg_dump", "--format=custom", "--no-owner", *without, f"--snapshot={snapshot}", f"--file={target}")
        cursor.execute(f"SELECT sha256, size FROM {FILES_TABLE}")  # noqa: S608
        files = dict(cursor.fetchall())
        return row_counts(), files


def forget_sessions(copy: sqlite3.Connection) -> None:
    """Take the rows of :data:`LEFT_OUT` from a copy, also from the pages that SQLite has let go."""
    there = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for table in LEFT_OUT:
        if table in there:
            copy.execute(f'DELETE FROM "{table}"')  # noqa: S608
    copy.commit()
    copy.execute("VACUUM")


@contextmanager
def _workshop(place: Path) -> Iterator[Path]:
    """A folder in ``place`` to make a backup in, gone afterwards; those of killed backups are swept first.

    Each holds a locked file while its process lives, so that a backup that runs beside is left alone.
    """
    for left in place.glob(f"{WORKSHOP}*"):
        if left.is_dir() and not left.is_symlink() and _abandoned(left):
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=place, prefix=WORKSHOP) as name:
        lock = os.open(Path(name) / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield Path(name)
        finally:
            os.close(lock)


def _abandoned(folder: Path) -> bool:
    try:
        lock = os.open(folder / "lock", os.O_RDWR)
    except OSError:  # made a moment ago, or by a version that locked nothing
        return time.time() - folder.stat().st_mtime > UNLOCKED_SECONDS
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(lock)
    return True


def make_backup(target: Path, passphrase: bytes | None = None) -> dict[str, Any]:
    """Write the archive to ``target`` (whole or not at all, mode 600) and return its manifest. The site may run on.

    With a ``passphrase`` it is sealed, and the copy of the database is made in the data folder.

    ``missing`` in the manifest names files that the database knows but the store has lost: they are no reason to go
    without a backup. Raises BackupError with one sentence.
    """
    target = target.resolve()
    if target.is_dir():
        raise BackupError("đây là thư mục; hãy ghi tên một tệp.")
    if connection.vendor == "sqlite" and not Path(str(settings.DATABASES["default"]["NAME"])).exists():
        raise BackupError("ở đây chưa có dữ liệu; xem lại THUONGTON_DATA, hoặc chạy «thuongton migrate» trước.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:
            folder = stack.enter_context(_workshop(target.parent))
            copies = stack.enter_context(_workshop(settings.DATA)) if passphrase is not None else folder
            for left in reversed(range(TRIES)):
                try:
                    manifest = _write_archive(copies, folder, target, passphrase)
                    break
                except _Moved:
                    if not left:
                        raise BackupError("tệp thay đổi liên tục trong lúc sao lưu; hãy chạy lại.") from None
    except OSError as error:
        raise BackupError(disk_sentence(error)) from error
    except sqlite3.Error as error:
        raise BackupError(f"không sao chép được cơ sở dữ liệu ({error}); kiểm tra chỗ trống trên ổ đĩa.") from error
    return manifest


def _write_archive(copies: Path, folder: Path, target: Path, passphrase: bytes | None) -> dict[str, Any]:
    database = copies / DATABASES[connection.vendor]
    database.unlink(missing_ok=True)
    counts, files = dump_database(database)
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "made_at": datetime.now().astimezone().isoformat(timespec="seconds"),
        "engine": connection.vendor,
        "migrations": migrations_applied(),
        "rows": counts,
        "files": {},
        "missing": [],
    }
    part = folder / "archive.part"
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        sealing = Sealing(out, passphrase) if passphrase is not None else None
        stream: Any = sealing or out
        with tarfile.open(fileobj=stream, mode="w:gz", compresslevel=1) as archive:
            with database.open("rb") as source:
                digest = _add(archive, database.name, source, database.stat().st_size)
            manifest["database"] = {"name": database.name, "sha256": digest}
            for sha256 in sorted(files):
                if _add_stored(archive, sha256):
                    manifest["files"][sha256] = files[sha256]
                else:
                    manifest["missing"].append(sha256)
            body = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
            _add(archive, MANIFEST, io.BytesIO(body), len(body))
        if sealing is not None:
            sealing.close()
        out.flush()
        os.fsync(out.fileno())
    part.replace(target)
    place = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)
    return manifest


def _add_stored(archive: tarfile.TarFile, sha256: str) -> bool:
    """Add one file of the store; False when it is lost or spoiled. Raises _Moved when it was let go meanwhile."""
    path = store.path_of(sha256)
    try:
        with path.open("rb") as source:
            return _add(archive, f"files/{sha256}", source, path.stat().st_size) == sha256
    except FileNotFoundError:
        if not _still_known(sha256):
            raise _Moved from None
        return False


def _still_known(sha256: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {FILES_TABLE} WHERE sha256 = %s", [sha256])  # noqa: S608
        return cursor.fetchone() is not None


class _Hashing:
    """A stream that is hashed while it is read."""

    def __init__(self, source: BinaryIO) -> None:
        self.source, self.digest = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self.source.read(size)
        self.digest.update(piece)
        return piece


def _add(archive: tarfile.TarFile, name: str, source: BinaryIO, size: int) -> str:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    stream = _Hashing(source)
    archive.addfile(member, stream)
    return stream.digest.hexdigest()


@contextmanager
def proven(source: Path, folder: Path, passphrase: bytes | None = None) -> Iterator[dict[str, Any]]:
    """Unpack an archive into ``folder``, prove every part of it and give its manifest for the length of a block.

    Files stand in ``folder/files`` in the layout of the store. Raises BackupError with one sentence, also when the
    archive is sealed and there is no ``passphrase``, or the other way round.
    """
    broken = "tệp này không phải bản sao lưu của Thượng Tôn, hoặc đã hỏng hay bị cắt ngắn."
    digests: dict[str, str] = {}
    manifest: dict[str, Any] = {}
    try:
        sealed = is_sealed(source)
        if sealed and passphrase is None:
            raise BackupError("bản sao lưu này có mật khẩu; thêm --passphrase-file TỆP.")
        if passphrase is not None and not sealed:
            raise BackupError("bản sao lưu này không có mật khẩu; bỏ --passphrase-file rồi chạy lại.")
        with source.open("rb") as stored:
            stream_in: Any = Opening(stored, passphrase) if passphrase is not None else stored
            archive = tarfile.open(fileobj=stream_in, mode="r|gz")  # noqa: SIM115 - closed with the stream below it
            for member in archive:
                stream = archive.extractfile(member) if member.isreg() else None
                if stream is None or manifest:
                    raise BackupError(broken)
                if member.name == MANIFEST:
                    manifest = json.loads(stream.read())
                else:
                    digests[member.name] = _put(stream, _place(folder, member.name))
            while stream_in.read(store.CHUNK):  # a sealed archive is proven to its last piece
                pass
    except Unopened as error:
        raise BackupError(str(error)) from error
    except (tarfile.TarError, ValueError, EOFError, UnicodeError, zlib.error) as error:
        raise BackupError(broken) from error
    except OSError as error:
        raise BackupError(disk_sentence(error) if error.errno else broken) from error
    if not isinstance(manifest, dict) or not manifest:
        raise BackupError(broken)
    if manifest.get("format") != FORMAT:
        raise BackupError("bản sao lưu này thuộc một phiên bản khác, không khôi phục được.")
    wanted = {manifest["database"]["name"]: manifest["database"]["sha256"]}
    wanted |= {f"files/{sha256}": sha256 for sha256 in manifest["files"]}
    for name in sorted(wanted | digests):
        if wanted.get(name) != digests.get(name):
            raise BackupError(f"phần {name[:24]} của bản sao lưu thiếu, thừa hoặc hỏng; chưa thay đổi gì.")
    yield manifest


def _place(folder: Path, name: str) -> Path:
    if name in DATABASES.values():
        return folder / name
    sha256 = name.removeprefix("files/")
    store.path_of(sha256)  # raises ValueError for any other name
    return folder / "files" / sha256[:2] / sha256[2:4] / sha256


def _put(source: Any, target: Path) -> str:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        while piece := source.read(store.CHUNK):
            digest.update(piece)
            out.write(piece)
    return digest.hexdigest()
