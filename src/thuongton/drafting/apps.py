"""The drafting app."""

from django.apps import AppConfig


class DraftingConfig(AppConfig):
    """One room of the house: see docs/architecture.md."""

    name = "thuongton.drafting"
    label = "drafting"

    def ready(self) -> None:
        """Say the rules of right."""
        from thuongton.drafting import rights  # noqa: F401
