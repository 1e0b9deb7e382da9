"""How plans take work that another room found (``web.work``)."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from thuongton.people.models import User
from thuongton.plans.queries.taking_work import MOST, plan_taking_work, plans_taking_work
from thuongton.plans.services.taking_work import take_up
from thuongton.web.work import TakenWork, WorkTaker


def _places(user: User) -> list[tuple[str, str]]:
    return [(str(plan.pk), plan.called) for plan in plans_taking_work(user)[:MOST]]


def _take(user: User, key: str, title: str) -> TakenWork:
    plan = plan_taking_work(user, key)
    if plan is None:
        raise ValidationError(_("Không có nơi nhận việc đã chọn."))
    task = take_up(user, plan, title)
    return TakenWork(f"{plan.called}, {task.code}", reverse("plans:task", args=[task.pk]))


TAKES_WORK = WorkTaker("plans", _places, _take)
