"""The text that a drafting procedure is about: a draft of the documents room, with its versions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thuongton.cases.models import Case
from thuongton.documents.models import Draft
from thuongton.people.models import User


class LinkedDraft(models.Model):
    """The draft (bản dự thảo) of a drafting case: its own procedure, and no other's."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="+", verbose_name=_("Hồ sơ soạn thảo"))
    draft = models.OneToOneField(
        Draft, on_delete=models.CASCADE, related_name="drafting", verbose_name=_("Bản dự thảo")
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("Người gắn"))
    at = models.DateTimeField(_("Gắn lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("dự thảo của hồ sơ")

    def __str__(self) -> str:
        return str(self.draft)
