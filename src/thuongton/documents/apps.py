"""The documents app."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """One room of the house: see docs/architecture.md."""

    name = "thuongton.documents"
    label = "documents"
