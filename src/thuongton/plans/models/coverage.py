"""A person's decisions on how a lower plan covers a higher one (mức bao phủ)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thuongton.people.models import Unit, User


class Verdict(models.TextChoices):
    """How a lower plan covers a task of a higher one (mức bao phủ)."""

    COVERED = "covered", _("Phủ")
    PARTLY = "partly", _("Một phần")
    MISSING = "missing", _("Thiếu")
    NOT_THIS_LEVEL = "not_this_level", _("Không thuộc cấp này")


class Coverage(models.Model):
    """A person's decision on how a lower plan covers a task, or a whole group, of a higher plan, with both quotes."""

    plan = models.ForeignKey(
        "plans.Plan", on_delete=models.CASCADE, related_name="coverage", verbose_name=_("Kế hoạch cấp dưới")
    )
    task = models.ForeignKey(
        "plans.Task",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="coverage",
        verbose_name=_("Nhiệm vụ cấp trên"),
    )
    group = models.CharField(
        _("Nhóm nhiệm vụ cấp trên"), max_length=20, blank=True, default=""
    )  # label of the higher plan's group, when no task
    higher = models.ForeignKey(
        "plans.Plan", on_delete=models.CASCADE, related_name="coverage_below", verbose_name=_("Kế hoạch cấp trên")
    )
    by_task = models.ForeignKey(
        "plans.Task",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="covers",
        verbose_name=_("Nhiệm vụ phủ"),
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="coverage_decided", verbose_name=_("Bên quyết định")
    )
    verdict = models.CharField(_("Mức bao phủ"), max_length=16, choices=Verdict)
    note = models.TextField(_("Ghi chú"), blank=True, default="")
    by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("Người quyết định")
    )
    decided_on = models.DateField(_("Quyết định ngày"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "higher", "task", "group"], name="coverage_once")]
        verbose_name = _("mức bao phủ")

    def __str__(self) -> str:
        return f"{self.task or self.group}: {self.get_verdict_display()}"
