"""The totals that a report states."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thuongton.documents.models import Document


class StatedFigure(models.Model):
    """A total that a report states about a plan (số liệu báo cáo nêu), to be laid against the rows."""

    plan = models.ForeignKey(
        "plans.Plan", on_delete=models.CASCADE, related_name="stated_figures", verbose_name=_("Kế hoạch")
    )
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="stated_figures", verbose_name=_("Báo cáo")
    )
    as_of = models.DateField(_("Tính đến"))
    label = models.CharField(_("Số liệu về"), max_length=300)
    value = models.IntegerField(_("Giá trị"))
    start = models.PositiveIntegerField(_("Vị trí đầu trong văn bản"), null=True)
    end = models.PositiveIntegerField(_("Vị trí cuối trong văn bản"), null=True)

    class Meta:
        ordering = ["plan", "id"]
        verbose_name = _("số liệu báo cáo nêu")

    def __str__(self) -> str:
        return f"{self.label}: {self.value}"
