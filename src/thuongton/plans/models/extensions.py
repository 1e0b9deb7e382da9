"""Changes of deadline (xin lùi hạn, điều chỉnh): asked, granted by a paper, or refused."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thuongton.documents.models import Document
from thuongton.plans.models.on_task import Decided
from thuongton.web.dates import day_words


class DeadlineChange(Decided):
    """A change of deadline (xin lùi hạn, điều chỉnh): asked with a reason, granted by a paper, or refused."""

    new_start = models.DateField(_("Bắt đầu mới"), null=True, blank=True)
    new_due = models.DateField(_("Hạn mới"))
    asked_on = models.DateField(_("Xin ngày"))
    reason = models.TextField(_("Lý do"))
    document = models.ForeignKey(
        Document,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="deadline_changes",
        verbose_name=_("Văn bản"),
    )
    granted_on = models.DateField(_("Đồng ý ngày"), null=True, blank=True)
    refused_on = models.DateField(_("Không đồng ý ngày"), null=True, blank=True)
    answer = models.TextField(_("Ý kiến"), blank=True, default="")

    class Meta:
        ordering = ["id"]
        verbose_name = _("thay đổi thời hạn")

    def __str__(self) -> str:
        return day_words(self.new_due)
