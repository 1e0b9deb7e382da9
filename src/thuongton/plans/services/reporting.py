"""Taking over what a report says of the tasks of a plan: declarations beside what is proven, nothing dropped unseen."""

from __future__ import annotations

from collections.abc import Iterable

from thuongton.audit.services import recording
from thuongton.calendars.periods import Period
from thuongton.documents.models import Document
from thuongton.people.models import User
from thuongton.people.scopes import Right, demand
from thuongton.plans.models import Plan
from thuongton.plans.services.facts import declare
from thuongton.plans.taking_in.read_task import ReadTask
from vanban.text import fold, join_lines


def declare_from_reading(
    user: User | None, plan: Plan, *, document: Document, tasks: Iterable[ReadTask], period: Period
) -> list[ReadTask]:
    """Record what a report says of the tasks of a plan as declarations; returns the entries that fit no task.

    Of ``tasks`` those with ``progress`` count. ``reports_on`` holds the code of
    the task, otherwise the same words of the title decide. All of them are recorded or none.
    """
    demand(user, plan)
    demand(user, document, Right.READ)
    rows = list(plan.tasks.select_related("unit", "plan"))
    by_code = {row.code: row for row in rows}
    by_title = {_key(row.title): row for row in rows}
    unmatched = []
    with recording(user, "Ghi nhận tiến độ theo báo cáo", plan, unit=plan.unit):
        for entry in tasks:
            progress = entry.progress
            if progress is None:
                continue
            row = by_code.get(entry.reports_on or "") or by_title.get(_key(entry.title))
            if row is None or not progress.status:
                unmatched.append(entry)
                continue
            declare(
                user,
                row,
                progress.status,
                period.end,
                period_start=period.start,
                result=progress.result or "",
                note=progress.note or "",
                document=document,
            )
    return unmatched


def _key(title: str) -> str:
    return join_lines(fold(title)).strip(" .;,")
