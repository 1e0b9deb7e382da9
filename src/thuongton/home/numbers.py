"""The two numbers of every page: overdue work one answers for, and what waits for oneself; asked once a request."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest

from thuongton.people.models import User
from thuongton.people.queries import today
from thuongton.web.waiting import known_late, late_of, waiting_of


@dataclass(frozen=True, slots=True)
class Numbers:
    """Overdue work, and what waits."""

    late: int
    waiting: int


def counted(user: User, as_of: dt.date, known: Mapping[str, int] | None = None) -> Numbers:
    """The numbers of a person, one query for each kind that waits; ``known`` as in ``late_of``."""
    return Numbers(late_of(user, as_of, known), sum(rows.count() for _kind, rows in waiting_of(user)))


def numbers_of(request: HttpRequest) -> Numbers:
    """The numbers of the person who asks."""
    found: Numbers | None = getattr(request, "_numbers", None)
    if found is None:
        found = counted(request.user, getattr(request, "as_of", today()), known_late(request))  # type: ignore[arg-type]
        request._numbers = found  # type: ignore[attr-defined]
    return found
