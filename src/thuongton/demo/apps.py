"""The demo app."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """One room of the house: see docs/architecture.md."""

    name = "thuongton.demo"
    label = "demo"
