"""What a unit says of a task (khai báo) beside what a product proves."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thuongton.documents.models import Document
from thuongton.people.models import Unit
from thuongton.plans.models.on_task import Decided, OnTask
from thuongton.web.dates import day_words


class Declaration(OnTask):
    """What a unit says of a task for a period (khai báo): kept beside what is proven, never instead of it.

    ``unit`` empty speaks for the whole task; set, for the part of one of several leads, which decides no status.
    """

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="declarations", verbose_name=_("Đơn vị")
    )
    state = models.CharField(
        _("Trạng thái khai báo"),
        max_length=12,
        choices=[
            ("completed", _("Đã hoàn thành")),
            ("in_progress", _("Đang thực hiện")),
            ("not_due", _("Chưa đến hạn")),
        ],
    )
    period_start = models.DateField(_("Kỳ báo cáo từ ngày"), null=True, blank=True)
    period_end = models.DateField(_("Kỳ báo cáo đến ngày"))
    done_on = models.DateField(_("Ngày hoàn thành (nếu báo cáo ghi)"), null=True, blank=True)
    result = models.TextField(_("Kết quả (như in)"), blank=True, default="")
    note = models.TextField(_("Ghi chú (như in)"), blank=True, default="")
    document = models.ForeignKey(
        Document,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="declarations",
        verbose_name=_("Văn bản"),
    )

    class Meta:
        ordering = ["period_end", "id"]
        verbose_name = _("khai báo")

    def __str__(self) -> str:
        return f"{self.get_state_display()} – {day_words(self.period_end)}"


class ProofKind(models.TextChoices):
    """What a paper proves."""

    PRODUCT = "product", _("Sản phẩm đã ban hành")
    SUBMISSION = "submission", _("Trình, lấy ý kiến (chưa phải sản phẩm)")


class Proof(Decided):
    """The paper that proves a task (sản phẩm): only an accepted product closes it, on the day it was signed."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="proofs", verbose_name=_("Văn bản"))
    kind = models.CharField(_("Loại"), max_length=12, choices=ProofKind, default=ProofKind.PRODUCT)
    signed_on = models.DateField(_("Ngày ký"))
    accepted_on = models.DateField(_("Duyệt ngày"), null=True, blank=True)
    refused_on = models.DateField(_("Trả lại ngày"), null=True, blank=True)
    refusal = models.TextField(_("Lý do trả lại"), blank=True, default="")
    note = models.TextField(_("Ghi chú"), blank=True, default="")

    class Meta:
        ordering = ["id"]
        verbose_name = _("sản phẩm chứng minh")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.document.short}"
