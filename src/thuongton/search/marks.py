"""The mark of an act in the index: another one means that its words, its name or the way of indexing changed; pure."""

from __future__ import annotations

import hashlib
from typing import Protocol

WAY = 2
"""Grows with every change of what is kept of an article."""


class Marked(Protocol):
    """What the mark of an act is made of."""

    number: str
    kind: str
    title: str
    told_title: str
    sha256: str


def mark_of(act: Marked) -> str:
    """The mark."""
    told = "\0".join((str(WAY), act.number, act.kind, act.title or act.told_title, act.sha256))
    return hashlib.sha256(told.encode()).hexdigest()
