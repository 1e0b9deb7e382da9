"""Tasks as the machine read them, waiting for a person (đề xuất)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thuongton.documents.models import Intake


class Proposal(models.Model):
    """A task as the machine read it, waiting for a person (điều máy đọc); edits are saved as they are made."""

    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="proposals")
    order = models.PositiveIntegerField()
    state = models.CharField(
        max_length=8,
        choices=[("pending", _("Cần xem")), ("right", _("Đúng")), ("dropped", _("Bỏ"))],
        default="pending",
    )
    confidence = models.FloatField(default=0)
    doubts = models.JSONField(default=list)  # sentences: what is doubtful and why
    body = models.JSONField()  # the task JSON of vanban, as corrected so far
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["intake", "order"]
        verbose_name = _("đề xuất")

    def __str__(self) -> str:
        return f"{self.body.get('code', '')} {self.body.get('title', '')}"[:200]
