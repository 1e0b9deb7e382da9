"""The files app."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """One room of the house: see docs/architecture.md."""

    name = "thuongton.files"
    label = "files"
