"""Work found in another room (khó khăn, vướng mắc) becomes a task of a plan."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from thuongton.people.models import User
from thuongton.plans.models import Plan, Task
from thuongton.plans.queries.taking_work import numbers_taken
from thuongton.plans.services.tasks import create_task

MARK = "VM"
LONGEST = 1_000


def take_up(user: User | None, plan: Plan, title: str) -> Task:
    """Add a task for what was found, of the unit of the plan, under the next number of its own kind («VM2»).

    Raises ValidationError without a title, PermissionDenied for who does not write the plan.
    """
    title = " ".join(title.split())
    if not title or len(title) > LONGEST:
        raise ValidationError({"title": _("Ghi nội dung nhiệm vụ, không quá một nghìn chữ cái.")})
    code = f"{MARK}{max(numbers_taken(plan, MARK), default=0) + 1}"
    return create_task(user, plan, code=code, title=title, leads=[(str(plan.unit), plan.unit)])
