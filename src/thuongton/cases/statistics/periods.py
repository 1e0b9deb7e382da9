"""The windows that forms are counted over (kỳ thống kê): months, quarters, half-years, nine months, years.

The figures of a period are closed half a month earlier than the calendar's: Điều 12 Nghị định 09/2019/NĐ-CP; whoever
counts by whole months asks for them.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass

from thuongton.calendars.periods import Period, name_of, reporting_window

CLAUSE = "Điều 12 Nghị định 09/2019/NĐ-CP"
_KEY = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<part>Q[1-4]|H[12]|9T|0[1-9]|1[0-2]))?")
YEARS = (1990, 2100)


@dataclass(frozen=True, slots=True)
class FormPeriod:
    """A period by the name that addresses have («2026», «2026-Q1», «2026-H2», «2026-9T», «2026-03»)."""

    key: str
    whole: Period

    @property
    def label(self) -> str:
        """Its name, as offices call it."""
        return name_of(self.whole)

    def days(self, *, closed: bool) -> tuple[dt.date, dt.date]:
        """Its first and last day; ``closed``: those between which the decree closes figures."""
        found = reporting_window(self.whole) if closed else self.whole
        assert found.start is not None
        return found.start, found.end


def period_named(key: str) -> FormPeriod | None:
    """The period of a name; None for a name that is none.

    >>> period_named("2026-Q1").days(closed=True)
    (datetime.date(2025, 12, 15), datetime.date(2026, 3, 14))
    >>> period_named("2026-H2").label, period_named("2026-13")
    ('6 tháng cuối năm 2026', None)
    """
    found = _KEY.fullmatch(key)
    if found is None or not YEARS[0] <= int(found["year"]) <= YEARS[1]:
        return None
    first, last = _months_of(found["part"] or "")
    year = int(found["year"])
    return FormPeriod(key, Period(dt.date(year, first, 1), dt.date(year, last, monthrange(year, last)[1])))


def _months_of(part: str) -> tuple[int, int]:
    if part == "9T":
        return 1, 9
    if part.startswith("Q"):
        return 3 * int(part[1]) - 2, 3 * int(part[1])
    if part.startswith("H"):
        return 6 * int(part[1]) - 5, 6 * int(part[1])
    return (int(part), int(part)) if part else (1, 12)


def periods_until(day: dt.date) -> list[FormPeriod]:
    """The periods of the year of a day and of the year before that had begun by it, the longest first."""
    found = []
    for year in (day.year, day.year - 1):
        parts = ["", "-H1", "-H2", "-9T", *(f"-Q{n}" for n in range(1, 5)), *(f"-{n:02}" for n in range(1, 13))]
        periods = [period for part in parts if (period := period_named(f"{year}{part}")) is not None]
        found += [one for one in periods if one.days(closed=True)[0] <= day]
    return found


def last_closed(day: dt.date) -> FormPeriod:
    """The last quarter whose figures were closed by a day."""
    quarters = [f"{year}-Q{n}" for year in (day.year, day.year - 1) for n in (4, 3, 2, 1)]
    found = [period for key in quarters if (period := period_named(key)) is not None]
    return next(one for one in found if one.days(closed=True)[1] < day)
