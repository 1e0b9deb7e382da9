"""The suite runs on one and the same day: no new year, weekend, month's end or midnight changes what it says.

What the product takes for today (``timezone.localdate()``) is :data:`TODAY`; moments (``timezone.now()``) are those of
the clock. ``THUONGTON_TESTS_DAY=2028-02-29`` runs the suite on another day, to find what a day changes.
"""

from __future__ import annotations

import datetime as dt
import os

from django.utils import timezone

TODAY = dt.date.fromisoformat(os.environ.get("THUONGTON_TESTS_DAY", "2026-11-30"))
"""A Monday on which everybody works; the plans of the tests are of this year and the next."""

_of = timezone.localdate


def hold_the_day() -> None:
    """Make it that day, before any test is gathered: some name days in their tables of cases."""

    def localdate(value: dt.datetime | None = None, zone: dt.tzinfo | None = None) -> dt.date:
        return TODAY if value is None else _of(value, zone)

    timezone.localdate = localdate
