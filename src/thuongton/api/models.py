"""Answers already given, so that a repeated write changes nothing twice."""

from __future__ import annotations

from django.db import models

from thuongton.people.models import User


class GivenAnswer(models.Model):
    """The answer to one write, kept by the caller's ``Idempotency-Key``."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=128)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.JSONField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="given_answer_once")]

    def __str__(self) -> str:
        return self.key
