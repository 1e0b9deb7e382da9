"""The nursery: a process with the library loaded, which forks a child for each call and ends it when the call is over.

The caller sends two sockets for a call: the child takes the one and answers on it; on the other the nursery tells the
child's number and how it ended. Whoever closes that one, or dies, ends the child and every program that it started.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import pickle
import selectors
import signal
import socket
import struct
import sys
import tempfile
import traceback
from dataclasses import dataclass
from typing import Any

from vanban.apart.frames import HEAD, frame

PID = struct.Struct("<i")
NICE = 10
LOADED = (
    "vanban.reading", "vanban.reconcile", "vanban.apart.work", "vanban.files.docx", "vanban.files.html",
    "vanban.files.pdf", "vanban.files.scan", "vanban.files.sheets", "vanban.files.word97",
    "lxml.etree", "lxml.html", "pypdfium2.raw", "openpyxl",
)  # fmt: skip
"""What is loaded once, so that a want of memory shows while reading and not as a module that is broken."""


@dataclass
class _Child:
    pid: int
    line: socket.socket
    told: bool = False


def main() -> int:
    """Serve the caller whose socket is named on the command line."""
    serve(socket.socket(fileno=int(sys.argv[1])), (*LOADED, *sys.argv[2:]))
    return 0


def serve(control: socket.socket, load: tuple[str, ...] = ()) -> None:
    """Fork a child for each call until the caller is gone; a child loads for itself what is not named."""
    _be_quiet()
    for name in load:
        with contextlib.suppress(ImportError):  # then the reading says that it is not there
            importlib.import_module(name)
    gc.collect()
    gc.freeze()
    _Nursery(control).run()


def _be_quiet() -> None:
    """What a library prints goes nowhere; Ctrl-C is for the caller, who ends the calls."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with contextlib.suppress(OSError):
        os.setsid()


class _Nursery:
    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._children: dict[int, _Child] = {}  # by the number of the line's descriptor
        self._ending: set[int] = set()
        self._selector = selectors.DefaultSelector()
        woken, waker = socket.socketpair()
        for end in (woken, waker):
            end.setblocking(False)
        self._woken, self._waker = woken, waker
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)

    def run(self) -> None:
        """Until the caller is gone."""
        self._selector.register(self._control, selectors.EVENT_READ)
        self._selector.register(self._woken, selectors.EVENT_READ)
        try:
            while True:
                for key, _events in self._selector.select():
                    if key.fileobj is self._control:
                        if not self._begin():
                            return
                    elif key.fileobj is self._woken:
                        with contextlib.suppress(BlockingIOError):
                            self._woken.recv(4096)
                        self._look()
                    else:
                        self._end(key.fd)
        finally:
            for line in list(self._children):
                self._end(line)

    def _begin(self) -> bool:
        """A call: False when the caller is gone."""
        byte, descriptors, _flags, _address = socket.recv_fds(self._control, 1, 2)
        if not byte or len(descriptors) != 2:
            return False
        work, line = (socket.socket(fileno=descriptor) for descriptor in descriptors)
        try:
            pid = os.fork()
        except OSError:
            work.close()
            line.close()
            return True
        if pid == 0:
            try:
                self._leave(line)
                _work(work)
            finally:
                os._exit(0)
        work.close()
        self._children[line.fileno()] = _Child(pid, line)
        self._selector.register(line, selectors.EVENT_READ)
        with contextlib.suppress(OSError):
            line.sendall(PID.pack(pid))
        return True

    def _leave(self, line: socket.socket) -> None:
        """What a child does first: it lets go of everything that is the nursery's, and has a group of its own."""
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        self._selector.close()
        for each in (line, self._control, self._woken, self._waker, *(child.line for child in self._children.values())):
            each.close()
        os.setsid()

    def _look(self) -> None:
        """Tell how children ended; their numbers stay theirs until the call is over."""
        for child in self._children.values():
            if child.told:
                continue
            ended = os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT | os.WNOHANG)
            if ended is not None:
                child.told = True
                code = ended.si_status if ended.si_code == os.CLD_EXITED else -ended.si_status
                with contextlib.suppress(OSError):
                    child.line.sendall(PID.pack(code))
        self._reap()

    def _end(self, descriptor: int) -> None:
        """The caller wrote or closed: the child and what it started end now."""
        child = self._children[descriptor]
        over = True
        with contextlib.suppress(OSError):
            over = child.line.recv(1) == b""
        kill(child.pid)
        if over:
            del self._children[descriptor]
            self._selector.unregister(child.line)
            child.line.close()
            self._ending.add(child.pid)
            self._reap()

    def _reap(self) -> None:
        for pid in list(self._ending):
            with contextlib.suppress(ChildProcessError):
                if os.waitpid(pid, os.WNOHANG)[0] == 0:
                    continue
            self._ending.discard(pid)


def kill(pid: int) -> None:
    """End a child now, with the programs it started."""
    for end in (os.killpg, os.kill):  # before it has a group of its own, it is alone
        with contextlib.suppress(OSError):
            end(pid, signal.SIGKILL)


def _work(work: socket.socket) -> None:
    """The life of a child: one call, its answer, and the end."""
    from vanban.files import allowance

    def answer(*parts: Any) -> None:
        work.sendall(frame(parts))

    with contextlib.suppress(OSError):
        os.nice(NICE)
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as choice:  # noqa: PTH123
        choice.write("1000")  # when the machine is out of memory, this one goes first
    asked = pickle.loads(_whole(work))  # noqa: S301 - from the caller, who may ask for anything
    tempfile.tempdir = asked["folder"]
    os.environ["TMPDIR"] = asked["folder"]
    module = importlib.import_module(asked["module"])
    allowance.hold(asked["seconds"], asked["memory"], lambda seconds: answer("allowed", seconds))
    answer(*outcome(getattr(module, asked["name"]), asked, answer))


def outcome(function: Any, asked: dict[str, Any], answer: Any) -> tuple[Any, ...]:
    """What there is to answer: the value, or why there is none."""
    from vanban.model import UnreadableFile

    more = {"progress": lambda done, pages: answer("progress", done, pages)} if asked["tells"] else {}
    try:
        return "value", function(*asked["args"], **asked["kwargs"], **more)
    except UnreadableFile as error:
        return "refused", error.code, error.sentence
    except MemoryError:
        return ("memory",)
    except Exception:
        return "fault", traceback.format_exc()


def _whole(work: socket.socket) -> bytearray:
    """The request."""
    with work.makefile("rb") as stream:
        (length,) = HEAD.unpack(stream.read(HEAD.size))
        return bytearray(stream.read(length))


if __name__ == "__main__":
    sys.exit(main())
