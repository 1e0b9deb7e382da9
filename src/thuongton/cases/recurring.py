"""What recurs for cases: reminders once a working day at office hours."""

from __future__ import annotations

from thuongton.calendars.office_hours import once_a_working_day
from thuongton.jobs.schedule import Periodic


def remind() -> str:
    """Send today's reminders and say how many people got one."""
    from thuongton.cases.services.reminding import send_case_reminders

    return f"Đã nhắc vụ việc cho {send_case_reminders()} người."


JOBS = (Periodic("nhac-vu-viec", once_a_working_day, remind),)
