"""Tasks that come in from a sheet: into a new plan, or added to one that is tracked; all of them or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from thuongton.audit.services import recording
from thuongton.people.models import Unit, User
from thuongton.people.services import demand_writer
from thuongton.plans.models import Plan
from thuongton.plans.services.adopting import adopt_plan, fill_plan
from vanban.text import fold


def import_new_plan(
    user: User | None,
    *,
    unit: Unit,
    title: str,
    tasks: Sequence[Mapping[str, Any]],
    number: str = "",
    issued_on: dt.date | None = None,
    tracked_from: dt.date | None,
    source_name: str = "",
) -> Plan:
    """Make a plan of the rows of a sheet. Raises ValidationError with a sentence when there is none."""
    with recording(user, "Nhập kế hoạch từ bảng", unit=unit, reason=source_name) as note:
        plan = adopt_plan(
            user, unit=unit, title=title, tasks=tasks, number=number, issued_on=issued_on, tracked_from=tracked_from
        )
        note.subject = plan
    return plan


def import_into_plan(
    user: User | None, plan: Plan, tasks: Sequence[Mapping[str, Any]], source_name: str = ""
) -> tuple[int, list[str]]:
    """Add rows of a sheet to a plan; rows whose words stand in it already are left out. Returns how many, and those."""
    demand_writer(user, plan.unit)
    with recording(user, "Thêm nhiệm vụ từ bảng", plan, unit=plan.unit, reason=source_name):
        plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
        known = {fold(title) for title in plan.tasks.values_list("title", flat=True)}
        wanted = [task for task in tasks if fold(task["title"]) not in known]
        if not wanted:
            raise ValidationError(_("Mọi dòng của bảng đã có trong kế hoạch này, không thêm gì."))
        fill_plan(plan, wanted)
    return len(wanted), [task["title"] for task in tasks if fold(task["title"]) in known]
