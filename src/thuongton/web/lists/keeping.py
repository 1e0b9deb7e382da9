"""Printing a list so that the print is kept («In và giữ bản»): the room of prints does it, lists only ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from thuongton.web.rooms import given

if TYPE_CHECKING:
    from thuongton.web.lists.listing import Asked


@dataclass(frozen=True, slots=True)
class Keeping:
    """``keep(asked)`` freezes exactly what is asked and gives the address of the print; ``may(reader)`` says to whom it
    is offered, ``kept(key)`` the address of the prints of a list."""

    keep: Callable[[Asked], str]
    may: Callable[[Any], bool]
    kept: Callable[[str], str]


def keeping() -> Keeping | None:
    """The room that keeps prints, if there is one."""
    return next(iter(given(Keeping)), None)
