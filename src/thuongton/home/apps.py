"""The home app."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """One room of the house: see docs/architecture.md."""

    name = "thuongton.home"
    label = "home"
