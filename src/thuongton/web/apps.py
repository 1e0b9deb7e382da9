"""The web app."""

from django.apps import AppConfig
from django.db.models.signals import pre_save


class WebConfig(AppConfig):
    """One room of the house: see docs/architecture.md."""

    name = "thuongton.web"
    label = "web"

    def ready(self) -> None:
        """Hold every row that is saved within its columns."""
        from thuongton.web.inputs import bound

        pre_save.connect(bound, dispatch_uid="web.inputs.bound")
