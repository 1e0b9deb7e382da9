"""The documents app."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """One room of the house: see docs/architecture.md."""

    name = "thuongton.documents"
    label = "documents"

    def ready(self) -> None:
        """Say how the right over papers is worked out."""
        from thuongton.documents.queries import rights  # noqa: F401
