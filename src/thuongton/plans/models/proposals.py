"""Tasks as the machine read them, waiting for a person (đề xuất)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from thuongton.documents.models import Intake
from thuongton.plans.taking_in.read_task import ReadTask


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
    body = models.JSONField()  # ReadTask.to_dict(): the task as corrected so far
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["intake", "order"]
        verbose_name = _("đề xuất")

    def __str__(self) -> str:
        return f"{self.task.code} {self.task.title}"[:200]

    @property
    def task(self) -> ReadTask:
        """The task as corrected so far; raises ``vanban.shapes.BadShape`` when the JSON is no task."""
        known: tuple[Any, ReadTask] | None = vars(self).get("_task")
        if known is None or known[0] is not self.body:
            known = (self.body, ReadTask.from_dict(self.body))
            vars(self)["_task"] = known
        return known[1]

    @task.setter
    def task(self, task: ReadTask) -> None:
        """Keep it, with its place in the text beside it."""
        self.body, self.start, self.end = task.to_dict(), task.start, task.end
