"""What a form of correction starts from, and what keeps a plan in tracking."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thuongton.people.models import User
from thuongton.plans.models import (
    Coverage,
    DeadlineChange,
    Declaration,
    Party,
    PartyRole,
    Plan,
    Proof,
    Reminder,
    Section,
    Task,
)
from thuongton.plans.queries.proposals import plans_to_implement
from thuongton.web.forms.marks import mark_of


def agencies_of(task: Task, role: str) -> list[str]:
    """The printed names of the agencies of one role, in their order."""
    parties = Party.objects.filter(task=task, role=role).order_by("order", "pk")
    return list(parties.values_list("name", flat=True))


def mark_of_task(task: Task) -> str:
    """The mark of all that the form of correction shows of a task."""
    return mark_of(
        task.title,
        task.product,
        task.timing_text,
        task.regular,
        task.duty,
        task.section_id,
        task.cancelled_on,
        agencies_of(task, PartyRole.LEAD),
        agencies_of(task, PartyRole.COORDINATE),
    )


def mark_of_plan(plan: Plan) -> str:
    """The mark of all that the form of correction shows of a plan."""
    above = sorted(plan.implements.values_list("pk", flat=True))
    return mark_of(plan.title, plan.number, plan.issued_on, plan.unit_id, above)


def sections_of(plan: Plan) -> QuerySet[Section]:
    """The groups of a plan in the order of the paper."""
    return Section.objects.filter(plan=plan).order_by("order")


def above_of(user: User, plan: Plan) -> list[Plan]:
    """The plans that a plan may be said to implement: all but itself and those that implement it in turn."""
    below = _below(plan)
    return [one for one in plans_to_implement(user).order_by("-issued_on", "-pk") if one.pk not in below]


def _below(plan: Plan) -> set[int]:
    """The plan and all that implement it, directly or through another."""
    found = {plan.pk}
    while more := set(Plan.objects.filter(implements__in=found).values_list("pk", flat=True)) - found:
        found |= more
    return found


def closes_a_circle(plan: Plan, above: Iterable[Plan]) -> bool:
    """Whether a plan would, through others, implement itself."""
    return bool(_below(plan) & {one.pk for one in above})


def what_keeps(plan: Plan) -> str:
    """Why a plan cannot be withdrawn from tracking: one sentence of what rests on it; "" when nothing does."""
    of_plan = {"task__plan": plan}
    asked = DeadlineChange.objects.filter(**of_plan)
    counts = (
        (Proof.objects.filter(**of_plan), lambda n: ngettext("%(n)d sản phẩm", "%(n)d sản phẩm", n)),
        (Declaration.objects.filter(**of_plan), lambda n: ngettext("%(n)d khai báo", "%(n)d khai báo", n)),
        (asked, lambda n: ngettext("%(n)d lần xin lùi hạn", "%(n)d lần xin lùi hạn", n)),
        (
            Reminder.objects.filter(**of_plan, letter__isnull=False),
            lambda n: ngettext("%(n)d công văn đôn đốc", "%(n)d công văn đôn đốc", n),
        ),
        (
            Coverage.objects.filter(plan=plan) | Coverage.objects.filter(higher=plan),
            lambda n: ngettext("%(n)d quyết định về mức bao phủ", "%(n)d quyết định về mức bao phủ", n),
        ),
        (plan.implemented_by, lambda n: ngettext("%(n)d kế hoạch thực hiện nó", "%(n)d kế hoạch thực hiện nó", n)),
    )  # fmt: skip
    found = [words(number) % {"n": number} for rows, words in counts if (number := rows.count())]
    if not found:
        return ""
    return _(
        "Kế hoạch đã có %(what)s nên không rút được; nếu nhiệm vụ không còn phải làm, hãy huỷ, điều chỉnh nhiệm vụ."
    ) % {"what": ", ".join(found)}
