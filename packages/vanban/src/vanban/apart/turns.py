"""How many children work at once in this process, and who may wait for a turn.

Work in the background waits as long as it takes. Somebody before a screen (:func:`in_a_hurry`) is told at once when too
many wait already, so that the threads that answer people are not all spent on waiting.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_hurry: ContextVar[bool] = ContextVar("hurry", default=False)


class Busy(Exception):
    """Too many wait for a turn already; the same may be asked again after a few seconds."""

    sentence = "Máy đang đọc nhiều tệp khác. Hãy đợi ít giây rồi gửi lại."

    def __init__(self) -> None:
        super().__init__(self.sentence)


class Turns:
    """``at_once`` children at a time; ``places`` callers in a hurry may work or wait."""

    def __init__(self, at_once: int | None = None, places: int = 1_000) -> None:
        self.at_once = at_once or max(1, os.cpu_count() or 1)
        self.places = places
        self._turns = threading.Semaphore(self.at_once)
        self._hurried = 0
        self._counting = threading.Lock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn and have it; raises :class:`Busy`."""
        hurried = _hurry.get()
        if hurried:
            with self._counting:
                if self._hurried >= self.places:
                    raise Busy
                self._hurried += 1
        try:
            with self._turns:
                yield
        finally:
            if hurried:
                with self._counting:
                    self._hurried -= 1


@contextmanager
def in_a_hurry() -> Iterator[None]:
    """Within this block somebody waits before a screen."""
    token = _hurry.set(True)
    try:
        yield
    finally:
        _hurry.reset(token)
