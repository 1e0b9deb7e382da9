"""The reviews app."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """One room of the house: see docs/architecture.md."""

    name = "thuongton.reviews"
    label = "reviews"

    def ready(self) -> None:
        """Say the rules of right."""
        from thuongton.reviews import rights  # noqa: F401
