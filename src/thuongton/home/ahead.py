"""The seven days from a day and the months after them: which deadlines lie where. Pure."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from thuongton.web.today import Deadline

IN_A_DAY = 3
IN_A_MONTH = 8
MONTHS = 2
DAYS = 7
"""Days of the strip; what falls into them stands in the queues, what comes after in the months."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the week: its name, whether nobody works on it, its first deadlines and how many more there are."""

    date: dt.date
    name: str
    off: bool
    items: Sequence[Deadline]
    more: int


@dataclass(frozen=True, slots=True)
class Month:
    """A month to come: its first deadlines after the seven days, and how many there are."""

    first: dt.date
    items: Sequence[Deadline]
    total: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.items)


@dataclass(frozen=True, slots=True)
class Ahead:
    """The strip of seven days and the months that have deadlines."""

    week: Sequence[Day]
    months: Sequence[Month]

    @property
    def last(self) -> dt.date:
        """The last day of the strip."""
        return self.week[-1].date


def days_of(day: dt.date) -> list[dt.date]:
    """The seven days of the strip."""
    return [day + dt.timedelta(days=number) for number in range(DAYS)]


def last_day(day: dt.date) -> dt.date:
    """The last day looked at: the end of the month after that of the day.

    >>> last_day(dt.date(2026, 11, 29)), last_day(dt.date(2026, 12, 1))
    (datetime.date(2026, 12, 31), datetime.date(2027, 1, 31))
    """
    month = day.replace(day=1)
    for _more in range(MONTHS):
        month = (month + dt.timedelta(days=32)).replace(day=1)
    return month - dt.timedelta(days=1)


def laid_out(
    deadlines: Sequence[Deadline],
    counts: Mapping[dt.date, int],
    day: dt.date,
    off: frozenset[dt.date],
) -> Ahead:
    """Deadlines in order of their days, laid on the seven days from ``day`` and, after the soon ones, on the months.

    ``deadlines`` may be the first ones only; ``counts`` says how many there are on each day.
    """
    week = []
    for date in days_of(day):
        here = [one for one in deadlines if one.due == date]
        name = _("Hôm nay") if date == day else str(WEEKDAYS_ABBR[date.weekday()])
        shown = here[:IN_A_DAY]
        week.append(Day(date, name, date in off, shown, counts.get(date, 0) - len(shown)))
    after = day + dt.timedelta(days=DAYS)
    later = [one for one in deadlines if one.due > after]
    totals: Counter[dt.date] = Counter()
    for date, number in counts.items():
        if date > after:
            totals[date.replace(day=1)] += number
    months = [
        Month(first, [one for one in later if one.due.replace(day=1) == first][:IN_A_MONTH], totals[first])
        for first in sorted(totals)
    ]
    return Ahead(week, months)
