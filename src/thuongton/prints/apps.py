"""The prints app."""

from django.apps import AppConfig


class PrintsConfig(AppConfig):
    """One room of the house: see docs/architecture.md."""

    name = "thuongton.prints"
    label = "prints"
