"""The people app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """One room of the house: see docs/architecture.md."""

    name = "thuongton.people"
    label = "people"
