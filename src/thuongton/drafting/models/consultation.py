"""Who was asked about a draft, what was answered, what became of it (lấy ý kiến; tổng hợp, giải trình, tiếp thu)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thuongton.cases.models import Case
from thuongton.people.models import User


class ConsultedBody(models.Model):
    """A body or group that was asked (cơ quan, đối tượng được lấy ý kiến); silent while ``answered_on`` is empty."""

    class Answer(models.TextChoices):
        """What it said as a whole."""

        AGREED = "agreed", _("Nhất trí")
        REMARKS = "remarks", _("Có ý kiến")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", verbose_name=_("Hồ sơ soạn thảo"))
    name = models.CharField(_("Cơ quan, đối tượng được hỏi"), max_length=300)
    asked_on = models.DateField(_("Hỏi ngày"))
    due = models.DateField(_("Đề nghị trả lời trước ngày"), null=True, blank=True)
    answered_on = models.DateField(_("Trả lời ngày"), null=True, blank=True)
    number = models.CharField(_("Số văn bản trả lời"), max_length=120, blank=True, default="")
    answer = models.CharField(_("Trả lời"), max_length=7, choices=Answer, blank=True, default="")

    class Meta:
        verbose_name = _("cơ quan được lấy ý kiến")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["case", "name"], name="consulted_body_once")]

    def __str__(self) -> str:
        return self.name


class DraftRemark(models.Model):
    """One opinion on a provision of the draft (ý kiến góp ý): received, or explained with a reason; else open."""

    class Outcome(models.TextChoices):
        """What the drafters did with it."""

        RECEIVED = "received", _("Tiếp thu")
        PARTLY = "partly", _("Tiếp thu một phần")
        EXPLAINED = "explained", _("Giải trình")

    body = models.ForeignKey(
        ConsultedBody, on_delete=models.CASCADE, related_name="remarks", verbose_name=_("Cơ quan góp ý")
    )
    provision = models.CharField(_("Điều, khoản của dự thảo"), max_length=200, blank=True, default="")
    words = models.TextField(_("Ý kiến"))
    outcome = models.CharField(_("Kết quả"), max_length=9, choices=Outcome, blank=True, default="")
    reason = models.TextField(_("Nội dung tiếp thu, giải trình"), blank=True, default="")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("Người ghi"))
    at = models.DateTimeField(_("Ghi lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("ý kiến góp ý")
        ordering = ["body", "id"]

    def __str__(self) -> str:
        return self.words[:80]
