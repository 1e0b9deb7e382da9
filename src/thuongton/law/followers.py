"""Rooms that keep something made from the register of law: they are told when it changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from thuongton.web.rooms import given


@dataclass(frozen=True, slots=True)
class FollowsRegister:
    """Something made from the register: ``run()`` brings it on, or queues the job that does."""

    run: Callable[[], None]


def register_changed() -> None:
    """Tell every room that follows the register."""
    for one in given(FollowsRegister):
        one.run()
