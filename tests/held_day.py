"""The suite runs on one and the same day: no new year, weekend, month's end or midnight changes what it says.

What the product takes for today (``timezone.localdate()``) is :data:`TODAY`, and its moments (``timezone.now()``) go on
from nine o'clock of that day as the clock goes on: what is recorded now is recorded today. Processes of their own (the
site of the browser, the commands) and the time of files have the clock of the machine.
``THUONGTON_TESTS_DAY=2028-02-29`` runs the suite on another day, to find what a day changes.
"""

from __future__ import annotations

import datetime as dt
import os
from zoneinfo import ZoneInfo

from django.utils import timezone

TODAY = dt.date.fromisoformat(os.environ.get("THUONGTON_TESTS_DAY", "2026-11-30"))
"""A Monday on which everybody works; the plans of the tests are of this year and the next."""

BEGINS = dt.time(9, 0)
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_of, clock_of_the_machine = timezone.localdate, timezone.now
"""``clock_of_the_machine()`` is the moment that databases, sessions and files go by, on whatever day the suite runs."""


def hold_the_day() -> None:
    """Make it that day, before any test is gathered: some name days in their tables of cases."""
    ahead = dt.datetime.combine(TODAY, BEGINS, ZONE) - clock_of_the_machine()

    def localdate(value: dt.datetime | None = None, zone: dt.tzinfo | None = None) -> dt.date:
        return TODAY if value is None else _of(value, zone)

    def now() -> dt.datetime:
        return clock_of_the_machine() + ahead

    timezone.localdate = localdate
    timezone.now = now
