"""What ran when: one row keeps a periodic job from running twice."""

from __future__ import annotations

from django.db import models


class Run(models.Model):
    """One run of a periodic job; ``key`` names the turn («nhac-viec:2026-11-23»)."""

    name = models.CharField(max_length=60)
    key = models.CharField(max_length=120, unique=True)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=400, blank=True, default="")

    def __str__(self) -> str:
        return self.key
