"""Offers to count tasks of several sides as one work, and their answers."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thuongton.people.models import User


class LinkOffer(models.Model):
    """An offer to count a task and one of another side as one work (đề nghị nối nhiệm vụ cùng nội dung).

    Open until each task in it has an answer (``LinkConsent``); refused or withdrawn it links nothing.
    """

    OUTCOMES = [("linked", _("Đã nối")), ("refused", _("Không đồng ý")), ("withdrawn", _("Rút lại"))]

    task = models.ForeignKey(
        "plans.Task", on_delete=models.CASCADE, related_name="link_offers", verbose_name=_("Nhiệm vụ")
    )
    other = models.ForeignKey(
        "plans.Task", on_delete=models.CASCADE, related_name="link_offers_received", verbose_name=_("Nối với nhiệm vụ")
    )
    by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("Người đề nghị")
    )
    asked_on = models.DateField(_("Đề nghị ngày"))
    closed_on = models.DateField(_("Kết thúc ngày"), null=True, blank=True)
    outcome = models.CharField(_("Kết quả"), max_length=10, choices=OUTCOMES, blank=True, default="")

    class Meta:
        ordering = ["id"]
        verbose_name = _("đề nghị nối nhiệm vụ")

    def __str__(self) -> str:
        return f"{self.task} – {self.other}"[:250]


class LinkConsent(models.Model):
    """The answer of one task's side to an offer to link it (trả lời đề nghị nối); ``agreed`` empty: none yet."""

    offer = models.ForeignKey(
        LinkOffer, on_delete=models.CASCADE, related_name="consents", verbose_name=_("Đề nghị nối")
    )
    task = models.ForeignKey(
        "plans.Task", on_delete=models.CASCADE, related_name="link_consents", verbose_name=_("Nhiệm vụ")
    )
    agreed = models.BooleanField(_("Đồng ý"), null=True)
    answered_on = models.DateField(_("Trả lời ngày"), null=True, blank=True)
    by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("Người trả lời")
    )
    reason = models.TextField(_("Lý do"), blank=True, default="")

    class Meta:
        ordering = ["id"]
        verbose_name = _("trả lời đề nghị nối")
        constraints = [models.UniqueConstraint(fields=["offer", "task"], name="link_consent_once")]

    def __str__(self) -> str:
        return f"{self.task}"[:250]
