"""Opens a PDF in a process of its own, so that a file made to run without end is ended and its reader with it.

The program that draws pages (pdfium) follows forms inside forms as often as a file says, and cannot be interrupted in
the process that called it. Other formats are bounded by their own readers and are opened where they are asked for.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from vanban.files import allowance
from vanban.files.apart_reader import next_answer
from vanban.files.open import MAX_BYTES, load_bytes, open_document
from vanban.model import Document, UnreadableFile

SECONDS = 60.0
"""Seconds of processor for a file without pages; pages, bytes and OCR add theirs (:mod:`vanban.files.allowance`)."""
MEMORY = 4 * 1024**3
MEGABYTE_SECONDS = 2.0
WALL = 10.0 if allowance.can_hold() else 2.0  # how much longer the clock on the wall may run than the processor
_PACKAGES = str(Path(__file__).absolute().parents[2])
_START = (  # without the rest of the package, which a reader does not need and which takes longer than most files
    "import sys, types; sys.path.insert(0, {0!r}); "
    "whole = types.ModuleType('vanban'); whole.__path__ = [{1!r}]; sys.modules['vanban'] = whole; "
    "from vanban.files.apart_reader import main; sys.exit(main())"
)
_NEW = "Hãy xuất lại tệp PDF từ bản gốc rồi gửi lại, hoặc gửi bản Word."
_LATE = f"Tệp PDF đọc quá lâu vì có trang quá phức tạp hoặc lồng nhau nhiều lần nên đã dừng đọc. {_NEW}"
_LARGE = f"Tệp PDF cần quá nhiều bộ nhớ nên đã dừng đọc. {_NEW}"
_DIED = f"Tệp PDF làm chương trình đọc dừng đột ngột nên không đọc được. {_NEW}"
_NO_PROCESS = "Máy đang thiếu bộ nhớ nên chưa mở được tệp PDF. Hãy đóng bớt chương trình rồi thử lại."


def open_apart(
    file: str | os.PathLike[str] | bytes,
    name: str | None = None,
    *,
    max_bytes: int = MAX_BYTES,
    progress: Callable[[int, int], None] | None = None,
    ocr: bool = True,
    first: bool = False,
    seconds: float | None = None,
    memory: int = MEMORY,
) -> Document:
    """The document in a file, as :func:`vanban.open_document` gives it; a PDF is read in a process of its own.

    Args:
        file: a path, or the bytes themselves.
        name: what the file is called, when bytes are given.
        max_bytes: larger files are refused.
        progress: called with the pages read so far and the pages in all.
        ocr: False refuses scans with the code ``scan`` at once.
        first: of a PDF only the first page is read.
        seconds: of processor, for a file without pages (``SECONDS``); pages, bytes and OCR add theirs.
        memory: bytes of address space of the process.

    Raises:
        UnreadableFile: as ``open_document``; bomb when the file takes too long or too much memory, broken when it
            ends its reader.
        OSError: there is no such file, or it may not be read.
    """
    data, name = load_bytes(file, name, max_bytes)
    if b"%PDF-" not in data[:1024] or not sys.executable:
        return open_document(data, name, max_bytes=max_bytes, progress=progress, ocr=ocr)
    allowed = (SECONDS if seconds is None else seconds) + MEGABYTE_SECONDS * (len(data) >> 20)
    asked = {
        "name": name,
        "size": len(data),
        "ocr": ocr,
        "first": first,
        "seconds": allowed,
        "memory": memory,
    }
    try:
        process = start_reader("-c", _START.format(_PACKAGES, str(Path(_PACKAGES, "vanban"))))
    except OSError as error:
        raise UnreadableFile("broken", _NO_PROCESS) from error
    clock = _Clock(process, allowed)
    try:
        return _answer(process, clock, json.dumps(asked).encode() + b"\n" + data, progress)
    finally:
        clock.stop()
        end_reader(process)


def _answer(
    process: subprocess.Popen[bytes], clock: _Clock, asked: bytes, progress: Callable[[int, int], None] | None
) -> Document:
    assert process.stdin is not None and process.stdout is not None
    try:
        process.stdin.write(asked)
        process.stdin.flush()
        while True:
            match next_answer(process.stdout):  # type: ignore[arg-type]
                case ("progress", done, pages):
                    if progress is not None:
                        progress(done, pages)
                case ("allowed", allowed):
                    clock.allow(allowed)
                case ("document", document):
                    return document
                case ("refused", code, sentence):
                    raise UnreadableFile(code, sentence)
                case ("memory",):
                    raise UnreadableFile("bomb", _LARGE)
                case (_, *fault):
                    raise RuntimeError(*fault)
    except (EOFError, BrokenPipeError):
        kill_group(process)  # it is ending, but not the programs it started
        raise _why(process.wait(), clock.is_over) from None


def _why(code: int, late: bool) -> UnreadableFile:
    """Why a reader ended without an answer."""
    if late or code == -getattr(signal, "SIGXCPU", 0) != 0:
        return UnreadableFile("bomb", _LATE)
    return UnreadableFile("broken", _DIED)


class _Clock:
    """Ends a process when the clock on the wall says that it does not end by itself."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self._process = process
        self._begun = time.monotonic()
        self._limit = WALL * seconds
        self._stopped = threading.Event()
        self.is_over = False
        threading.Thread(target=self._watch, daemon=True).start()

    def allow(self, seconds: float) -> None:
        """Let the process run for what so many seconds of processor may take."""
        self._limit = WALL * seconds

    def stop(self) -> None:
        """Watch no longer."""
        self._stopped.set()

    def _watch(self) -> None:
        while (left := self._begun + self._limit - time.monotonic()) > 0:
            if self._stopped.wait(left):
                return
        self.is_over = True
        kill_group(self._process)


def start_reader(*arguments: str) -> subprocess.Popen[bytes]:
    """A Python process with pipes and a group of its own, so that it can be ended with the programs it started."""
    path = os.pathsep.join(filter(None, [_PACKAGES, os.environ.get("PYTHONPATH")]))
    return subprocess.Popen(  # noqa: S603 - our own modules
        [sys.executable, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
        start_new_session=True,
    )


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """End a reader now, with the programs it started."""
    with contextlib.suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def end_reader(process: subprocess.Popen[bytes]) -> None:
    """End a reader and wait until it is gone."""
    if process.returncode is None:
        kill_group(process)
        process.wait()
    for stream in (process.stdin, process.stdout):
        with contextlib.suppress(OSError):
            stream.close()  # type: ignore[union-attr]
