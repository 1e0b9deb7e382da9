"""The search app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """One room of the house: see docs/architecture.md."""

    name = "thuongton.search"
    label = "search"
