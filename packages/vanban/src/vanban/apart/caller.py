"""Calls a function in a child of the nursery, waits for its answer, and says in one sentence why none came.

Where a process cannot be forked, a new one is started for each call.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vanban.apart.frames import HEAD, parts_of
from vanban.apart.nursery import PID, kill, serve
from vanban.apart.turns import Turns
from vanban.model import UnreadableFile

SECONDS = 60.0
"""Seconds of processor for a file without pages; pages, bytes and OCR add theirs (:mod:`vanban.files.allowance`)."""
MEMORY = 4 * 1024**3
ANSWER = 512 * 1024**2
CAN_FORK = hasattr(os, "fork") and hasattr(socket, "send_fds")
_PACKAGES = str(Path(__file__).absolute().parents[2])
_NEW = "Hãy tách tệp, hoặc xuất lại từ bản gốc rồi gửi lại."
LATE = f"Tệp đọc quá lâu vì có chỗ quá phức tạp, quá dài hoặc lồng nhau nhiều lần nên đã dừng đọc. {_NEW}"
LARGE = f"Tệp cần quá nhiều bộ nhớ nên đã dừng đọc. {_NEW}"
DIED = f"Tệp làm chương trình đọc dừng đột ngột nên không đọc được. {_NEW}"
NO_PROCESS = "Máy đang thiếu bộ nhớ nên chưa đọc được tệp. Hãy đóng bớt chương trình rồi thử lại."


class ReaderFault(RuntimeError):
    """The function called had a fault of its own; the message is its traceback."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a call may spend.

    ``seconds`` of processor (pages and OCR add theirs), ``memory`` in bytes of address space, for the child and for
    each program that it starts; ``answer`` in bytes. The clock on the wall allows :meth:`wall` seconds.
    """

    seconds: float = SECONDS
    memory: int = MEMORY
    answer: int = ANSWER

    @staticmethod
    def wall(seconds: float) -> float:
        """Seconds on the wall for so many of processor: other work of the machine is not held against a file."""
        return 60.0 + 10.0 * seconds


DEFAULT = Limits()


class _Nursery:
    """The nursery of this process, started when it is first needed and again after it died."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        self.load: tuple[str, ...] = ()

    def start(self, *, here: bool = False) -> None:
        """Start it now; ``here`` forks this very process, for programs with one thread that have loaded the library."""
        with self._lock:
            if self._control is None:
                self._control = _fork() if here and threading.active_count() == 1 else _spawn(self.load)

    def begin(self) -> tuple[socket.socket, socket.socket]:
        """A new child: the socket on which it works, and the line on which the nursery tells of it."""
        for attempt in (1, 2):
            self.start()
            work, childs = socket.socketpair()
            line, nurserys = socket.socketpair()
            try:
                with self._lock:
                    assert self._control is not None
                    socket.send_fds(self._control, [b"j"], [childs.fileno(), nurserys.fileno()])
                return work, line
            except (OSError, AssertionError):
                work.close()
                line.close()
                self.forget()
                if attempt == 2:
                    raise
            finally:
                childs.close()
                nurserys.close()
        raise AssertionError

    def forget(self) -> None:
        """Let go of the nursery: it ends when nobody holds it."""
        control, self._control = self._control, None
        if control is not None:
            control.close()


def _fork() -> socket.socket:
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        try:
            if os.fork() == 0:  # nobody's child, so that nobody need wait for it
                ours.close()
                serve(theirs)
        finally:
            os._exit(0)
    theirs.close()
    os.waitpid(pid, 0)
    return ours


def _spawn(load: tuple[str, ...]) -> socket.socket:
    ours, theirs = socket.socketpair()
    with theirs:
        subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "vanban.apart.nursery", str(theirs.fileno()), *load],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            start_new_session=True,
        )
    return ours


def _environment() -> dict[str, str]:
    path = os.pathsep.join(filter(None, [_PACKAGES, os.environ.get("PYTHONPATH")]))
    return {**os.environ, "PYTHONPATH": path}


_nursery = _Nursery()
turns = Turns()


def _new_process() -> None:
    """A forked process has a nursery of its own: two callers on one line would end each other's."""
    global _nursery
    _nursery._control = None
    _nursery = _Nursery()


if CAN_FORK:
    os.register_at_fork(after_in_child=_new_process)


def warm(*, here: bool = False, at_once: int | None = None, places: int = 1_000, load: tuple[str, ...] = ()) -> None:
    """Start the nursery now instead of at the first call.

    Args:
        here: fork this very process (see :class:`_Nursery`); for a command, not for a server.
        at_once: how many children work at a time; as many as there are processors unless told.
        places: how many callers in a hurry may work or wait (:mod:`vanban.apart.turns`).
        load: modules of the caller whose functions will be called.
    """
    global turns
    if not here:
        turns = Turns(at_once, places)
        _nursery.load = load
    if CAN_FORK:
        with contextlib.suppress(OSError):
            _nursery.start(here=here)


def call(
    function: Callable[..., Any],
    *args: Any,
    limits: Limits | None = None,
    progress: Callable[[int, int], None] | None = None,
    **kwargs: Any,
) -> Any:
    """What a function of a module gives for arguments that can be pickled, worked out in a process that may die.

    Args:
        function: named at the top of a module that the child can import; its value may hold values of the model.
        limits: what it may spend.
        progress: told what the function tells to the argument ``progress`` that it then gets.

    Raises:
        UnreadableFile: as the function does; bomb when it took too long or too much memory, broken when it ended its
            process.
        ReaderFault: the function raised something else.
        Busy: nobody may wait here for a turn just now.
    """
    limits = limits or DEFAULT
    asked = {
        "module": function.__module__,
        "name": function.__qualname__,
        "args": args,
        "kwargs": kwargs,
        "seconds": limits.seconds,
        "memory": limits.memory,
        "tells": progress is not None,
    }
    with turns.turn(), tempfile.TemporaryDirectory(prefix="vanban-", ignore_cleanup_errors=True) as folder:
        asked["folder"] = folder
        if not CAN_FORK:
            return _once(asked, limits)
        try:
            work, line = _nursery.begin()
        except OSError as error:
            raise UnreadableFile("busy", NO_PROCESS) from error
        with work, line:
            return _Call(work, line, limits, progress).value(frame_of(asked))


def frame_of(asked: dict[str, Any]) -> bytes:
    """A request as bytes."""
    body = pickle.dumps(asked, pickle.HIGHEST_PROTOCOL)
    return HEAD.pack(len(body)) + body


class _Late(Exception):
    """The clock on the wall says that the child does not end by itself."""


class _Call:
    """One call on its way."""

    def __init__(
        self,
        work: socket.socket,
        line: socket.socket,
        limits: Limits,
        progress: Callable[[int, int], None] | None,
    ) -> None:
        self._work = work
        self._line = line
        self._limits = limits
        self._progress = progress
        self._begun = time.monotonic()
        self._until = self._begun + limits.wall(limits.seconds)

    def value(self, asked: bytes) -> Any:
        """Send the request and take the answers until the last one."""
        try:
            self._send(asked)
            while True:
                match parts_of(self._next()):
                    case ("progress", done, pages):
                        if self._progress is not None:
                            self._progress(done, pages)
                    case ("allowed", allowed):
                        self._until = self._begun + self._limits.wall(allowed)
                    case answer:
                        return value_of(answer)
        except _Late:
            raise UnreadableFile("bomb", LATE) from None
        except (EOFError, OSError):
            raise why(self._ended()) from None

    def _send(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            self._work.settimeout(self._left())
            try:
                rest = rest[self._work.send(rest) :]
            except TimeoutError:
                raise _Late from None

    def _next(self) -> bytes:
        (length,) = HEAD.unpack(self._receive(HEAD.size))
        if length > self._limits.answer:
            raise UnreadableFile("bomb", LARGE)
        return bytes(self._receive(length))

    def _receive(self, length: int) -> bytearray:
        found = bytearray(length)
        rest = memoryview(found)
        while rest:
            self._work.settimeout(self._left())
            try:
                count = self._work.recv_into(rest)
            except TimeoutError:
                raise _Late from None
            if not count:
                raise EOFError
            rest = rest[count:]
        return found

    def _left(self) -> float:
        left = self._until - time.monotonic()
        if left <= 0:
            raise _Late
        return left

    def _ended(self) -> int | None:
        """How the child ended (a negative number is a signal), or None when nobody can tell."""
        told = b""
        self._line.settimeout(10)
        with contextlib.suppress(OSError):
            while len(told) < 2 * PID.size and (more := self._line.recv(2 * PID.size)):
                told += more
        if len(told) == PID.size:
            kill(PID.unpack(told)[0])  # the nursery is gone and ends nobody
        return PID.unpack_from(told, PID.size)[0] if len(told) == 2 * PID.size else None


def value_of(answer: tuple[Any, ...]) -> Any:
    """The value of an answer; raises what stands in it instead."""
    match answer:
        case ("value", value):
            return value
        case ("refused", code, sentence):
            raise UnreadableFile(code, sentence)
        case ("memory",):
            raise UnreadableFile("bomb", LARGE)
        case (_, *fault):
            raise ReaderFault(*fault)
        case _:
            raise ReaderFault


def why(code: int | None) -> UnreadableFile:
    """Why a child ended without an answer."""
    if code is not None and code == -getattr(signal, "SIGXCPU", 0) != 0:
        return UnreadableFile("bomb", LATE)
    if code is not None and code == -getattr(signal, "SIGKILL", 0) != 0:  # by the system, for want of memory
        return UnreadableFile("bomb", LARGE)
    return UnreadableFile("broken", DIED)


def _once(asked: dict[str, Any], limits: Limits) -> Any:
    """The same with a new process for the one call, where none can be forked; nothing is told on the way."""
    asked = {**asked, "tells": False}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "vanban.apart.once"],
            input=frame_of(asked),
            capture_output=True,
            timeout=limits.wall(limits.seconds),
            check=False,
            env=_environment(),
        )
    except subprocess.TimeoutExpired:
        raise UnreadableFile("bomb", LATE) from None
    except OSError as error:
        raise UnreadableFile("busy", NO_PROCESS) from error
    if len(done.stdout) < HEAD.size:
        raise why(done.returncode)
    return value_of(parts_of(done.stdout[HEAD.size :]))
