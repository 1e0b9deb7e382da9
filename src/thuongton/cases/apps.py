"""The cases app."""

from typing import Any

from django.apps import AppConfig
from django.core.signals import request_started
from django_tasks.signals import task_started


def _ask_again(**_more: Any) -> None:
    from thuongton.cases.definition import installed

    installed.ask_again()


class CasesConfig(AppConfig):
    """One room of the house: see docs/architecture.md."""

    name = "thuongton.cases"
    label = "cases"

    def ready(self) -> None:
        """Say how the rights over cases are worked out, and who keeps installed kinds; a request and a job ask anew."""
        from thuongton.cases import rights  # noqa: F401
        from thuongton.cases.definition import installed
        from thuongton.cases.queries.installed import InstalledRows

        installed.join(InstalledRows())
        request_started.connect(_ask_again, dispatch_uid="cases-installed-request")
        task_started.connect(_ask_again, dispatch_uid="cases-installed-job")
