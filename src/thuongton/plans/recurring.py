"""What recurs: reminders once a working day at office hours, new turns once a day."""

from __future__ import annotations

import datetime as dt

from thuongton.calendars.queries import calendar
from thuongton.jobs.schedule import Periodic, daily
from thuongton.plans.reminding.due import is_office_time


def reminder_turn(now: dt.datetime) -> str | None:
    """One turn a day, at office hours of a working day."""
    return now.date().isoformat() if is_office_time(now, calendar(now.date(), now.date())) else None


def remind() -> str:
    """Send today's reminders and say how many people got one."""
    from thuongton.plans.services.reminding import send_reminders

    return f"Đã nhắc {send_reminders()} người."


def prepare_turns() -> str:
    """Make the turns of repeating tasks that have come within the horizon."""
    from thuongton.plans.services.turning import open_turns

    return f"Đã mở thêm {open_turns()} kỳ thực hiện."


JOBS = (Periodic("nhac-viec", reminder_turn, remind), Periodic("mo-ky", daily, prepare_turns))
