"""A person's decisions on how a lower plan covers a higher one, and on tasks that are one work in several plans."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from thuongton.audit.services import recording
from thuongton.people.models import User
from thuongton.people.queries import today
from thuongton.people.services import demand_writer
from thuongton.plans.models import CommonTask, Coverage, Plan, Task, Verdict
from thuongton.plans.services.refreshing import refresh_facts


def _demand_keeper(user: User | None, higher: Plan, lower: Plan) -> None:
    """Refuse unless the hat worn may write for the unit of either plan."""
    try:
        demand_writer(user, higher.unit)
    except PermissionDenied:
        demand_writer(user, lower.unit)


def decide_coverage(
    user: User | None,
    *,
    higher: Plan,
    lower: Plan,
    verdict: str,
    task: Task | None = None,
    group: str = "",
    by_task: Task | None = None,
    note: str = "",
) -> Coverage:
    """Decide how ``lower`` covers one task, or one group, of ``higher``; deciding again replaces the decision.

    Whoever keeps either plan may decide. Covered and partly need not name the lower task; missing names none.
    """
    _demand_keeper(user, higher, lower)
    if verdict not in Verdict.values:
        raise ValidationError(_("Chọn một mức: phủ, một phần, thiếu hoặc không thuộc cấp này."))
    if (task is None) == (not group):
        raise ValidationError(_("Chọn một nhiệm vụ hoặc một nhóm của kế hoạch cấp trên."))
    if (task is not None and task.plan_id != higher.pk) or (by_task is not None and by_task.plan_id != lower.pk):
        raise ValidationError(_("Nhiệm vụ được chọn không thuộc hai kế hoạch đang đối chiếu."))
    if verdict in (Verdict.MISSING, Verdict.NOT_THIS_LEVEL):
        by_task = None
    with recording(user, "Quyết định mức bao phủ", higher, unit=higher.unit, reason=note):
        Plan.objects.select_for_update(of=("self",)).get(pk=higher.pk)
        same = Coverage.objects.select_for_update().filter(plan=lower, higher=higher, task=task, group=group).first()
        row = same or Coverage(plan=lower, higher=higher, task=task, group=group)
        row.verdict, row.by_task, row.note, row.by, row.decided_on = verdict, by_task, note, user, today()
        row.save()
    return row


def undo_coverage(user: User | None, coverage: Coverage) -> None:
    """Take a decision back: the cell shows the suggestion again."""
    _demand_keeper(user, coverage.higher, coverage.plan)
    with recording(user, "Rút quyết định mức bao phủ", coverage.higher, unit=coverage.higher.unit):
        coverage.delete()


def link_tasks(user: User | None, task: Task, other: Task) -> CommonTask:
    """Say that two tasks of different plans are one work (nhiệm vụ cùng nội dung): done once, counted in each."""
    demand_writer(user, task.unit)
    if task.plan_id == other.plan_id:
        raise ValidationError(_("Hai nhiệm vụ cùng một kế hoạch không nối với nhau."))
    with recording(user, "Nối hai nhiệm vụ cùng nội dung", task, unit=task.unit):
        rows = {row.pk: row for row in Task.objects.select_for_update().filter(pk__in=[task.pk, other.pk])}
        mine, theirs = rows[task.pk], rows[other.pk]
        common = mine.common or theirs.common or CommonTask.objects.create(linked_by=user)
        if theirs.common_id and theirs.common_id != common.pk:
            Task.objects.filter(common=theirs.common_id).update(common=common)
        Task.objects.filter(pk__in=rows).update(common=common)
        task.refresh_from_db(fields=["common"])
        refresh_facts(task)
    return common


def unlink_task(user: User | None, task: Task) -> None:
    """Take a task out of its link; what was done for the others no longer counts for it."""
    demand_writer(user, task.unit)
    if task.common_id is None:
        return
    with recording(user, "Bỏ nối nhiệm vụ cùng nội dung", task, unit=task.unit):
        others = list(Task.objects.filter(common=task.common_id).exclude(pk=task.pk))
        Task.objects.filter(pk=task.pk).update(common=None)
        if len(others) == 1:
            Task.objects.filter(pk=others[0].pk).update(common=None)
        for row in (task, *others):
            row.refresh_from_db(fields=["common"])
            refresh_facts(row)
