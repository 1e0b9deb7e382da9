"""The cases app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """One room of the house: see docs/architecture.md."""

    name = "thuongton.cases"
    label = "cases"

    def ready(self) -> None:
        """Say how the rights over cases are worked out."""
        from thuongton.cases import rights  # noqa: F401
