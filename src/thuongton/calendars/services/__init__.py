"""Every write of the working calendar, one module a subject."""

from thuongton.calendars.services.seeding import seed_years

__all__ = ["seed_years"]
