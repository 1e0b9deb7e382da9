"""Tasks (nhiệm vụ) as printed, and work that stands in several plans."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models
from django.utils.translation import gettext_lazy as _

from thuongton.documents.models import Document
from thuongton.people.models import Unit, User
from thuongton.plans.choices import KINDS
from thuongton.plans.models.facts import ChangeRow, Facts
from thuongton.plans.models.plan import Plan, Section, Trigger


class CommonTask(models.Model):
    """The same work standing in several plans: done once, counted in each (nhiệm vụ cùng nội dung)."""

    linked_on = models.DateField(_("Nối ngày"), auto_now_add=True)
    linked_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("Người nối")
    )

    class Meta:
        verbose_name = _("nhiệm vụ chung")

    def __str__(self) -> str:
        return f"Nhiệm vụ chung {self.pk}"


class Task(Facts):
    """One task (nhiệm vụ) of a plan: as printed, with its rules and facts."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="tasks", verbose_name=_("Kế hoạch"))
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="owned_tasks", verbose_name=_("Đơn vị ban hành")
    )
    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("Nhóm")
    )
    order = models.PositiveIntegerField(_("Thứ tự"), default=0)
    code = models.CharField(_("Mã"), max_length=40)
    title = models.TextField(_("Nhiệm vụ"))
    product = models.TextField(_("Sản phẩm"), blank=True, default="")
    lead_text = models.TextField(_("Chủ trì (như in)"), blank=True, default="")
    coordinating_text = models.TextField(_("Phối hợp (như in)"), blank=True, default="")
    timing_text = models.TextField(_("Thời hạn (như in)"), blank=True, default="")
    regular = models.BooleanField(_("Thường xuyên"), default=False)
    duty = models.BooleanField(_("Trách nhiệm thực hiện"), default=False)
    unconfirmed = models.BooleanField(_("Như máy đọc, chưa ai xác nhận"), default=False)
    begun_on = models.DateField(_("Ghi nhận bắt đầu ngày"), null=True, blank=True)  # here; started_on follows from all
    kind = models.CharField(_("Loại thời hạn"), max_length=14, choices=KINDS, default="none")
    waits = models.BooleanField(_("Chờ sự kiện hoặc hạn của nơi khác"), default=False)
    trigger = models.ForeignKey(
        Trigger, on_delete=models.SET_NULL, null=True, blank=True, related_name="tasks", verbose_name=_("Chờ sự kiện")
    )
    opened_on = models.DateField(_("Sự kiện xảy ra ngày"), null=True, blank=True)
    agreed_due = models.DateField(_("Hạn quy ước"), null=True, blank=True)  # a reminder only; never makes a task late
    common = models.ForeignKey(
        CommonTask,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("Cùng nội dung với"),
    )
    source_start = models.PositiveIntegerField(_("Vị trí đầu trong văn bản"), null=True, blank=True)
    source_end = models.PositiveIntegerField(_("Vị trí cuối trong văn bản"), null=True, blank=True)
    cancel_reason = models.TextField(_("Lý do huỷ, điều chỉnh"), blank=True, default="")
    cancel_document = models.ForeignKey(
        Document,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Văn bản huỷ, điều chỉnh"),
    )
    search = models.TextField(editable=False, blank=True, default="")

    class Meta:
        ordering = ["plan", "order"]
        verbose_name = _("nhiệm vụ")
        verbose_name_plural = _("nhiệm vụ")
        constraints = [models.UniqueConstraint(fields=["plan", "code"], name="task_code_once")]
        indexes = [
            models.Index(fields=["unit", "due"]),
            models.Index(fields=["plan", "order"]),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"[:250]

    def own_changes(self) -> Sequence[ChangeRow]:
        """The changes of the task itself."""
        return [change for change in self.deadlinechanges.all() if change.occurrence_id is None]
