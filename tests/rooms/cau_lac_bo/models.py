"""Legal clubs (câu lạc bộ pháp luật) of communes: what a unit says of each."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse

from thuongton.people.models import Unit
from vanban.text import fold


class Field(models.TextChoices):
    """What a club is mostly about (lĩnh vực)."""

    LAND = "land", "Đất đai"
    FAMILY = "family", "Hôn nhân và gia đình"
    YOUTH = "youth", "Thanh niên"
    OTHER = "other", "Khác"


class LegalClub(models.Model):
    """One club."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    name = models.CharField("tên câu lạc bộ", max_length=200)
    field = models.CharField("lĩnh vực", max_length=10, choices=Field.choices, default=Field.OTHER)
    head = models.CharField("chủ nhiệm", max_length=120, blank=True)
    members = models.PositiveIntegerField("số thành viên", default=0)
    founded_on = models.DateField("ngày thành lập", null=True, blank=True)
    note = models.TextField("ghi chú", max_length=2000, blank=True)
    search = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = "câu lạc bộ pháp luật"

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the words it is found by."""
        self.search = fold(f"{self.name} {self.head} {self.note}")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """The page of the club."""
        return reverse("cau_lac_bo:record", args=[self.pk])
