"""What recurs in plans: reminders, once a working day, when offices are open."""

from __future__ import annotations

import datetime as dt

from thuongton.calendars.queries import calendar
from thuongton.jobs.schedule import Periodic, register
from thuongton.plans.reminding import is_office_time


def reminder_turn(now: dt.datetime) -> str | None:
    """One turn a day, at office hours of a working day."""
    return now.date().isoformat() if is_office_time(now, calendar(now.date(), now.date())) else None


def remind() -> str:
    """Send today's reminders and say how many people got one."""
    from thuongton.plans.services.reminding import send_reminders

    return f"Đã nhắc {send_reminders()} người."


register(Periodic("nhac-viec", reminder_turn, remind))
