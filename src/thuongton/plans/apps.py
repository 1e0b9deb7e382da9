"""The plans app."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """One room of the house: see docs/architecture.md."""

    name = "thuongton.plans"
    label = "plans"

    def ready(self) -> None:
        """Listen to what documents tell, and register what recurs."""
        from thuongton.documents.queries import SHARED
        from thuongton.plans import receivers, recurring  # noqa: F401
        from thuongton.plans.queries.tasks import shared_documents

        if shared_documents not in SHARED:
            SHARED.append(shared_documents)
