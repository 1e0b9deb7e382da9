"""A room for the length of one test: what it gives stands beside what the rooms of the house give."""

from __future__ import annotations

import pytest

from thuongton.web import rooms


def with_parts(monkeypatch: pytest.MonkeyPatch, *parts: object) -> None:
    """Let the house have one more room, last in the order, that gives these parts."""
    known = rooms.rooms()
    monkeypatch.setattr(rooms, "rooms", lambda: (*known, rooms.Room("thu", 999, parts)))
