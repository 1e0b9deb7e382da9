"""The calendars app."""

from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    """One room of the house: see docs/architecture.md."""

    name = "thuongton.calendars"
    label = "calendars"
