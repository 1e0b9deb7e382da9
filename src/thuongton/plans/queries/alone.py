"""Tasks of which one person both asked for and decided something (một người vừa đề nghị vừa quyết định)."""

from __future__ import annotations

import datetime as dt

from django.db.models import F

from thuongton.audit.models import Event
from thuongton.plans.models import DeadlineChange, Plan, Proof, Task

MARK = "Một người vừa đề nghị vừa quyết định (đơn vị cho phép)"
"""How the reason of an event begins where the unit let one person do both."""


def decided_alone(plan: Plan, as_of: dt.date) -> set[int]:
    """Keys of the tasks of a plan of which, up to a day, one person both asked for and decided something.

    Products and extensions say so themselves; a deadline that one person corrected says so in the trail. Two queries.
    """
    proofs = Proof.objects.filter(task__plan=plan, accepted_on__lte=as_of, by=F("decided_by"))
    changes = DeadlineChange.objects.filter(task__plan=plan, granted_on__lte=as_of, by=F("decided_by"))
    rows = [found.order_by().values_list("task", flat=True) for found in (proofs, changes)]
    corrected = Event.objects.filter(
        subject_type=Task._meta.label_lower,
        subject_id__in=Task.objects.filter(plan=plan).values("pk"),
        at__date__lte=as_of,
        reason__startswith=MARK,
    )
    return set(rows[0].union(rows[1])) | set(corrected.order_by().values_list("subject_id", flat=True))
