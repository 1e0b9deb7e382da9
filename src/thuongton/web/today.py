"""«Hôm nay» as rooms fill it: queues (hàng việc), the open deadlines ahead, what comes next, the first steps.

A room gives a :class:`Queue` and has a section of the first page, with its number in the greeting; nothing is written
in the room of the first page (``home``). What waits for a person stands in ``waiting.py``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from thuongton.web.rooms import given


class QueuePlace(StrEnum):
    """Where a queue stands: above the seven days, below them, beside both; or on the page of those who only read, or
    who keep units and people in order."""

    FIRST = "first"
    AFTER = "after"
    BESIDE = "beside"
    READING = "reading"
    KEEPING = "keeping"


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One row of a queue: its words and its page; ``when`` is said before it, ``code`` names it, ``note`` follows."""

    title: str
    address: str
    when: str = ""
    code: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Queued:
    """What a queue holds for a person: how many there are, the first of them, and where all of them stand.

    ``rows`` are :class:`QueueRow`, or what the template of the queue shows; ``more`` is whatever else it shows.
    """

    number: int
    rows: Sequence[Any] = ()
    address: str = ""
    more: Any = None


@dataclass(frozen=True, slots=True)
class Queue:
    """One section of «Hôm nay». ``find(request)`` gives what it holds for the hat worn on the day of the page, None
    where it has no section.

    ``key`` is its id on the page and ``label`` its heading; ``tone`` colours it («red», «amber»); ``empty`` is said
    when nothing stands in it, ``all_label`` leads to all of it. ``said(number)`` are its words in the greeting. A
    ``template`` of the room extends ``web/today/queue.html`` and shows one ``row`` of it in a block of that name.
    """

    key: str
    label: Any
    find: Callable[[HttpRequest], Queued | None]
    place: QueuePlace = QueuePlace.FIRST
    empty: Any = ""
    all_label: Any = ""
    tone: str = ""
    said: Callable[[int], str] | None = None
    template: str = "web/today/queue.html"


SHOWN = 10
"""Rows of a queue of records that stand on the page."""


def queue_of(
    key: str,
    label: Any,
    rows: Callable[[Any, dt.date], QuerySet[Any]],
    *,
    note: Callable[[Any], str] = lambda _row: "",
    address: Callable[[], str] | None = None,
    **more: Any,
) -> Queue:
    """A queue of records that know their page: ``rows(user, as_of)`` is the query, ``note`` what is said of each,
    ``address()`` the list of all; without any row it has no section. ``more`` as in :class:`Queue`."""

    def find(request: Any) -> Queued | None:
        found = rows(request.user, request.as_of)
        shown = [QueueRow(str(row), row.get_absolute_url(), note=note(row)) for row in found[:SHOWN]]
        return Queued(found.count(), shown, address() if address is not None else "") if shown else None

    return Queue(key, label, find, **more)


@dataclass(frozen=True, slots=True)
class ShownQueue:
    """A queue with what it holds."""

    queue: Queue
    queued: Queued


@dataclass(frozen=True, slots=True)
class Deadline:
    """One open deadline ahead; ``period`` names the turn of what repeats, ``tone`` is red, amber or ""."""

    due: dt.date
    address: str
    code: str
    title: str
    period: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The open deadlines of a room from a day to a day: ``find(user, first, last)`` gives the first of them, and how
    many there are on each day, in a fixed number of queries."""

    find: Callable[[Any, dt.date, dt.date], tuple[Sequence[Deadline], Mapping[dt.date, int]]]


@dataclass(frozen=True, slots=True)
class Upcoming:
    """What comes next after the queues: its day as the page writes it, its name, its page."""

    due: dt.date
    words: str
    name: str
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class ComesNext:
    """The nearest open deadline of a room that stands in none of its queues: ``find(request)``."""

    find: Callable[[HttpRequest], Upcoming | None]


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """What the first page shows to who has nothing to do yet: ``template``, while ``still(request)``; ``said`` is the
    sentence of the greeting."""

    still: Callable[[HttpRequest], bool]
    template: str
    said: Any


def queues_of(request: HttpRequest, *places: QueuePlace) -> list[ShownQueue]:
    """The queues of some places with what they hold, in the order of the rooms."""
    found = [(queue, queue.find(request)) for queue in given(Queue) if queue.place in places]
    return [ShownQueue(queue, queued) for queue, queued in found if queued is not None]


def deadlines_of(user: Any, first: dt.date, last: dt.date) -> tuple[list[Deadline], dict[dt.date, int]]:
    """The deadlines of all rooms in the order of their days, and how many there are on each day."""
    found: list[Deadline] = []
    counts: dict[dt.date, int] = {}
    for part in given(Deadlines):
        some, numbers = part.find(user, first, last)
        found += some
        for day, number in numbers.items():
            counts[day] = counts.get(day, 0) + number
    return sorted(found, key=lambda one: (one.due, one.code)), counts


def next_of(request: HttpRequest) -> Upcoming | None:
    """What comes next of all rooms."""
    found = [one for part in given(ComesNext) if (one := part.find(request)) is not None]
    return min(found, key=lambda one: one.due, default=None)


def first_steps_of(request: HttpRequest) -> FirstSteps | None:
    """The first steps that are still to be done, of the first room that has any."""
    return next((part for part in given(FirstSteps) if part.still(request)), None)
