"""The plans app."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """One room of the house: see docs/architecture.md."""

    name = "thuongton.plans"
    label = "plans"
