"""What the explanation of a deadline is made from, read in a fixed number of queries."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from thuongton.calendars.queries import calendar
from thuongton.plans.explain import Why, why
from thuongton.plans.models import DeadlineChange, Plan, Task
from thuongton.plans.status import Basis


def source_of(plan: Plan) -> str:
    """The paper that the rules of a plan were read from, as it is cited."""
    if plan.document is not None:
        return plan.document.short
    day = f" ngày {plan.issued_on.day}/{plan.issued_on.month}/{plan.issued_on.year}" if plan.issued_on else ""
    return f"Kế hoạch {plan.number}{day}" if plan.number else plan.title[:120]


def why_of(task: Task, as_of: dt.date, basis: Basis = Basis.DECLARED, *, whole: bool = True) -> Why:
    """«Vì sao có hạn này?» for one task on a day.

    Without ``whole`` (a plan read from a unit below) only granted changes are told, without their paper and reason.
    """
    changes = list(DeadlineChange.objects.filter(task=task, occurrence__isnull=True).select_related("document"))
    if not whole:
        changes = [change for change in changes if change.granted_on]
        for change in changes:
            change.document, change.reason = None, _("lý do do đơn vị quản lý kế hoạch giữ")
    return why(
        task,
        as_of,
        rules=list(task.rules.all()),
        trigger=task.trigger,
        changes=changes,
        agreed_days=task.plan.agreed_days,
        calendar=calendar(),
        source=source_of(task.plan),
        basis=basis,
    )
