"""When the office is open: reminders go out on working days between 7:30 and 17:00, and at no other hour."""

from __future__ import annotations

import datetime as dt

from thuongton.calendars.clock import Calendar, is_working
from thuongton.calendars.queries import calendar

OFFICE_OPENS = dt.time(7, 30)
OFFICE_CLOSES = dt.time(17, 0)


def is_office_time(now: dt.datetime, days: Calendar) -> bool:
    """Whether reminders may go out: a working day between 7:30 and 17:00, local time."""
    return is_working(now.date(), days) and OFFICE_OPENS <= now.time() < OFFICE_CLOSES


def once_a_working_day(now: dt.datetime) -> str | None:
    """One turn a day, at office hours of a working day."""
    return now.date().isoformat() if is_office_time(now, calendar(now.date(), now.date())) else None
