"""What recurs: reminders once a working day at office hours, new turns once a day."""

from __future__ import annotations

from thuongton.calendars.office_hours import once_a_working_day
from thuongton.jobs.schedule import Periodic, daily


def remind() -> str:
    """Send today's reminders and say how many people got one."""
    from thuongton.plans.services.reminding import send_reminders

    return f"Đã nhắc {send_reminders()} người."


def prepare_turns() -> str:
    """Make the turns of repeating tasks that have come within the horizon."""
    from thuongton.plans.services.turning import open_turns

    return f"Đã mở thêm {open_turns()} kỳ thực hiện."


JOBS = (Periodic("nhac-viec", once_a_working_day, remind), Periodic("mo-ky", daily, prepare_turns))
