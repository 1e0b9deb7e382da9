"""What ran when: one row keeps a periodic job from running twice, another tells whose a queued job is now."""

from __future__ import annotations

from django.db import models


class Lease(models.Model):
    """That a worker runs a job now: ``holder`` is the worker and which of its claims, ``until`` the database's time."""

    job = models.UUIDField(primary_key=True)
    holder = models.CharField(max_length=80)
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.job}: {self.holder}"


class Run(models.Model):
    """One run of a periodic job; ``key`` names the turn («nhac-viec:2026-11-23»)."""

    name = models.CharField(max_length=60)
    key = models.CharField(max_length=120, unique=True)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=400, blank=True, default="")

    def __str__(self) -> str:
        return self.key
