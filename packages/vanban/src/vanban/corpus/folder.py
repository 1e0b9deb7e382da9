"""What stands on disk: the files of a folder, and the tables written so far, so that a run goes on where one ended.

``OUT/<table>/part-00000.parquet`` hold the rows of one batch each; ``OUT/_done/part-00000.json``, written last, lists
the files in them and makes them count. A part without that list is what a killed run left, and goes.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from vanban.corpus.batches import Asked, listed
from vanban.corpus.tables import SCHEMA, TABLES

_PART = re.compile(r"part-(\d{5,})\.(?:parquet|json)$")
_NO_PAPER = frozenset({"thumbs.db", "desktop.ini"})


class CorpusError(RuntimeError):
    """A folder that cannot be used; ``str(error)`` is one Vietnamese sentence, ``place`` the path it is of."""

    def __init__(self, place: str | Path, sentence: str) -> None:
        super().__init__(sentence)
        self.place = str(place)


def files_of(folder: Path, without: Path) -> list[Asked]:
    """The files under a folder in the order of their paths; hidden ones and the folder ``without`` are left out.

    Raises:
        CorpusError: there is no such folder, or it may not be read.
    """
    try:
        if not folder.is_dir():
            there = folder.exists()
            raise CorpusError(
                folder,
                "Đây là tệp, không phải thư mục. Hãy chỉ ra một thư mục."
                if there
                else "Không tìm thấy thư mục. Hãy kiểm tra lại đường dẫn.",
            )
        return sorted(_walk(str(folder), "", os.path.realpath(without)), key=lambda file: file.path)
    except PermissionError as error:
        raise CorpusError(error.filename or folder, "Không có quyền đọc thư mục.") from None
    except OSError as error:
        raise CorpusError(error.filename or folder, "Không đọc được thư mục từ ổ đĩa.") from None


def _walk(folder: str, prefix: str, without: str) -> Iterator[Asked]:
    below: list[tuple[str, str]] = [(folder, prefix)]
    while below:
        place, path = below.pop()
        try:
            entries = list(os.scandir(place))
        except OSError:
            if not path:
                raise
            yield Asked(path.rstrip("/"), 0, 0)  # becomes a row with an error
            continue
        for entry in entries:
            name = entry.name
            if name.startswith((".", "~$")) or name.lower() in _NO_PAPER:
                continue
            if entry.is_dir(follow_symlinks=False):
                if os.path.realpath(entry.path) != without:
                    below.append((entry.path, f"{path}{name}/"))
                continue
            with contextlib.suppress(FileNotFoundError):
                found = entry.stat()
                if stat.S_ISREG(found.st_mode):
                    yield Asked(path + name, found.st_size, found.st_mtime_ns)


@dataclass(frozen=True, slots=True)
class Batch:
    """Files that are read together, and the number of the part they are written to."""

    part: int
    files: tuple[Asked, ...]


class Store:
    """The tables under ``OUT`` and what of them counts; one run at a time may hold it."""

    def __init__(self, out: Path, folder: Path) -> None:
        self.out = out
        self._folder = folder
        self._lock: Any = None
        self._done: dict[int, list[Asked]] = {}
        self._errors: dict[int, int] = {}

    def __enter__(self) -> Store:
        with self._refusing():
            self._open()
        return self

    def __exit__(self, *_: object) -> None:
        if self._lock is not None:
            self._lock.close()

    @property
    def errors(self) -> int:
        """How many of the files read so far could not be used."""
        return sum(self._errors.values())

    def _open(self) -> None:
        done = self.out / "_done"
        if not done.is_dir() and any((self.out / table).exists() for table in TABLES):
            raise CorpusError(self.out, "Thư mục đã có bảng không do lệnh này ghi. Hãy chọn một thư mục khác.")
        done.mkdir(parents=True, exist_ok=True)
        self._lock = (done / "lock").open("w")
        _hold(self._lock, self.out)
        about = done / "corpus.json"
        mine = {"schema": SCHEMA, "folder": os.fsencode(self._folder.resolve()).decode("utf-8", "backslashreplace")}
        if about.exists():
            there = _load(about)
            if there.get("schema") != mine["schema"]:
                raise CorpusError(
                    self.out, "Bảng ở đây do một phiên bản khác ghi, cột không giống. Hãy chọn một thư mục khác."
                )
            if there.get("folder") != mine["folder"]:
                raise CorpusError(
                    self.out, f"Đây là bảng của thư mục {there.get('folder')}. Hãy chọn một thư mục khác."
                )
        for table in TABLES:
            (self.out / table).mkdir(exist_ok=True)
        for path in done.glob("part-*.json"):
            found = _load(path)
            if (match := _PART.match(path.name)) and "files" in found:
                self._done[int(match[1])] = [Asked(**file) for file in found["files"]]
                self._errors[int(match[1])] = found["errors"]
        for path in list(self._written()):
            match = _PART.match(path.name)
            if match is None or int(match[1]) not in self._done:
                path.unlink()
        for part in list(self._done):
            if not all(self._place(table, part).exists() for table in TABLES):
                self._forget(part)
        if not about.exists():
            self._put(about, lambda temporary: temporary.write_text(json.dumps(mine), "utf-8"))

    def _written(self) -> Iterator[Path]:
        """Every part on disk, whole or not."""
        for table in TABLES:
            yield from (self.out / table).glob("*part-*")
        yield from (self.out / "_done").glob(".*part-*")

    def _place(self, table: str, part: int) -> Path:
        return self.out / table / f"part-{part:05}.parquet"

    def _forget(self, part: int) -> None:
        """Take back a part: its list first, so that it never counts without its rows."""
        (self.out / "_done" / f"part-{part:05}.json").unlink(missing_ok=True)
        for table in TABLES:
            self._place(table, part).unlink(missing_ok=True)
        del self._done[part], self._errors[part]

    def left(self, files: Sequence[Asked], size: int) -> list[Batch]:
        """The batches still to be read, each of up to ``size`` files in the order of their paths.

        A part with a file that has changed or is gone is taken back whole. After a run that was stopped the batches
        are those of the run before, so that the parts come out as if nothing had happened.
        """
        now = set(files)
        with self._refusing():
            for part in [part for part, held in self._done.items() if not now.issuperset(held)]:
                self._forget(part)
        done = {file for held in self._done.values() for file in held}
        free = max(self._done, default=-1) + 1
        free = max(free, (len(files) + size - 1) // size)
        batches = []
        for number in range(0, len(files), size):
            missing = tuple(file for file in files[number : number + size] if file not in done)
            if not missing:
                continue
            part = number // size
            if part in self._done:
                part, free = free, free + 1
            batches.append(Batch(part, missing))
        return batches

    def write(self, batch: Batch, tables: dict[str, Any]) -> None:
        """Write the tables of a batch, each part whole or not at all, then the list that makes them count."""
        from pyarrow import parquet

        with self._refusing():
            for table in TABLES:
                write = partial(parquet.write_table, tables[table], compression="zstd")
                self._put(self._place(table, batch.part), write)
            faults = tables["errors"].num_rows
            done = json.dumps({"errors": faults, "files": listed(batch.files)})
            self._put(
                self.out / "_done" / f"part-{batch.part:05}.json",
                lambda temporary: temporary.write_text(done, "utf-8"),
            )
        self._done[batch.part] = list(batch.files)
        self._errors[batch.part] = faults

    def _put(self, place: Path, fill: Callable[[Path], object]) -> None:
        """Fill a file beside its place, bring it to the disk, and rename it there."""
        temporary = place.with_name(f".{place.name}.new")
        try:
            fill(temporary)
            with temporary.open("rb+") as stream:
                os.fsync(stream.fileno())
            temporary.replace(place)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise

    @contextlib.contextmanager
    def _refusing(self) -> Iterator[None]:
        """Errors of the disk as one sentence."""
        import errno

        try:
            yield
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                sentence = "Ổ đĩa đã hết chỗ. Hãy dọn chỗ rồi chạy lại cùng lệnh; những gì đã đọc được giữ nguyên."
            elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
                sentence = "Không có quyền ghi vào thư mục này. Hãy chọn một thư mục khác."
            elif error.errno in (errno.ENOTDIR, errno.EEXIST):
                sentence = "Đây là tệp, không phải thư mục. Hãy chọn một thư mục khác."
            else:
                sentence = "Không ghi được vào thư mục này. Hãy kiểm tra ổ đĩa rồi chạy lại cùng lệnh."
            raise CorpusError(self.out, sentence) from error


def _load(path: Path) -> dict[str, Any]:
    """The object of a JSON file; an empty one for a file that holds none."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _hold(stream: Any, out: Path) -> None:
    """Lock a file for this run, where the system can; a killed run gives its lock back by itself."""
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise CorpusError(out, "Một lệnh khác đang ghi vào thư mục này. Hãy chờ lệnh ấy xong.") from None


def count(batches: Iterable[Batch]) -> int:
    """How many files the batches hold."""
    return sum(len(batch.files) for batch in batches)
