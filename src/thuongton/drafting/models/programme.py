"""The programme of the year (chương trình xây dựng văn bản của năm) and its lines, adopted as one list."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thuongton.cases.models import Case
from thuongton.drafting.local_forms import LocalForm
from thuongton.people.models import Unit, User


class Programme(models.Model):
    """What a unit means to issue in a year; once adopted (ban hành) its lines stand, later ones name their basis."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="drafting_programmes", verbose_name=_("Đơn vị")
    )
    year = models.PositiveIntegerField(_("Năm"))
    title = models.CharField(_("Tên gọi"), max_length=300)
    number = models.CharField(_("Số văn bản ban hành"), max_length=120, blank=True, default="")
    adopted_on = models.DateField(_("Ban hành ngày"), null=True, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("Người lập"))
    made_at = models.DateTimeField(_("Lập lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("chương trình xây dựng văn bản")
        ordering = ["-year", "-id"]
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="drafting_programme_once")]

    def __str__(self) -> str:
        return self.title


class ProgrammeLine(models.Model):
    """A document to be drafted (dòng của chương trình): form, who drafts, month, what it rests on, its procedure.

    ``drafter`` is empty where the body is no unit here: ``drafter_told`` has its name. ``basis`` is the paper by which
    a line came after adoption; ``dropped_why`` says why a line was taken out.
    """

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="lines", verbose_name=_("Chương trình")
    )
    place = models.PositiveIntegerField(_("Thứ tự"))
    form = models.CharField(_("Hình thức văn bản"), max_length=40, choices=LocalForm)
    title = models.TextField(_("Tên gọi văn bản"))
    drafter = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Đơn vị chủ trì")
    )
    drafter_told = models.CharField(_("Cơ quan chủ trì soạn thảo"), max_length=300, blank=True, default="")
    month = models.PositiveSmallIntegerField(_("Tháng dự kiến trình"), null=True, blank=True)
    provision = models.CharField(_("Điều khoản giao, căn cứ"), max_length=500, blank=True, default="")
    note = models.TextField(_("Ghi chú"), blank=True, default="")
    basis = models.CharField(_("Căn cứ bổ sung"), max_length=300, blank=True, default="")
    case = models.ForeignKey(
        Case, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Hồ sơ soạn thảo")
    )
    dropped_why = models.CharField(_("Lý do đưa ra khỏi chương trình"), max_length=400, blank=True, default="")

    class Meta:
        verbose_name = _("dòng của chương trình")
        ordering = ["programme", "place", "id"]
        indexes = [models.Index(fields=["case"], name="drafting_line_of_case")]

    def __str__(self) -> str:
        return self.title[:80]
