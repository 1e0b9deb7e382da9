"""The plans app."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """One room of the house: see docs/architecture.md."""

    name = "thuongton.plans"
    label = "plans"

    def ready(self) -> None:
        """Listen to what documents tell, and say how the right over plans and tasks is worked out."""
        from thuongton.plans import receivers  # noqa: F401
        from thuongton.plans.queries import rights  # noqa: F401
