"""The rooms of the house: each says in its ``room.py`` what it gives, and every corridor asks here for its own kind.

A room is an installed app with a module ``room``::

    ROOM = Room(
        "plans",
        order=20,
        parts=(
            Addresses("ke-hoach/", "thuongton.plans.urls"),
            Entry("plans", _("Kế hoạch"), "plan", "plans:list", with_scope, 20),
            Search("tasks", _("Nhiệm vụ"), find_tasks),
            *CHECKS,
            *ACTS,
        ),
    )

A part is a value of a class that a corridor below has made: the class says what it is for, and whoever needs parts of
that kind asks ``given(Kind)``. No room knows another, none is named twice, and this module knows no kind at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TypeVar

from django.apps import apps
from django.urls import URLResolver, include, path

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Room:
    """What one room gives to the house; ``name`` is the label of its app, ``order`` its place among the rooms."""

    name: str
    order: int
    parts: Sequence[object] = ()


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the addresses of a room begin («ke-hoach/») and the module that lists them."""

    at: str
    module: str


@cache
def rooms() -> tuple[Room, ...]:
    """Every room, in the order that they state; equal ones by name. Raises ValueError for a room of another name."""
    found = []
    for config in apps.get_app_configs():
        name = f"{config.name}.room"
        if find_spec(name) is None:
            continue
        room = import_module(name).ROOM
        if room.name != config.label:
            raise ValueError(f"{name} calls itself {room.name}")
        found.append(room)
    return tuple(sorted(found, key=lambda room: (room.order, room.name)))


def given(kind: type[Part]) -> list[Part]:
    """The parts of one kind that the rooms give, in the order of the rooms and within a room as it lists them."""
    return [part for room in rooms() for part in room.parts if isinstance(part, kind)]


def addresses() -> list[URLResolver]:
    """The addresses of all rooms, in the order of the rooms: the first that fits is taken."""
    return [path(one.at, include(one.module)) for one in given(Addresses)]
