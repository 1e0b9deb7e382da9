"""The web app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """One room of the house: see docs/architecture.md."""

    name = "thuongton.web"
    label = "web"
