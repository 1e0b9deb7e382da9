"""When a hat may be worn (mũ có hiệu lực): its two days as a condition on rows, and as a question to one hat."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from django.db.models import Q


class Dated(Protocol):
    """What is in force from one day to another, both included; an empty day leaves that side open."""

    valid_from: dt.date | None
    valid_to: dt.date | None


def worn_on(day: dt.date) -> Q:
    """The condition that a hat is in force on a day."""
    return Q(Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def is_in_force(hat: Dated, day: dt.date) -> bool:
    """Whether a hat may be worn on a day."""
    return (hat.valid_from is None or hat.valid_from <= day) and (hat.valid_to is None or hat.valid_to >= day)
