"""Rules of deadlines (quy tắc thời hạn) and the turns they give (kỳ thực hiện)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models
from django.utils.translation import gettext_lazy as _

from thuongton.plans.choices import KINDS
from thuongton.plans.models.facts import ChangeRow, Facts
from thuongton.plans.models.task import Task


class Rule(models.Model):
    """One rule of a deadline (quy tắc thời hạn) as read from the paper; a composite phrase has several."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="rules", verbose_name=_("Nhiệm vụ"))
    order = models.PositiveSmallIntegerField(_("Thứ tự"), default=0)
    kind = models.CharField(_("Loại thời hạn"), max_length=14, choices=KINDS)
    start = models.DateField(_("Bắt đầu"), null=True, blank=True)
    due = models.DateField(_("Hạn"), null=True, blank=True)
    rrule = models.CharField(_("Quy tắc lặp"), max_length=200, blank=True, default="")
    window = models.CharField(_("Độ dài kỳ"), max_length=20, blank=True, default="")
    event = models.CharField(_("Sự kiện"), max_length=400, blank=True, default="")
    offset_days = models.SmallIntegerField(_("Số ngày tính từ sự kiện"), null=True, blank=True)
    offset_unit = models.CharField(
        _("Cách đếm ngày"),
        max_length=12,
        blank=True,
        default="",
        choices=[("day", _("Ngày theo lịch")), ("working_day", _("Ngày làm việc"))],
    )
    shift = models.CharField(
        _("Khi hạn rơi vào ngày nghỉ"),
        max_length=8,
        blank=True,
        default="",
        choices=[
            ("", _("Theo quy định chung")),
            ("previous", _("Ngày làm việc liền trước")),
            ("next", _("Ngày làm việc tiếp theo")),
        ],
    )
    text = models.TextField(_("Cụm từ thời hạn"), blank=True, default="")
    confidence = models.FloatField(_("Độ chắc của máy"), default=0)

    class Meta:
        ordering = ["task", "order"]
        verbose_name = _("quy tắc thời hạn")

    def __str__(self) -> str:
        return self.text or str(self.get_kind_display())


class Occurrence(Facts):
    """One turn of a repeating task (kỳ thực hiện), made up to a horizon of 24 months."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="occurrences", verbose_name=_("Nhiệm vụ"))
    rule = models.ForeignKey(
        Rule, on_delete=models.CASCADE, related_name="occurrences", verbose_name=_("Quy tắc thời hạn")
    )
    period = models.CharField(_("Kỳ"), max_length=30)

    class Meta:
        ordering = ["due"]
        verbose_name = _("kỳ thực hiện")
        constraints = [models.UniqueConstraint(fields=["rule", "period"], name="occurrence_once")]
        indexes = [models.Index(fields=["due"])]

    regular = False
    waits = False
    opened_on = None

    def __str__(self) -> str:
        return f"{self.task.code} – {self.period}"

    def own_changes(self) -> Sequence[ChangeRow]:
        """The changes of this occurrence."""
        return list(self.deadlinechanges.all())
