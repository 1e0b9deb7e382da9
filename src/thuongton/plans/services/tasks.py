"""Tasks of a plan: added by hand, corrected with a reason."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from thuongton.audit.services import recording
from thuongton.people.models import Unit, User
from thuongton.people.scopes import demand
from thuongton.plans.models import Party, PartyRole, Plan, Rule, Section, Task, Trigger
from thuongton.plans.services.adopting import rules_from
from thuongton.plans.services.deadlines import apply_rules
from vanban.model import Timing
from vanban.text import fold, join_lines

TEXTS = ("title", "product", "lead_text", "coordinating_text", "timing_text")


def _demand_of_plan(plan: Plan, section: Section | None, trigger: Trigger | None) -> None:
    if any(part is not None and part.plan_id != plan.pk for part in (section, trigger)):
        raise ValidationError(_("Nhóm hoặc sự kiện được chọn thuộc kế hoạch khác; hãy chọn trong kế hoạch này."))


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
    demand(user, plan)
    _demand_of_plan(plan, section, trigger)
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
            search=join_lines(fold(" ".join((code, title, texts.get("product", ""))))),
            **{name: texts[name] for name in TEXTS if name in texts},
        )
        note.subject = task
        Party.objects.bulk_create(
            Party(task=task, role=role, order=order, name=name, unit=unit)
            for role, names in ((PartyRole.LEAD, leads), (PartyRole.COORDINATE, coordinating))
            for order, (name, unit) in enumerate(names)
        )
        Rule.objects.bulk_create(rules_from(task, timing))
        apply_rules(task)
    return task
