"""The parts of an appraisal dossier (hồ sơ gửi thẩm định) as they were found."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thuongton.cases.models import Case
from thuongton.people.models import User


class DossierPart(models.Model):
    """A part of the dossier of a draft (thành phần hồ sơ): ``part`` names it in ``data/dossier.toml``.

    ``present`` empty: not looked at yet. Returns of the dossier are acts of the case.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", verbose_name=_("Hồ sơ soạn thảo"))
    part = models.CharField(_("Thành phần"), max_length=40)
    present = models.BooleanField(_("Có trong hồ sơ"), null=True)
    note = models.CharField(_("Nhận xét"), max_length=400, blank=True, default="")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("Người kiểm tra"))
    at = models.DateTimeField(_("Kiểm tra lúc"), auto_now=True)

    class Meta:
        verbose_name = _("thành phần hồ sơ thẩm định")
        ordering = ["case", "id"]
        constraints = [models.UniqueConstraint(fields=["case", "part"], name="dossier_part_once")]

    def __str__(self) -> str:
        return self.part
