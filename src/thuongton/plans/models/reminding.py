"""Reminders (nhắc việc, đôn đốc) that were sent."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thuongton.documents.models import Document
from thuongton.people.models import Unit, User
from thuongton.plans.choices import REMINDERS
from thuongton.plans.models.task import Task


class Reminder(models.Model):
    """A reminder that was sent (nhắc việc, đôn đốc); ``letter`` when it went out as an official letter."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="reminders", verbose_name=_("Nhiệm vụ"))
    unit = models.ForeignKey(
        Unit, on_delete=models.CASCADE, null=True, blank=True, related_name="reminders", verbose_name=_("Đơn vị")
    )
    person = models.ForeignKey(
        User,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="reminders",
        verbose_name=_("Người được nhắc"),
    )
    key = models.CharField(_("Khoá chống nhắc lặp"), max_length=160, unique=True)
    kind = models.CharField(
        _("Cách nhắc"), max_length=12, choices=REMINDERS
    )  # "7", "3", "1", "overdue", "manual" or "letter"
    letter = models.ForeignKey(
        Document, on_delete=models.SET_NULL, null=True, blank=True, related_name="reminders", verbose_name=_("Công văn")
    )
    sent_at = models.DateTimeField(_("Gửi lúc"), auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("nhắc việc")

    def __str__(self) -> str:
        return str(self.get_kind_display())
