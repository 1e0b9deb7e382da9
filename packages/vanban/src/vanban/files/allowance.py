"""What a process that reads one file may spend: seconds of its processor, and memory.

Nothing is held before :func:`hold` is called, so a program that reads files in its own process keeps its own limits.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable

try:
    import resource
except ImportError:  # a system without limits of processes: the parent's clock is all there is
    resource = None  # type: ignore[assignment]

PAGE_SECONDS = 0.5  # for each page with a text layer; a crowded one takes 0.1
WRITTEN = 512 * 1024**2  # bytes of one file that is written on the way
SCAN_SECONDS = 60.0  # for OCR to begin, and for each page that it reads

_allowed = 0.0
_told: Callable[[float], None] | None = None


def can_hold() -> bool:
    """Whether this system ends a process that spends more than it may."""
    return resource is not None


def hold(seconds: float, memory: int, told: Callable[[float], None]) -> None:
    """Hold this process to so many seconds of its processor and bytes of address space.

    The system ends it beyond the seconds; beyond the memory, ``MemoryError`` is raised or it dies. ``told`` is called
    with the seconds allowed in all, now and whenever they grow.
    """
    global _allowed, _told
    if resource is not None:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_FSIZE, (WRITTEN, WRITTEN))
    _allowed, _told = 0.0, told
    extend(seconds)


def allowed() -> float:
    """Seconds of processor that this process, and each program it starts, may spend; without :func:`hold` no end."""
    return _allowed if is_held() else math.inf


def is_held() -> bool:
    """Whether this process is one that :func:`hold` holds."""
    return _told is not None


def hold_program(pid: int, seconds: int, memory: int) -> None:
    """Hold a program that was started, and those it starts, to less than this process may spend (Linux)."""
    if resource is None or not hasattr(resource, "prlimit"):
        return
    for what, most in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):
            _soft, hard = resource.prlimit(pid, what)
            resource.prlimit(pid, what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def extend(seconds: float) -> None:
    """Allow so many more seconds, because the file holds that much work; without :func:`hold` nothing happens."""
    global _allowed
    if _told is None:
        return
    _allowed += seconds
    if resource is not None:
        with contextlib.suppress(ValueError, OSError):
            _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
            resource.setrlimit(resource.RLIMIT_CPU, (max(1, round(_allowed)), hard))
    _told(_allowed)
