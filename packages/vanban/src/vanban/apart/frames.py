"""What passes between a caller and a child: pickled tuples with their length before them.

The caller is trusted, the child is not: it has read a file of a stranger, so its answers may hold values of the model
and plain values, nothing else.
"""

from __future__ import annotations

import io
import pickle
import struct
from typing import Any

HEAD = struct.Struct("<Q")
_MODULES = frozenset({"vanban.model", "vanban.reconcile.values"})


def frame(parts: tuple[Any, ...]) -> bytes:
    """A tuple as bytes, its length first."""
    body = pickle.dumps(parts, pickle.HIGHEST_PROTOCOL)
    return HEAD.pack(len(body)) + body


class Answers(pickle.Unpickler):
    """Takes the tuples of a child apart; it makes values of the model and plain values, and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        """A class of the model or a day; raises ``UnpicklingError`` for anything else."""
        if (module, name) == ("datetime", "date"):
            return super().find_class(module, name)
        if module not in _MODULES or "." in name:
            raise pickle.UnpicklingError(f"{module}.{name}")
        found = super().find_class(module, name)
        if not isinstance(found, type) or found.__module__ != module:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return found


def parts_of(body: bytes) -> tuple[Any, ...]:
    """The tuple in the bytes of an answer; raises ``UnpicklingError`` for what an answer may not hold."""
    found: tuple[Any, ...] = Answers(io.BytesIO(body)).load()
    return found
