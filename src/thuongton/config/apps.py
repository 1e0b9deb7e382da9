"""Settings, addresses and commands."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The top floor: see docs/architecture.md."""

    name = "thuongton.config"
    label = "config"

    def ready(self) -> None:
        """Let every room say what it gives, rules of right too, before anything is asked of it."""
        from thuongton.web.rooms import rooms

        rooms()
