"""The steps of a task inside an office; who answers for it and what is said of it stand in ``records``."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from thuongton.audit.services import recording
from thuongton.people.models import User
from thuongton.people.queries import colleague_hat, today
from thuongton.people.scopes import Right, demand
from thuongton.plans.models import Subtask, Task
from thuongton.plans.queries.children import side_of


def add_subtask(
    user: User, task: Task, title: str, *, due: dt.date | None = None, person: User | None = None
) -> Subtask:
    """Add a step (việc con)."""
    demand(user, task, Right.PART)
    unit = side_of(user, task)
    if not title.strip():
        raise ValidationError(_("Hãy ghi việc con cần làm."))
    if person is not None and colleague_hat(user, person) is None:
        raise ValidationError(_("Người này không thuộc phạm vi của bạn nên không giao việc con được."))
    with recording(user, "Thêm việc con", task, unit=unit):
        return Subtask.objects.create(task=task, unit=unit, title=title.strip()[:300], due=due, person=person, by=user)


def finish_subtask(user: User, subtask: Subtask) -> Subtask:
    """Tick a step off, or open it again when it was done."""
    demand(user, subtask)
    act = gettext_noop("Xong việc con") if subtask.done_on is None else gettext_noop("Mở lại việc con")
    with recording(user, act, subtask.task, unit=subtask.unit):
        subtask.done_on = None if subtask.done_on else today()
        subtask.save(update_fields=["done_on"])
    return subtask
