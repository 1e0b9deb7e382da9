"""The law app."""

from django.apps import AppConfig


class LawConfig(AppConfig):
    """One room of the house: see docs/architecture.md."""

    name = "thuongton.law"
    label = "law"

    def ready(self) -> None:
        """Say the rules of right."""
        from thuongton.law import rights  # noqa: F401
