"""Tasks of a plan: added by hand, corrected with a reason, linked with the same work in another plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from thuongton.audit.services import recording
from thuongton.people.models import Unit, User
from thuongton.plans.models import CommonTask, Party, PartyRole, Plan, Rule, Section, Task, Trigger
from thuongton.plans.queries.rights import may_write
from thuongton.plans.services.adopting import rules_from
from thuongton.plans.services.deadlines import apply_rules
from thuongton.plans.services.refreshing import refresh_facts
from vanban.model import Timing
from vanban.text import fold

TEXTS = ("title", "product", "lead_text", "coordinating_text", "timing_text")


def _demand_plan(user: User | None, plan: Plan) -> None:
    if user is not None and not may_write(user, plan):
        raise PermissionDenied(_("Vai trò hiện tại không được sửa kế hoạch của %(unit)s.") % {"unit": plan.unit})


def create_task(
    user: User | None,
    plan: Plan,
    *,
    code: str,
    title: str,
    timing: Timing | None = None,
    leads: Sequence[tuple[str, Unit | None]] = (),
    coordinating: Sequence[tuple[str, Unit | None]] = (),
    section: Section | None = None,
    trigger: Trigger | None = None,
    regular: bool = False,
    duty: bool = False,
    **texts: str,
) -> Task:
    """Add one task to a plan with its agencies (printed name, unit when known) and the rules of its deadline."""
    _demand_plan(user, plan)
    if not title.strip():
        raise ValidationError(_("Ghi nội dung nhiệm vụ."))
    if Task.objects.filter(plan=plan, code=code).exists():
        raise ValidationError(_("Kế hoạch đã có nhiệm vụ mang mã %(code)s; chọn mã khác.") % {"code": code})
    timing = timing or Timing()
    with recording(user, "Thêm nhiệm vụ", unit=plan.unit) as note:
        task = Task.objects.create(
            plan=plan,
            unit=plan.unit,
            section=section,
            order=(Task.objects.filter(plan=plan).aggregate(last=Max("order"))["last"] or 0) + 1,
            code=code,
            title=title,
            regular=regular,
            duty=duty,
            trigger=trigger,
            search=fold(" ".join((code, title, texts.get("product", "")))),
            **{name: texts[name] for name in TEXTS if name in texts},
        )
        note.subject = task
        Party.objects.bulk_create(
            Party(task=task, role=role, order=order, name=name, unit=unit)
            for role, names in ((PartyRole.LEAD, leads), (PartyRole.COORDINATE, coordinating))
            for order, (name, unit) in enumerate(names)
        )
        Rule.objects.bulk_create(rules_from(task, timing.to_dict()))
        apply_rules(task)
    return task


def correct_task(user: User | None, task: Task, reason: str, *, timing: Timing | None = None, **fields: Any) -> Task:
    """Correct what was read of a task (its texts, ``regular``, ``section``, its deadline) with the reason."""
    _demand_plan(user, task.plan)
    unknown = set(fields) - {*TEXTS, "regular", "section", "trigger", "duty"}
    if unknown:
        raise TypeError(f"not corrected here: {', '.join(sorted(unknown))}")
    if not reason.strip():
        raise ValidationError(_("Ghi lý do sửa nhiệm vụ."))
    with recording(user, "Sửa nhiệm vụ", task, reason=reason):
        for name, value in fields.items():
            setattr(task, name, value)
        task.search = fold(" ".join((task.code, task.title, task.product)))
        task.save(update_fields=[*fields, "search"])
        if timing is not None:
            task.rules.all().delete()
            Rule.objects.bulk_create(rules_from(task, timing.to_dict()))
        if timing is not None or {"regular", "trigger"} & set(fields):
            vars(task).pop("_prefetched_objects_cache", None)
            apply_rules(task)
    return task


def link_common(user: User | None, tasks: Iterable[Task]) -> CommonTask:
    """Say that tasks of several plans are the same work: done once, counted in each (nhiệm vụ cùng nội dung)."""
    tasks = list(tasks)
    if len({task.plan_id for task in tasks}) != len(tasks) or len(tasks) < 2:
        raise ValidationError(_("Chọn ít nhất hai nhiệm vụ, mỗi nhiệm vụ ở một kế hoạch khác nhau."))
    for task in tasks:
        _demand_plan(user, task.plan)
    groups = {task.common_id for task in tasks if task.common_id}
    with recording(user, "Liên kết nhiệm vụ cùng nội dung", tasks[0]):
        common = CommonTask.objects.get(pk=min(groups)) if groups else CommonTask.objects.create(linked_by=user)
        Task.objects.filter(common__in=groups - {common.pk}).update(common=common)
        Task.objects.filter(pk__in=[task.pk for task in tasks]).update(common=common)
        for task in tasks:
            task.common = common
        refresh_facts(tasks[0])
    return common


def unlink_common(user: User | None, task: Task, reason: str) -> None:
    """Part a task from the tasks it was linked with; each keeps what its own rows prove."""
    _demand_plan(user, task.plan)
    if task.common_id is None:
        return
    with recording(user, "Bỏ liên kết nhiệm vụ cùng nội dung", task, reason=reason), transaction.atomic():
        others = list(Task.objects.filter(common=task.common_id).exclude(pk=task.pk))
        Task.objects.filter(pk=task.pk).update(common=None, started_on=None)
        task.common = None
        refresh_facts(task)
        if others:
            refresh_facts(others[0])
