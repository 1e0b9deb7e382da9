"""Days as people type them, and as the pages write them: one way for the whole platform."""

from __future__ import annotations

import datetime as dt
import re

from django.utils import timezone

FIRST_YEAR, LAST_YEAR = 1945, 2199
"""The years a day of a record can lie in: the state began in 1945, and no deadline is set for a later century."""
FIRST_DAY, LAST_DAY = dt.date(FIRST_YEAR, 1, 1), dt.date(LAST_YEAR, 12, 31)
_FORMS = (
    re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2})\Z"),
    re.compile(r"(?P<d>[0-9]{1,2})[/.-](?P<m>[0-9]{1,2})[/.-](?P<y>[0-9]{4})\Z"),
)


def parse_day(text: str) -> dt.date | None:
    """A day from ``31/3/2026``, ``31-3-2026`` or ``2026-03-31``; None when it is not a real day between 1945 and 2199.

    >>> parse_day("31/3/2026")
    datetime.date(2026, 3, 31)
    >>> parse_day("31/2/2026") is None
    True
    """
    for form in _FORMS:
        match = form.match(text.strip())
        if match:
            try:
                day = dt.date(int(match["y"]), int(match["m"]), int(match["d"]))
            except ValueError:
                return None
            return day if FIRST_DAY <= day <= LAST_DAY else None
    return None


def day_words(value: dt.date | dt.datetime | None) -> str:
    """A day as offices write it; empty for none. Of a moment, its day here.

    >>> day_words(dt.date(2026, 3, 31)), day_words(None)
    ('31/3/2026', '')
    """
    if value is None:
        return ""
    day = _here(value) if isinstance(value, dt.datetime) else value
    return f"{day.day}/{day.month}/{day.year}"


def moment_words(value: dt.datetime | None, *, seconds: bool = False) -> str:
    """A moment by the clock here, «14:05 31/3/2026»; empty for none."""
    if value is None:
        return ""
    here = _here(value)
    return f"{here:%H:%M:%S} {day_words(here.date())}" if seconds else f"{here:%H:%M} {day_words(here.date())}"


def _here(value: dt.datetime) -> dt.datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value
