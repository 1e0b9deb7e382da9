"""The audit floor: its triggers are remade after every migration."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def _install(sender: Any, using: str, **kwargs: Any) -> None:
    from django.db import connections

    from thuongton.audit.triggers import install

    install(connections[using])


class AuditConfig(AppConfig):
    """Nhật ký."""

    name = "thuongton.audit"
    label = "audit"

    def ready(self) -> None:
        """Remake the triggers once after a migration run: every app tells its end, when all tables stand already."""
        post_migrate.connect(_install, sender=self, dispatch_uid="audit-triggers")
