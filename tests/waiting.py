"""Waiting for what another process does: for the state that is needed, never for a span of time.

The limits are for processes that will never get there. A machine with ten other things to do must not reach them.
"""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

LONG = 600.0
"""Seconds on the wall for anything that ends by itself."""
STEP = 0.05
Found = TypeVar("Found")


def until(
    look: Callable[[], Found],
    what: str,
    *,
    process: subprocess.Popen[Any] | None = None,
    seconds: float = LONG,
    step: float = STEP,
) -> Found:
    """What ``look`` gives as soon as it is true; fails by the name ``what`` when it never is or the process ends."""
    end = time.monotonic() + seconds
    while True:
        ended = process is not None and process.poll() is not None
        if found := look():
            return found
        if ended:
            raise AssertionError(f"it ended with {process.returncode if process else ''} before: {what}")
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds:.0f} s for: {what}")
        time.sleep(step)


def listens(at: int | Path) -> bool:
    """Whether somebody listens at a port of this machine or at a socket."""
    with socket.socket(socket.AF_UNIX if isinstance(at, Path) else socket.AF_INET) as probe:
        return probe.connect_ex(str(at) if isinstance(at, Path) else ("127.0.0.1", at)) == 0
