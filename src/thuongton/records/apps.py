"""The records app."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """One room of the house: see docs/architecture.md."""

    name = "thuongton.records"
    label = "records"
