"""Files of kinds and forms that an administrator installed: kept elsewhere, joined to those of the product here.

Who keeps them gives a :class:`Keeper`. A cheap stamp says whether anything changed; it is asked again after
:func:`ask_again` (a request or a job begins, an act changed something), never for every read.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from hashlib import sha256
from typing import Protocol, TypeVar

KIND, FORM = "kind", "form"
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class InstalledFile:
    """A file as it was installed: ``what`` is KIND or FORM; forms count their versions as they are installed.

    A ``withdrawn`` one is offered to nobody; a case that was taken in by it is still read with it.
    """

    what: str
    name: str
    version: int
    text: str
    sha256: str
    withdrawn: bool = False

    @property
    def file(self) -> str:
        """What findings call it."""
        return f"đã cài: {self.name}.{self.version}.yaml"

    @property
    def is_whole(self) -> bool:
        """Whether the text is the one that was checked."""
        return sha256(self.text.encode()).hexdigest() == self.sha256


class Keeper(Protocol):
    """Who keeps installed files."""

    def stamp(self) -> object:
        """A value that differs whenever the files do; None while there is none."""

    def files(self) -> Sequence[InstalledFile]:
        """The files, in the order in which they were installed."""


@dataclass(frozen=True, eq=False, slots=True)
class Installed:
    """The installed files; another object whenever they change."""

    stamp: object
    files: tuple[InstalledFile, ...]


NOTHING = Installed(None, ())


class _Door:
    """Which files stand now, and whether the keeper must be asked."""

    def __init__(self) -> None:
        self.keeper: Keeper | None = None
        self.now = NOTHING
        self.sure = False
        self.lock = threading.Lock()


_door = _Door()


def join(keeper: Keeper | None) -> None:
    """Say who keeps installed files; None: nobody does."""
    _door.keeper = keeper
    _door.now = NOTHING
    _door.sure = False


def ask_again() -> bool:
    """Let the next read ask the keeper for the stamp; returns whether there is a keeper."""
    _door.sure = False
    return _door.keeper is not None


def installed() -> Installed:
    """The installed files."""
    keeper = _door.keeper
    if keeper is None:
        return NOTHING
    if not _door.sure:
        with _door.lock:
            if not _door.sure:
                stamp = keeper.stamp()
                if stamp is None:
                    _door.now = NOTHING
                elif _door.now.stamp != stamp:
                    _door.now = Installed(stamp, tuple(keeper.files()))
                _door.sure = True
    return _door.now


def follows_installed(make: Callable[[], Made]) -> Callable[[], Made]:
    """Keep what is made of all kinds or forms until the installed ones change."""
    kept: list[tuple[Installed, Made]] = []

    @wraps(make)
    def ask() -> Made:
        now = installed()
        if not kept or kept[0][0] is not now:
            kept[:] = [(now, make())]
        return kept[0][1]

    return ask
