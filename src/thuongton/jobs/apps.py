"""The jobs app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """One room of the house: see docs/architecture.md."""

    name = "thuongton.jobs"
    label = "jobs"
