"""What an upgrade brings to the calendar: days that earlier versions did not have, and the moving that follows."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

from thuongton.audit.services import acting, recording
from thuongton.calendars.models import CalendarChange, CalendarDay
from thuongton.calendars.services.moving import start
from thuongton.calendars.services.seeding import seed_years

FIRST, LAST = dt.date(1900, 1, 1), dt.date(2100, 12, 31)


class _NothingNew(Exception):
    """Breaks off a recording that would leave an empty event."""


def update_calendar() -> int:
    """Bring the days of the papers into the calendar; returns how many rows changed.

    In an installation that was in use, all that depends on the calendar is worked out again by a job: nothing moves
    without a line in the trail.
    """
    changed = 0
    with suppress(_NothingNew), acting():
        with recording(None, "Cập nhật lịch làm việc"):
            used = CalendarDay.objects.exists()
            changed = seed_years()
            if not changed:
                raise _NothingNew
        if used:
            name = "Cập nhật lịch nghỉ và cách tính thời hạn theo bản mới của chương trình"
            start(CalendarChange.objects.create(name=name, first=FIRST, last=LAST))
    return changed
