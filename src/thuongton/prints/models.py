"""Prints: what was shown to somebody on paper, kept just so."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thuongton.people.models import Unit, User

BASES = [("declared", _("Theo khai báo")), ("proven", _("Theo sản phẩm chứng minh"))]
"""By what finished work was counted, where a print counts it."""


class Printout(models.Model):
    """A print (bản in): its rows are frozen so that it can be printed again just so.

    ``kind`` names what was printed («plans.report», or the key of a list), ``unit`` whose rows it shows: people whose
    scope covers that unit may read it. ``subject`` is the record it is about, if any, by its label and key.
    """

    kind = models.CharField(_("Loại bản in"), max_length=60)
    title = models.CharField(_("Tên bản in"), max_length=500)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="printouts", verbose_name=_("Đơn vị"))
    subject_type = models.CharField(max_length=60, blank=True, default="")
    subject_id = models.BigIntegerField(null=True)
    as_of = models.DateField(_("Tính đến"))
    basis = models.CharField(_("Cách tính"), max_length=10, choices=BASES, blank=True, default="")
    body = models.JSONField(_("Nội dung đã in"))
    sha256 = models.CharField(_("Dấu vân tay SHA-256"), max_length=64)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("Người in"))
    made_at = models.DateTimeField(_("In lúc"), default=timezone.now)

    class Meta:
        db_table = "plans_printout"  # the trail has known it by this name since the first print
        ordering = ["-id"]
        verbose_name = _("bản in")
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="printout_subject")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of the print."""
        return reverse("prints:printout", args=[self.pk])

    @property
    def query(self) -> str:
        """The address that asked for a list, "" of any other print; read without the rows of the print."""
        return str(self.body.get("query", ""))
