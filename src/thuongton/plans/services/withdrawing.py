"""Withdrawing an adopted plan from tracking (rút khỏi theo dõi) while nothing was reported on it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from thuongton.audit.services import recording
from thuongton.people.models import User
from thuongton.people.scopes import Right, demand
from thuongton.plans.models import Plan, Task
from thuongton.plans.queries.correcting import what_keeps
from thuongton.records.services.rows import let_go


def withdraw_plan(user: User | None, plan: Plan, reason: str) -> None:
    """Take a plan, with its tasks, out of tracking; its paper and what was confirmed of it stay.

    Taking the paper in again undoes it. Raises ValidationError with a sentence when something was reported on it or
    rests on it, or when no reason is given; PermissionDenied.
    """
    demand(user, plan, Right.CORRECT)
    if not reason.strip():
        raise ValidationError(_("Ghi lý do rút kế hoạch."))
    paper, why = plan.document or plan.source, f"{plan}: {reason.strip()}"
    with recording(user, gettext_noop("Rút kế hoạch khỏi theo dõi"), paper, unit=plan.unit, reason=why):
        now = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
        tasks = list(Task.objects.select_for_update(of=("self",)).filter(plan=now).values_list("pk", flat=True))
        keeps = what_keeps(now)
        if keeps:
            raise ValidationError(keeps)
        let_go(Task, tasks)
        Task.objects.filter(pk__in=tasks).delete()
        now.delete()
