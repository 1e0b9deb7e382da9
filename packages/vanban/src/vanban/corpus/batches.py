"""Reads one batch of files, in a reader process that may die without harm, and gives its tables."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from dataclasses import asdict, dataclass
from typing import Any

from vanban.corpus.process import end_reader, kill_group, start_reader
from vanban.corpus.reader import READY, read_file, unpack
from vanban.corpus.tables import TABLES, rows_of_fault, schema

_TIMEOUT = "Đọc quá {} giây nên đã bỏ qua. Hãy tách tệp, hoặc tăng thời gian bằng --seconds."
_DIED = "Chương trình đọc bị dừng đột ngột ở tệp này nên đã bỏ qua. Hãy mở tệp và lưu lại, hoặc xin lại tệp từ nơi gửi."


@dataclass(frozen=True, slots=True)
class Asked:
    """A file of a batch: its path relative to the folder, its size in bytes and its time of change in nanoseconds."""

    path: str
    size: int
    changed: int


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may cost.

    ``seconds`` and ``memory`` (bytes of address space) hold a reader process; ``isolated`` False reads in this very
    process, without either limit. Without ``ocr`` scans are refused.
    """

    seconds: float = 300.0
    memory: int = 4 * 1024**3
    ocr: bool = True
    isolated: bool = True


class InlineExecutor(Executor):
    """An executor that works at once, in the calling thread."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """The finished future of a call."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class Stopped(Exception):
    """The run was stopped while a batch was being read."""


class NoReader(RuntimeError):
    """A reader process does not start at all, whatever the file."""


_LIVE: set[Reader] = set()


def kill_readers() -> None:
    """End the reader processes of this process, in the middle of whatever they read."""
    for reader in list(_LIVE):
        reader.kill()


class Reader:
    """A reader process: asked for one file after another, started again after it died."""

    def __init__(self, root: str, limits: Limits) -> None:
        self._root = root
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, file: Asked) -> dict[str, Any]:
        """The record batches of one file; one that kills the reader or takes too long gives an error row."""
        process = self._running()
        assert process.stdin is not None and process.stdout is not None
        late = threading.Event()

        def expire() -> None:
            late.set()
            self.kill()

        timer = threading.Timer(self._limits.seconds, expire)
        timer.daemon = True
        timer.start()
        asked = {"root": self._root, "path": file.path, "size": file.size, "ocr": self._limits.ocr}
        try:
            process.stdin.write(json.dumps(asked).encode() + b"\n")
            process.stdin.flush()
            return unpack(process.stdout)  # type: ignore[arg-type]
        except (EOFError, OSError, ValueError):
            self.close()
            shown = file.path.encode("utf-8", "backslashreplace").decode("utf-8")
            if late.is_set():
                return rows_of_fault(shown, file.size, "timeout", _TIMEOUT.format(f"{self._limits.seconds:g}"))
            return rows_of_fault(shown, file.size, "crashed", _DIED)
        finally:
            timer.cancel()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = start_reader("-m", "vanban.corpus.reader", str(self._limits.memory))
            _LIVE.add(self)
            assert self._process.stdout is not None
            if self._process.stdout.read(len(READY)) != READY:
                self.close()
                raise NoReader
        return self._process

    def kill(self) -> None:
        """End the process now, with the programs it started."""
        if self._process is not None:
            kill_group(self._process)

    def close(self) -> None:
        """End the process and wait until it is gone."""
        _LIVE.discard(self)
        if self._process is not None:
            self.kill()
            end_reader(self._process)
            self._process = None


def read_batch(
    root: str,
    files: Sequence[Asked],
    limits: Limits,
    each: Callable[[], None] | None = None,
    stop: threading.Event | None = None,
) -> dict[str, Any]:
    """The tables (name → pyarrow table) of some files of a folder, their rows in the order of the files.

    ``each`` is called after each file. When ``stop`` is set, :class:`Stopped` is raised.
    """
    import pyarrow as pa

    found: dict[str, list[Any]] = {table: [] for table in TABLES}
    reader = Reader(root, limits) if limits.isolated else None
    try:
        for file in files:
            batches = reader.read(file) if reader else read_file(root, file.path, file.size, ocr=limits.ocr)
            for table, batch in batches.items():
                found[table].append(batch)
            if stop is not None and stop.is_set():
                raise Stopped
            if each is not None:
                each()
    finally:
        if reader is not None:
            reader.close()
    return {table: pa.Table.from_batches(batches, schema(table)).combine_chunks() for table, batches in found.items()}


def listed(files: Sequence[Asked]) -> list[dict[str, Any]]:
    """The files as objects of JSON."""
    return [asdict(file) for file in files]
