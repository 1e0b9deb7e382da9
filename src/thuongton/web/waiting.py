"""What «Hôm nay» asks of the rooms: what waits for a person, what is late, which days are due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from thuongton.web.rooms import given


@dataclass(frozen=True, slots=True)
class Waiting:
    """One kind of thing that waits for a person («Hộp việc»).

    ``rows(user)`` is the query that the number and the lines share, under the hat worn; ``template`` shows one line of
    the list and finds the record as ``row``.
    """

    key: str
    rows: Callable[[Any], QuerySet[Any]]
    template: str


@dataclass(frozen=True, slots=True)
class Late:
    """How much overdue work of a room the hat worn answers for on a day: ``number(user, as_of)``."""

    key: str
    number: Callable[[Any, dt.date], int]


@dataclass(frozen=True, slots=True)
class DueDay:
    """One line of a calendar feed: ``key`` stays the same for the life of the item, ``address`` is its page."""

    key: str
    title: str
    due: dt.date
    address: str


@dataclass(frozen=True, slots=True)
class DueDays:
    """The open days of a room for calendar feeds: ``rows(user, whole_unit, day)``, in a fixed number of queries."""

    rows: Callable[[Any, bool, dt.date], Iterable[DueDay]]


def late_of(user: Any, as_of: dt.date, known: Mapping[str, int] | None = None) -> int:
    """Overdue work of all rooms; ``known`` are numbers of rooms, by key, that the page has worked out already."""
    told = known or {}
    return sum(told[one.key] if one.key in told else one.number(user, as_of) for one in given(Late))


def know_late(request: HttpRequest, key: str, number: int) -> None:
    """A page has counted the overdue work of a room for its own rows: the menu need not count it again."""
    request._late = {**known_late(request), key: number}  # type: ignore[attr-defined]


def known_late(request: HttpRequest) -> Mapping[str, int]:
    """The overdue work that the page has counted already, by the key of its room."""
    found: Mapping[str, int] = getattr(request, "_late", {})
    return found


def waiting_of(user: Any) -> list[tuple[Waiting, QuerySet[Any]]]:
    """What waits for the person under the hat worn, kind by kind; the queries are not run yet."""
    return [(one, one.rows(user)) for one in given(Waiting)]


def due_of(user: Any, whole_unit: bool, day: dt.date, most: int) -> list[DueDay]:
    """The open days of all rooms, the nearest first."""
    found = [due for one in given(DueDays) for due in one.rows(user, whole_unit, day)]
    return sorted(found, key=lambda due: due.due)[:most]
