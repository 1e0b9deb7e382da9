"""Tasks that come in from a sheet: into a new plan, or added to one that is tracked; all of them or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from thuongton.audit.services import recording
from thuongton.people.models import Unit, User
from thuongton.people.queries import today
from thuongton.people.scopes import demand
from thuongton.people.services import add_alias
from thuongton.plans.models import Plan, Task
from thuongton.plans.services.adopting import adopt_plan, fill_plan
from thuongton.plans.services.facts import declare
from thuongton.plans.taking_in.read_task import ReadTask
from vanban.text import fold


def import_new_plan(
    user: User | None,
    unit: Unit,
    *,
    title: str,
    tasks: Sequence[ReadTask],
    number: str = "",
    issued_on: dt.date | None = None,
    tracked_from: dt.date | None,
    source_name: str = "",
    agencies: Mapping[str, Unit] | None = None,
    said_until: dt.date | None = None,
) -> Plan:
    """Make a plan of the rows of a sheet. ``agencies`` are names that a person explained, kept as other names of units.

    What rows state of themselves (``stated`` in a task) is recorded as declarations up to ``said_until`` (today unless
    told), never as a proof. Raises ValidationError with a sentence when there is none."""
    with recording(user, "Nhập kế hoạch từ bảng", unit=unit, reason=source_name) as note:
        _remember(user, unit, agencies)
        plan = adopt_plan(
            user, unit, title=title, tasks=tasks, number=number, issued_on=issued_on, tracked_from=tracked_from
        )
        note.subject = plan
        _declare(user, list(plan.tasks.order_by("order")), tasks, said_until or today())
    return plan


def _remember(user: User | None, scope: Unit, agencies: Mapping[str, Unit] | None) -> None:
    for name, meant in (agencies or {}).items():
        add_alias(user, meant, name, scope=scope)


def _declare(user: User | None, rows: Sequence[Task], tasks: Sequence[ReadTask], until: dt.date) -> None:
    """Declare for each new row what the sheet states of it; a day of finishing after ``until`` stays in its words."""
    for row, task in zip(rows, tasks, strict=True):
        said = task.stated
        if said is None:
            continue
        done = said.done_on
        declare(
            user,
            row,
            said.state,
            until,
            done_on=done if done and done <= until else None,
            result=said.result,
            note=said.text,
        )


def import_into_plan(
    user: User | None,
    plan: Plan,
    tasks: Sequence[ReadTask],
    *,
    source_name: str = "",
    agencies: Mapping[str, Unit] | None = None,
    said_until: dt.date | None = None,
) -> tuple[int, list[str]]:
    """Add rows of a sheet to a plan; rows whose words stand in it already are left out. Returns how many, and those."""
    demand(user, plan)
    with recording(user, "Thêm nhiệm vụ từ bảng", plan, unit=plan.unit, reason=source_name):
        plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
        known = {fold(title) for title in plan.tasks.values_list("title", flat=True)}
        wanted = [task for task in tasks if fold(task.title) not in known]
        if not wanted:
            raise ValidationError(_("Mọi dòng của bảng đã có trong kế hoạch này, không thêm gì."))
        _remember(user, plan.unit, agencies)
        _declare(user, fill_plan(plan, wanted), wanted, said_until or today())
    return len(wanted), [task.title for task in tasks if fold(task.title) in known]
