"""How a room gives routes to the REST API, and how a write is carried out once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from thuongton.web.rooms import given


@dataclass(frozen=True, slots=True)
class Routes:
    """The module of a room that has a ``router`` (``ninja.Router``); the room of the API puts all together."""

    module: str


@dataclass(frozen=True, slots=True)
class Once:
    """How a write is carried out once for a key: ``run(user, key, what was asked, act)`` gives status and answer."""

    run: Callable[[Any, str, bytes, Callable[[], tuple[int, dict[str, Any]]]], tuple[int, dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class ListRoute:
    """A list (``web.lists.listing.Listing``) that the API has too, at ``at`` («/clubs»), called ``list_<name>``."""

    listing: Any
    at: str
    name: str


def write_once(request: HttpRequest, key: str, act: Callable[[], dict[str, Any]]) -> Any:
    """Carry out a write; the same key again gives the same answer and writes nothing."""
    asked = f"{request.method} {request.path}\n".encode() + request.body
    return given(Once)[0].run(request.user, key, asked, lambda: (201, act()))
