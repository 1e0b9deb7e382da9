"""What recurs at the review desk: once a working day, in office hours, every ground and settlement is looked at."""

from __future__ import annotations

from thuongton.calendars.office_hours import once_a_working_day
from thuongton.jobs.schedule import Periodic


def look() -> str:
    """Queue the full run of the day."""
    from thuongton.reviews.services.finding import look_again

    return look_again()


JOBS = (Periodic("can-cu-ra-soat", once_a_working_day, look),)
