"""Agencies that take part in a task (cơ quan chủ trì, phối hợp), as printed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thuongton.people.models import Unit
from thuongton.plans.choices import CATEGORIES
from thuongton.plans.models.task import Task


class PartyRole(models.TextChoices):
    """How an agency takes part."""

    LEAD = "lead", _("Chủ trì")
    COORDINATE = "coordinate", _("Phối hợp")


class Party(models.Model):
    """An agency named in a task, as printed; ``unit`` when it is one unit, ``category`` when it is a class of units."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="parties", verbose_name=_("Nhiệm vụ"))
    role = models.CharField(_("Vai trò"), max_length=10, choices=PartyRole)
    order = models.PositiveSmallIntegerField(_("Thứ tự"), default=0)
    name = models.CharField(_("Tên như in"), max_length=300)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("Đơn vị")
    )
    category = models.CharField(
        _("Nhóm cơ quan"), max_length=20, blank=True, default="", choices=CATEGORIES
    )  # "departments", "communes", "offices" or ""

    class Meta:
        ordering = ["task", "role", "order"]
        verbose_name = _("cơ quan tham gia")
        indexes = [models.Index(fields=["unit", "role", "task"])]

    def __str__(self) -> str:
        return self.name
