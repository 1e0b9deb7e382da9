"""The plan of a superior that a plan carries out, named by a unit below where it is not in the system."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from thuongton.audit.services import acting, recording
from thuongton.documents.models import Direction, Document
from thuongton.documents.queries.duplicates import duplicates
from thuongton.documents.services.register import register_document
from thuongton.people.models import User
from thuongton.people.queries import today
from thuongton.people.scopes import Right, demand
from thuongton.plans.models import Plan, Task
from thuongton.plans.queries.superiors import plan_above
from thuongton.plans.services.adopting import fill_plan
from thuongton.plans.services.correcting import correct_plan
from thuongton.plans.taking_in.read_task import ReadTask
from thuongton.web.dates import day_words
from vanban.symbols import normalise
from vanban.text import join_lines


def name_superior(
    user: User | None,
    plan: Plan,
    *,
    higher: Plan | None = None,
    number: str = "",
    issued_on: dt.date | None = None,
    issuer: str = "",
    title: str = "",
    tasks: Sequence[ReadTask] = (),
) -> Plan:
    """Say which plan of a superior ``plan`` carries out; returns that plan.

    ``higher`` is one that stands in the system. Otherwise number, day and issuer name it: when they are those of a plan
    one may see, that one is meant; else its paper goes into the register of incoming papers of the unit (or is found
    there) and a plan kept for comparison only is made of it, with ``tasks`` (title, perhaps code) where they are known.
    Raises ValidationError by field, PermissionDenied.
    """
    demand(user, plan, Right.CORRECT)
    number, issuer, title = normalise(number), join_lines(issuer), join_lines(title)
    with acting():
        above = higher or _found_or_made(user, plan, number, issued_on, issuer, title, tasks)
        if plan.implements.filter(pk=above.pk).exists():
            raise ValidationError(_("Kế hoạch này đã được nêu là kế hoạch cấp trên."))
        why = _("Nêu kế hoạch cấp trên: %(plan)s") % {"plan": above.called}
        correct_plan(user, plan, why, implements=[*plan.implements.all(), above])
    return above


def _found_or_made(
    user: User | None,
    plan: Plan,
    number: str,
    issued_on: dt.date | None,
    issuer: str,
    title: str,
    tasks: Sequence[ReadTask],
) -> Plan:
    wrong = {
        "number": "" if number else _("Ghi số, ký hiệu của kế hoạch cấp trên."),
        "issued_on": "" if issued_on else _("Ghi ngày ban hành."),
        "issuer": "" if issuer else _("Ghi cơ quan ban hành."),
    }
    if issued_on is not None and issued_on > today():
        wrong["issued_on"] = _("Ngày ban hành chưa tới.")
    if any(wrong.values()):
        raise ValidationError({name: words for name, words in wrong.items() if words})
    assert issued_on is not None
    found = plan_above(user, plan, number, issued_on, issuer)
    if found is not None:
        return found
    same = [one for one in duplicates(plan.unit, Direction.INCOMING, number, issuer) if not one.secrecy]
    paper = next((one for one in same if one.issued_on in (None, issued_on)), None)
    if paper is None:
        paper = register_document(
            user,
            plan.unit,
            Direction.INCOMING,
            number=number,
            issued_on=issued_on,
            issuer=issuer,
            title=title,
            reason=_("Nêu kế hoạch cấp trên"),
        )
    made = Plan.objects.filter(document=paper).first()
    return made or _compared(user, plan, paper, title or paper.title or _called(number, issued_on, issuer), tasks)


def _called(number: str, issued_on: dt.date, issuer: str) -> str:
    """What a plan without a title is called, in the language of papers: only what was said of it."""
    return f"Kế hoạch số {number} ngày {day_words(issued_on)} của {issuer}"


def _compared(user: User | None, plan: Plan, paper: Document, title: str, tasks: Sequence[ReadTask]) -> Plan:
    """A plan kept for comparison only, of a paper in the register of the unit below."""
    with recording(user, gettext_noop("Nêu kế hoạch cấp trên"), unit=plan.unit) as note:
        above = Plan.objects.create(
            unit=plan.unit,
            document=paper,
            source=paper,
            number=paper.number[:120],
            issued_on=paper.issued_on,
            title=title,
            tracked_from=None,
        )
        fill_plan(above, tasks)
        note.subject = above
    return above


def note_tasks(user: User | None, plan: Plan, *, tasks: Sequence[ReadTask]) -> list[Task]:
    """Add the tasks of a plan that is kept for comparison only. Raises ValidationError, PermissionDenied."""
    demand(user, plan)
    if plan.tracked_from is not None:
        raise ValidationError(_("Kế hoạch này đang được theo dõi; nhiệm vụ của nó không ghi ở đây."))
    if not tasks:
        raise ValidationError({"tasks": _("Ghi ít nhất một nhiệm vụ, mỗi dòng một việc.")})
    with recording(user, gettext_noop("Ghi nhiệm vụ của kế hoạch cấp trên"), plan, unit=plan.unit):
        now = Plan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan.pk)
        return fill_plan(now, tasks)
