"""What recurs: reminders once a working day at office hours; once a day new turns, lost jobs and forgotten files."""

from __future__ import annotations

import datetime as dt

from thuongton.calendars.queries import calendar
from thuongton.jobs.schedule import Periodic, register
from thuongton.plans.reminding import is_office_time


def reminder_turn(now: dt.datetime) -> str | None:
    """One turn a day, at office hours of a working day."""
    return now.date().isoformat() if is_office_time(now, calendar(now.date(), now.date())) else None


def daily_turn(now: dt.datetime) -> str:
    """One turn a day, at any hour: whichever process is up first takes it."""
    return now.date().isoformat()


def remind() -> str:
    """Send today's reminders and say how many people got one."""
    from thuongton.plans.services.reminding import send_reminders

    return f"Đã nhắc {send_reminders()} người."


def prepare_turns() -> str:
    """Make the turns of repeating tasks that have come within the horizon."""
    from thuongton.plans.services.turning import open_turns

    return f"Đã mở thêm {open_turns()} kỳ thực hiện."


def sweep() -> str:
    """Remove files of the store that nothing knows for a day: what a killed process or a refused paper left."""
    from thuongton.documents.services import sweep_orphans

    return f"Đã dọn {sweep_orphans()} tệp không thuộc văn bản nào."


register(Periodic("nhac-viec", reminder_turn, remind))
register(Periodic("mo-ky", daily_turn, prepare_turns))
register(Periodic("don-tep", daily_turn, sweep))
