"""A case that becomes a task (khó khăn, vướng mắc thành nhiệm vụ), in whatever room keeps tasks."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from thuongton.audit.services import acting
from thuongton.cases.models import Case
from thuongton.cases.queries.cases import kind_of
from thuongton.cases.services.acting import act_on
from thuongton.people.models import User
from thuongton.people.scopes import demand
from thuongton.web.work import TakenWork, take_work


def make_task(user: User, case: Case, title: str, *, place: str, on: str, seq: int | None = None) -> TakenWork:
    """Make a task of a case at a place that takes work, and note it by the act of the kind; both or nothing.

    ``place``: one of ``web.work.work_places``; ``seq``: how many acts of the case the person saw. Raises NotAllowed,
    ValidationError, PermissionDenied.
    """
    demand(user, case)
    task = kind_of(case).becomes_task
    if task is None:
        raise ValidationError(_("Hồ sơ loại này không thành nhiệm vụ."))
    with acting():
        taken = take_work(user, place, title)
        act_on(user, case, task.act, on, {task.names: taken.words}, seq=seq)
    return taken
