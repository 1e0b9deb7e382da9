"""The menu of every page: the entries that rooms give, and the views a person has saved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from thuongton.web.rooms import given

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: ``key`` is what a page calls its room, ``address`` the name of a route, ``icon`` a sign of the sprite.

    ``shown(user)`` tells whether the hat worn has this room; ``number(request)`` is the count beside it, ``counted``
    says what is counted, ``late`` that it is overdue work. ``place`` is where it stands: among the rooms, or at the end
    of the side (what is opened seldom). The first four rooms stand in the bar of a phone, by their ``short`` name where
    they have one, the rest under «Thêm».
    """

    key: str
    label: Words
    icon: str
    address: str
    shown: Callable[[Any], bool]
    order: int = 100
    place: Literal["rooms", "end"] = "rooms"
    number: Callable[[HttpRequest], int] | None = None
    counted: Words = ""
    late: bool = False
    short: Words = ""


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """An entry as one page shows it: where it leads and the number beside it (0 for none)."""

    entry: Entry
    address: str
    number: int


@dataclass(frozen=True, slots=True)
class View:
    """A saved view (khung nhìn đã lưu): its name, its address, and how many rows it has when that is known."""

    label: str
    address: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Views:
    """The views that a person has saved in a room, in a fixed number of queries."""

    find: Callable[[HttpRequest], Iterable[View]]


@dataclass(frozen=True, slots=True)
class Box:
    """How many things wait for the person («Hộp việc»)."""

    number: Callable[[HttpRequest], int]


IN_PHONE_BAR = 4


def with_scope(user: Any) -> bool:
    """Whether the hat worn has a unit to look at."""
    return user.hat is not None and user.hat.scope_id is not None


def entries_for(request: HttpRequest, place: str = "rooms") -> list[ShownEntry]:
    """The entries of one place that the hat worn has, in their order, with their numbers."""
    found = sorted((one for one in given(Entry) if one.place == place), key=lambda one: one.order)
    return [
        ShownEntry(one, reverse(one.address), one.number(request) if one.number and counts(request) else 0)
        for one in found
        if one.shown(request.user)
    ]


def views_for(request: HttpRequest) -> list[View]:
    """The views that the person has saved, of all rooms."""
    return [view for one in given(Views) for view in one.find(request)]


def waiting_for(request: HttpRequest) -> int:
    """How many things wait for the person, over all rooms."""
    return sum(one.number(request) for one in given(Box))


@dataclass(frozen=True, slots=True)
class Menu:
    """What the frame shows: rooms, the end of the side, saved views, and the number at the bell."""

    rooms: Sequence[ShownEntry]
    end: Sequence[ShownEntry]
    views: Sequence[View]
    waiting: int

    @property
    def in_bar(self) -> Sequence[ShownEntry]:
        """The rooms in the bar of a phone."""
        return self.rooms[:IN_PHONE_BAR]

    @property
    def more(self) -> Sequence[ShownEntry]:
        """What a phone shows under «Thêm»."""
        return [*self.rooms[IN_PHONE_BAR:], *self.end]


def without_numbers(request: HttpRequest) -> None:
    """Let the menu of this page count nothing: a page that only says no shall cost little."""
    request._menu_counts_nothing = True  # type: ignore[attr-defined]


def counts(request: HttpRequest) -> bool:
    """Whether the menu of this page says how much there is to do."""
    return not getattr(request, "_menu_counts_nothing", False)


def menu_of(request: HttpRequest) -> Menu:
    """The whole menu of the person who asks."""
    if not counts(request):
        return Menu(entries_for(request), entries_for(request, "end"), views_for(request), 0)
    return Menu(entries_for(request), entries_for(request, "end"), views_for(request), waiting_for(request))
