"""How much work something is: the one place of the suite that looks at a clock to judge.

Only seconds of the processor count, those of this thread, and the least of several attempts: a busy machine makes work
dearer (shared caches, a slower clock), never cheaper. ``tests/house/test_clocks.py`` holds every other file to this.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

ATTEMPTS = 5
COARSE = 0.02
"""Seconds below which the clock of a busy machine counts for nothing."""


def seconds_of(work: Callable[[], object]) -> float:
    """Seconds of the processor that one call of ``work`` takes in this thread."""
    collects = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        begun = time.thread_time()
        work()
        return time.thread_time() - begun
    finally:
        if collects:
            gc.enable()


def within(seconds: float, work: Callable[[], object]) -> None:
    """Fail when ``work`` takes as much of the processor each time it is tried."""
    taken = []
    for _attempt in range(ATTEMPTS):
        taken.append(seconds_of(work))
        if taken[-1] < seconds:
            return
    raise AssertionError(f"{seconds} s of the processor were given, it took {', '.join(f'{one:.2f}' for one in taken)}")


def in_step(work: Callable[[int], Callable[[], object]], short: int, long: int, times: float, free: float = 0) -> None:
    """Fail when ``long`` costs more than ``times`` what ``short`` does; less than ``free`` seconds cost nothing.

    ``work(size)`` makes ready and gives what is measured. For n times the size, work that grows with it costs n times
    as much, work that grows as its square n × n: ``times`` stands between the two.
    """
    work(short)()  # what is done once for a process is no work of the first
    least = {short: float("inf"), long: float("inf")}
    for _attempt in range(ATTEMPTS):
        for size in least:
            least[size] = min(least[size], seconds_of(work(size)))
        if least[long] < max(free, times * max(least[short], COARSE / 4)):
            return
    raise AssertionError(f"{short}: {least[short]:.4f} s, {long}: {least[long]:.4f} s, at most {times} times is right")
