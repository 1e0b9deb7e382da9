"""Settings, addresses and commands."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The top floor: see docs/architecture.md."""

    name = "thuongton.config"
    label = "config"
