"""A person's decisions on how a lower plan covers a higher one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from thuongton.audit.services import recording
from thuongton.people.models import User
from thuongton.people.queries import today
from thuongton.people.scopes import Right, demand, holds
from thuongton.plans.models import Coverage, Plan, Task, Verdict
from thuongton.plans.queries.coverage import mark_of_decision
from thuongton.web.forms.marks import ChangedMeanwhile, demand_unchanged


def _keeper(user: User | None, higher: Plan, lower: Plan) -> Plan:
    """The plan whose side the hat worn decides for: the higher one when it may write there, else the lower one.

    Raises PermissionDenied when it may write for neither, or may not read the other.
    """
    demand(user, higher, Right.READ)
    demand(user, lower, Right.READ)
    if holds(user, higher):
        return higher
    demand(user, lower)
    return lower


def decide_coverage(
    user: User | None,
    higher: Plan,
    lower: Plan,
    verdict: str,
    *,
    task: Task | None = None,
    group: str = "",
    by_task: Task | None = None,
    note: str = "",
    seen: str | None = None,
) -> Coverage:
    """Decide how ``lower`` covers one task, or one group, of ``higher``; deciding again replaces the decision.

    Whoever keeps either plan may decide; what the other side decided stays, but the keeper of the higher plan may
    decide over it. Covered and partly need not name the lower task; missing names none. ``seen`` is the mark of
    the decision that the person saw (``queries.coverage.mark_of_decision``).
    """
    keeper = _keeper(user, higher, lower)
    if verdict not in Verdict.values:
        raise ValidationError(_("Chọn một mức: phủ, một phần, thiếu hoặc không thuộc cấp này."))
    if (task is None) == (not group):
        raise ValidationError(_("Chọn một nhiệm vụ hoặc một nhóm của kế hoạch cấp trên."))
    if (task is not None and task.plan_id != higher.pk) or (by_task is not None and by_task.plan_id != lower.pk):
        raise ValidationError(_("Nhiệm vụ được chọn không thuộc hai kế hoạch đang đối chiếu."))
    if verdict in (Verdict.MISSING, Verdict.NOT_THIS_LEVEL):
        by_task = None
    with recording(user, "Quyết định mức bao phủ", keeper, unit=keeper.unit, reason=note):
        Plan.objects.select_for_update(of=("self",)).get(pk=higher.pk)
        same = Coverage.objects.select_for_update().filter(plan=lower, higher=higher, task=task, group=group).first()
        demand_unchanged(seen, mark_of_decision(same))
        if same is not None:
            demand(user, same)
        row = same or Coverage(plan=lower, higher=higher, task=task, group=group)
        row.unit = keeper.unit
        row.verdict, row.by_task, row.note, row.by, row.decided_on = verdict, by_task, note, user, today()
        row.save()
    return row


@dataclass(frozen=True, slots=True)
class Agreed:
    """One suggestion that is agreed to: the task above, the verdict, and the task below that answers."""

    task: Task
    verdict: str
    by_task_id: int | None


def agree_to_suggestions(user: User | None, higher: Plan, lower: Plan, agreed: Sequence[Agreed]) -> list[Coverage]:
    """Decide some cells of one lower plan as the machine suggests; a cell that somebody decided since is refused."""
    keeper = _keeper(user, higher, lower)
    with recording(user, "Quyết định mức bao phủ", keeper, unit=keeper.unit):
        Plan.objects.select_for_update(of=("self",)).get(pk=higher.pk)
        tasks = [one.task for one in agreed]
        if any(task.plan_id != higher.pk for task in tasks):
            raise ValidationError(_("Nhiệm vụ được chọn không thuộc hai kế hoạch đang đối chiếu."))
        if Coverage.objects.filter(plan=lower, higher=higher, task__in=tasks).exists():
            raise ChangedMeanwhile()
        below = set(lower.tasks.values_list("pk", flat=True))
        rows = []
        for one in agreed:
            if one.by_task_id is not None and one.by_task_id not in below:
                raise ValidationError(_("Nhiệm vụ được chọn không thuộc hai kế hoạch đang đối chiếu."))
            row = Coverage(plan=lower, higher=higher, task=one.task, unit=keeper.unit, verdict=one.verdict)
            row.by_task_id, row.by, row.decided_on = one.by_task_id, user, today()
            row.save()
            rows.append(row)
    return rows


def undo_coverage(user: User | None, coverage: Coverage, *, seen: str | None = None) -> None:
    """Take a decision back: the cell shows the suggestion again. ``seen`` is the mark of what the person saw."""
    keeper = _keeper(user, coverage.higher, coverage.plan)
    demand(user, coverage)
    with recording(user, "Rút quyết định mức bao phủ", keeper, unit=keeper.unit):
        now = Coverage.objects.select_for_update().filter(pk=coverage.pk).first()
        demand_unchanged(seen, mark_of_decision(now))
        if now is not None:
            now.delete()
