"""What the explanation of a deadline is made from, read in a fixed number of queries."""

from __future__ import annotations

import datetime as dt

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


def why_of(task: Task, as_of: dt.date, basis: Basis = Basis.DECLARED) -> Why:
    """«Vì sao có hạn này?» for one task on a day."""
    changes = DeadlineChange.objects.filter(task=task, occurrence__isnull=True).select_related("document")
    return why(
        task,
        as_of,
        rules=list(task.rules.all()),
        trigger=task.trigger,
        changes=list(changes),
        agreed_days=task.plan.agreed_days,
        calendar=calendar(),
        source=source_of(task.plan),
        basis=basis,
    )
