"""What every fact about a task has: the task, the turn, who wrote it, who decided."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thuongton.people.models import User
from thuongton.plans.models.deadlines import Occurrence
from thuongton.plans.models.task import Task


class OnTask(models.Model):
    """A fact about a task, or about one occurrence of it."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="%(class)ss", verbose_name=_("Nhiệm vụ"))
    occurrence = models.ForeignKey(
        Occurrence,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("Kỳ thực hiện"),
    )
    by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Người ghi")
    )
    recorded_at = models.DateTimeField(_("Ghi lúc"), auto_now_add=True)

    class Meta:
        abstract = True


class Decided(OnTask):
    """Something asked for (``by``) that somebody decides; of old rows it is not known who decided."""

    decided_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Người quyết định")
    )

    class Meta:
        abstract = True

    @property
    def by_one_person(self) -> bool:
        """Whether the person who asked also decided."""
        return self.decided_by_id is not None and self.decided_by_id == self.by_id
