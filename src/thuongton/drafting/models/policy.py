"""The policy of a draft (nội dung chính sách): problems, causes, goals, solutions; 26/2025/TT-BTP Điều 10."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thuongton.cases.models import Case


class PolicyProblem(models.Model):
    """A problem that the draft is to solve (vấn đề), with its causes in law, the goal and whom it concerns."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", verbose_name=_("Hồ sơ soạn thảo"))
    place = models.PositiveIntegerField(_("Thứ tự"))
    problem = models.TextField(_("Vấn đề"))
    causes = models.TextField(_("Nguyên nhân"), blank=True, default="")
    goal = models.TextField(_("Mục tiêu"), blank=True, default="")
    targets = models.TextField(_("Đối tượng chịu tác động"), blank=True, default="")
    why_chosen = models.TextField(_("Lý do chọn giải pháp"), blank=True, default="")

    class Meta:
        verbose_name = _("vấn đề của chính sách")
        ordering = ["case", "place", "id"]

    def __str__(self) -> str:
        return self.problem[:80]


class PolicySolution(models.Model):
    """A solution weighed for a problem (giải pháp); ``keeps``: keep as is (giữ nguyên hiện trạng), not counted."""

    problem = models.ForeignKey(
        PolicyProblem, on_delete=models.CASCADE, related_name="solutions", verbose_name=_("Vấn đề")
    )
    words = models.TextField(_("Giải pháp"))
    keeps = models.BooleanField(_("Giữ nguyên hiện trạng"), default=False)
    impact = models.TextField(_("Tác động"), blank=True, default="")
    chosen = models.BooleanField(_("Được chọn"), default=False)

    class Meta:
        verbose_name = _("giải pháp của chính sách")
        ordering = ["problem", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["problem"], name="policy_solution_chosen_once", condition=models.Q(chosen=True)
            )
        ]

    def __str__(self) -> str:
        return self.words[:80]
