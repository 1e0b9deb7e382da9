"""Days as people type them."""

from __future__ import annotations

import datetime as dt
import re

_FORMS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})\Z"),
    re.compile(r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})\Z"),
)


def parse_day(text: str) -> dt.date | None:
    """A day from ``31/3/2026``, ``31-3-2026`` or ``2026-03-31``; None when it is not a real day between 1945 and 2200.

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
            return day if 1945 <= day.year <= 2200 else None
    return None
