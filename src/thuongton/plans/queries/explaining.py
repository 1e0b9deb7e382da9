"""What the explanation of a deadline is made from, read in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from copy import copy

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from thuongton.calendars.queries import calendar
from thuongton.plans.deadlines.explain import Why, why
from thuongton.plans.models import DeadlineChange, Plan, Task
from thuongton.plans.status import Basis
from thuongton.web.dates import day_words


def source_of(plan: Plan) -> str:
    """The paper that the rules of a plan were read from, as it is cited."""
    if plan.document is not None:
        return plan.document.short
    day = f" ngày {day_words(plan.issued_on)}" if plan.issued_on else ""
    return f"Kế hoạch {plan.number}{day}" if plan.number else Truncator(plan.title).chars(120)


def why_of(task: Task, as_of: dt.date, basis: Basis = Basis.DECLARED, *, whole: bool = True) -> Why:
    """«Vì sao có hạn này?» for one task on a day.

    Without ``whole`` (a plan read from a unit below) only granted changes are told, and no paper and no reason.
    """
    changes = list(DeadlineChange.objects.filter(task=task, occurrence__isnull=True).select_related("document"))
    trigger = task.trigger
    if not whole:
        if trigger is not None:
            trigger = copy(trigger)
            trigger.document = None  # its paper stands in the register of the plan's unit
        changes = [change for change in changes if change.granted_on]
        for change in changes:
            change.document, change.reason = None, _("lý do do đơn vị quản lý kế hoạch giữ")
    return why(
        task,
        as_of,
        rules=list(task.rules.all()),
        trigger=trigger,
        changes=changes,
        agreed_days=task.plan.agreed_days,
        calendar=calendar(unit=task.unit),
        source=source_of(task.plan),
        basis=basis,
    )
