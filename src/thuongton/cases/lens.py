"""As of when pages of cases are read: this moment, or the day the page is rewound to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from thuongton.cases.rows import local


@dataclass(frozen=True, slots=True)
class CaseLens:
    """The moment, and whether it is one (``timed``) or a whole day."""

    when: dt.datetime
    timed: bool

    @property
    def day(self) -> dt.date:
        """The day of it."""
        return self.when.date()


def lens_of(day: dt.date | None) -> CaseLens:
    """How pages of a day are read: today by the clock on the wall, any other day as a whole."""
    now = local(timezone.now())
    return (
        CaseLens(now, True)
        if day is None or day == now.date()
        else CaseLens(dt.datetime.combine(day, dt.time()), False)
    )
