"""The working calendar: which days are off, and by which paper."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class DayKind(models.TextChoices):
    """What makes a day differ from its weekday."""

    HOLIDAY = "holiday", _("Nghỉ lễ, tết")
    SWAPPED_OFF = "swapped_off", _("Nghỉ hoán đổi")
    SWAPPED_ON = "swapped_on", _("Làm bù")


class CalendarDay(models.Model):
    """A day that is off though a weekday, or worked though a weekend (ngày nghỉ, làm bù), with its legal source."""

    day = models.DateField(_("Ngày"), unique=True)
    kind = models.CharField(_("Loại"), max_length=12, choices=DayKind)
    name = models.CharField(_("Tên ngày"), max_length=160)
    source = models.CharField(_("Căn cứ"), max_length=255)

    class Meta:
        ordering = ["day"]
        verbose_name = _("ngày của lịch")
        verbose_name_plural = _("lịch làm việc")

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.name}"
