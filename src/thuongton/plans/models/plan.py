"""Plans (kế hoạch), their groups of tasks and what they wait for."""

from __future__ import annotations

from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from thuongton.documents.models import Document
from thuongton.people.models import Unit


class Plan(models.Model):
    """A plan (kế hoạch) with the paper it comes from.

    ``tracked_from`` empty means the plan is kept for comparison only (chỉ để đối chiếu): it stands in coverage
    matrices but in no work list and no count.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="plans", verbose_name=_("Đơn vị ban hành"))
    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="plan", verbose_name=_("Văn bản")
    )
    source = models.ForeignKey(
        Document,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="plans_read_from",
        verbose_name=_("Đọc từ"),
    )
    number = models.CharField(_("Số, ký hiệu"), max_length=120, blank=True, default="")
    issued_on = models.DateField(_("Ngày ban hành"), null=True, blank=True)
    title = models.TextField(_("Trích yếu"))
    implements = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="implemented_by", verbose_name=_("Thực hiện kế hoạch")
    )
    agreed_days = models.PositiveSmallIntegerField(_("Hạn quy ước cho «ngay sau khi» (ngày làm việc)"), default=15)
    tracked_from = models.DateField(_("Theo dõi từ ngày"), null=True, blank=True)

    class Meta:
        ordering = ["-issued_on", "-id"]
        verbose_name = _("kế hoạch")
        verbose_name_plural = _("kế hoạch")

    def __str__(self) -> str:
        return f"{self.number or _('(chưa có số)')} – {self.title}"[:250]

    @property
    def called(self) -> str:
        """What pages call the plan where there is little room: its number, else the first words of its title."""
        return self.number or Truncator(self.title).chars(60)


class Section(models.Model):
    """A heading row of the plan (nhóm nhiệm vụ), kept in the order of the paper."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="sections", verbose_name=_("Kế hoạch"))
    order = models.PositiveIntegerField(_("Thứ tự"))
    part = models.CharField(_("Phần"), max_length=20, blank=True, default="")
    part_title = models.CharField(_("Tên phần"), max_length=300, blank=True, default="")
    label = models.CharField(_("Nhóm"), max_length=20, blank=True, default="")
    title = models.TextField(_("Tên nhóm"), blank=True, default="")

    class Meta:
        ordering = ["plan", "order"]
        verbose_name = _("nhóm nhiệm vụ")

    def __str__(self) -> str:
        return f"{self.label} {self.title}".strip()[:200]


class Trigger(models.Model):
    """What some tasks wait for (chờ cấp trên): an event of somebody else, and since when it has been owed.

    ``occurred_on`` empty means it has not happened; ``owed_by`` empty means the paper does not say who owes it.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="triggers", verbose_name=_("Kế hoạch"))
    name = models.CharField(_("Sự kiện"), max_length=400)
    owed_by = models.CharField(_("Ai nợ"), max_length=200, blank=True, default="")
    owed_since = models.DateField(_("Chờ từ ngày"), null=True, blank=True)
    occurred_on = models.DateField(_("Xảy ra ngày"), null=True, blank=True)
    document = models.ForeignKey(
        Document,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="triggers",
        verbose_name=_("Văn bản chứng minh"),
    )

    class Meta:
        ordering = ["plan", "id"]
        verbose_name = _("sự kiện chờ")

    def __str__(self) -> str:
        return self.name
