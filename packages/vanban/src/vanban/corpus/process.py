"""A reader process of a batch: started with pipes and a group of its own, ended with the programs it started."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

_PACKAGES = str(Path(__file__).absolute().parents[2])


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
