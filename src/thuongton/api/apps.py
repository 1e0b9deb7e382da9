"""The api app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """One room of the house: see docs/architecture.md."""

    name = "thuongton.api"
    label = "api"
