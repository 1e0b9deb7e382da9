"""Correcting what a plan and its tasks say, with the reason and the paper it rests on; nobody is overwritten unseen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from thuongton.audit.services import recording
from thuongton.documents.models import Document
from thuongton.people.models import Unit, User
from thuongton.people.scopes import Right, demand, holds
from thuongton.plans.models import Party, PartyRole, Plan, Section, Task
from thuongton.plans.queries.adoption import known_units
from thuongton.plans.queries.correcting import (
    agencies_of,
    closes_a_circle,
    mark_of_plan,
    mark_of_task,
)
from thuongton.plans.queries.plan_moves import Key, Moves, moves_between, standing_days
from thuongton.plans.services.deadlines import apply_rules
from thuongton.plans.services.refreshing import refresh_facts
from thuongton.plans.services.retiming import follow_day, set_rules, set_trigger
from thuongton.plans.services.two_persons import DeadlinesBefore, demand_move, with_mark
from thuongton.web.dates import day_words
from thuongton.web.forms.agreeing import NeedsAgreement
from thuongton.web.forms.marks import demand_unchanged
from vanban.model import Timing
from vanban.text import fold, join_lines

TEXTS = ("title", "product", "lead_text", "coordinating_text", "timing_text")
CORRECTED = frozenset({*TEXTS, "regular", "section", "trigger", "duty"})


def _demand_reason(reason: str, sentence: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": sentence})


def _demand_paper(user: User | None, document: Document | None) -> None:
    if document is not None:
        demand(user, document, Right.READ)


def _why(reason: str, document: Document | None) -> str:
    """The reason as the trail keeps it, with the paper it rests on."""
    return f"{reason.strip()} ({document.short})" if document is not None else reason.strip()


def correct_task(
    user: User | None,
    task: Task,
    reason: str,
    *,
    document: Document | None = None,
    seen: str | None = None,
    timing: Timing | None = None,
    leads: Sequence[str] | None = None,
    coordinating: Sequence[str] | None = None,
    **fields: Any,
) -> Task:
    """Correct what a task says: its texts, agencies (printed names), ``regular``, ``duty``, ``section``, its deadline.

    A deadline that was confirmed is moved by two persons (``two_persons.demand_move``). ``timing`` replaces the rules
    of the deadline; turns on which something was recorded stay, and when the new rules have no such turn the
    correction is refused. ``seen`` is the mark of what the person saw (``queries.correcting.mark_of_task``). Raises
    ValidationError by field, PermissionDenied.
    """
    demand(user, task, Right.CORRECT)
    if unknown := set(fields) - CORRECTED:
        raise TypeError(f"not corrected here: {', '.join(sorted(unknown))}")
    _demand_paper(user, document)
    _demand_reason(reason, _("Ghi lý do sửa nhiệm vụ."))
    with recording(user, gettext_noop("Sửa nhiệm vụ"), task, reason=_why(reason, document)) as note:
        now = Task.objects.select_for_update(of=("self",)).select_related("plan__unit", "trigger").get(pk=task.pk)
        demand_unchanged(seen, mark_of_task(now))
        stood = DeadlinesBefore.of(now)
        if now.cancelled_on:
            raise ValidationError(
                _("Nhiệm vụ %(code)s đã được huỷ, điều chỉnh ngày %(day)s nên không sửa nữa.")
                % {"code": now.code, "day": day_words(now.cancelled_on)}
            )
        if leads is not None:
            fields["lead_text"] = _set_agencies(now, PartyRole.LEAD, leads, fields.get("lead_text", now.lead_text))
        if coordinating is not None:
            printed = fields.get("coordinating_text", now.coordinating_text)
            fields["coordinating_text"] = _set_agencies(now, PartyRole.COORDINATE, coordinating, printed)
        _write(now, fields)
        if timing is not None:
            set_rules(now, timing)
            if "trigger" not in fields:
                set_trigger(now, timing)
        if timing is not None or {"regular", "trigger"} & set(fields):
            vars(now).pop("_prefetched_objects_cache", None)
            apply_rules(now)
            refresh_facts(None, now)
            note.reason = with_mark(demand_move(user, now, stood), note.reason)
    task.refresh_from_db()
    return task


def confirm_task(user: User | None, task: Task) -> Task:
    """Say that a task taken in as the machine read it stands as in the paper (xác nhận)."""
    demand(user, task, Right.CORRECT)
    with recording(user, gettext_noop("Xác nhận nhiệm vụ đọc đúng"), task):
        Task.objects.filter(pk=task.pk).update(unconfirmed=False)
    task.refresh_from_db(fields=["unconfirmed"])
    return task


def _write(task: Task, fields: dict[str, Any]) -> None:
    if not str(fields.get("title", task.title)).strip():
        raise ValidationError({"title": _("Ghi nội dung nhiệm vụ.")})
    section: Section | None = fields.get("section")
    if section is not None and section.plan_id != task.plan_id:
        raise ValidationError({"section": _("Chọn một nhóm của chính kế hoạch này.")})
    for name, value in fields.items():
        setattr(task, name, value)
    task.search = join_lines(fold(" ".join((task.code, task.title, task.product, task.lead_text))))
    task.unconfirmed = False
    task.save(update_fields=[*fields, "search", "unconfirmed"])


def _set_agencies(task: Task, role: str, names: Sequence[str], printed: str) -> str:
    """Bring the agencies of one role to these names, in this order; returns the text as it stands now.

    An agency that stays keeps its row, so that history tells only what changed.
    """
    names = [name[:300] for name in dict.fromkeys(name.strip() for name in names) if name]
    if names == agencies_of(task, role):
        return printed
    have = {party.name: party for party in Party.objects.filter(task=task, role=role)}
    Party.objects.filter(task=task, role=role).exclude(name__in=names).delete()
    register = known_units(task.plan.unit)
    for order, name in enumerate(names):
        if name in have:
            if have[name].order != order:
                Party.objects.filter(pk=have[name].pk).update(order=order)
            continue
        meant = register.resolve(name)
        Party.objects.create(
            task=task, role=role, order=order, name=name, unit_id=meant.unit_id, category=meant.category
        )
    return "; ".join(names)


class DeadlinesMove(NeedsAgreement):
    """A correction moves deadlines, and nobody has said that they shall; ``moves`` says which."""

    def __init__(self, moves: Moves) -> None:
        self.moves = moves
        words = {"moved": len(moves.moved), "kept": moves.kept}
        sentence = _("%(moved)s thời hạn sẽ dời, %(kept)s giữ nguyên.") % words
        super().__init__(sentence, moves.mark, "plans/parts/plan_moves.html", {"moves": moves})


def correct_plan(
    user: User | None,
    plan: Plan,
    reason: str,
    *,
    document: Document | None = None,
    seen: str | None = None,
    agreed: str | None = None,
    unit: Unit | None = None,
    implements: Iterable[Plan] | None = None,
    **fields: Any,
) -> Plan:
    """Correct a plan: ``title``, ``number``, ``issued_on``, the unit that issued it, the plans it implements.

    A plan that has a paper takes number and day from there. Another day of issue works the deadlines out again that
    rest on it; when deadlines move of which ``agreed`` is not the mark (``Moves.mark``), nothing is written and
    DeadlinesMove says which (None: nobody is asked). Another unit takes the tasks along, and their agencies are looked
    up anew from there. ``seen`` is the mark of what the person saw. Raises ValidationError by field, PermissionDenied.
    """
    demand(user, plan, Right.CORRECT)
    if unknown := set(fields) - {"title", "number", "issued_on"}:
        raise TypeError(f"not corrected here: {', '.join(sorted(unknown))}")
    if plan.document_id is not None and {"number", "issued_on"} & set(fields):
        raise ValidationError(_("Số và ngày của kế hoạch theo văn bản của nó trong sổ; hãy sửa ở văn bản đó."))
    _demand_paper(user, document)
    _demand_reason(reason, _("Ghi lý do sửa kế hoạch."))
    if not str(fields.get("title", plan.title)).strip():
        raise ValidationError({"title": _("Ghi trích yếu của kế hoạch.")})
    with recording(user, gettext_noop("Sửa kế hoạch"), plan, unit=plan.unit, reason=_why(reason, document)):
        now = Plan.objects.select_for_update(of=("self",)).select_related("unit", "document").get(pk=plan.pk)
        demand_unchanged(seen, mark_of_plan(now))
        stood = standing_days(now) if agreed is not None else {}
        if unit is not None and unit.pk != now.unit_id:
            _move(user, now, unit)
        if implements is not None:
            above = list(implements)
            had = set(now.implements.values_list("pk", flat=True))
            for one in above:
                if one.pk not in had:  # what it implements already stays, whoever may read it
                    demand(user, one, Right.READ)
            if closes_a_circle(now, above):
                raise ValidationError(
                    {"implements": _("Kế hoạch được chọn lại đang thực hiện chính kế hoạch này; bỏ chọn nó.")}
                )
            now.implements.set(above)
        before = now.issued_on
        for name, value in fields.items():
            setattr(now, name, value)
        now.save(update_fields=list(fields) or ["title"])
        follow_day(now, before)
        if now.document is not None:
            _take_over(now, now.document)
        _demand_agreement(now, stood, agreed)
    plan.refresh_from_db()
    return plan


def _demand_agreement(plan: Plan, stood: Mapping[Key, dt.date], agreed: str | None) -> None:
    """Raise DeadlinesMove when deadlines moved of which ``agreed`` is not the mark; None: nobody is asked."""
    if agreed is None:
        return
    moves = moves_between(plan, stood, standing_days(plan))
    if moves.moved and moves.mark != agreed:
        raise DeadlinesMove(moves)


def follow_paper(user: User | None, document: Document, *, agreed: str | None = None) -> Plan | None:
    """Give a plan the number and day of its paper and work out again what rests on the day; call it in a transaction.

    What the paper leaves blank is not taken away from the plan. A plan that the person may not correct is left alone:
    its own unit takes the number over with «Sửa kế hoạch». Returns the plan when it changed. Raises DeadlinesMove when
    deadlines move of which ``agreed`` is not the mark (None: nobody is asked).
    """
    plan = Plan.objects.select_for_update(of=("self",)).select_related("unit").filter(document=document).first()
    if plan is None or not holds(user, plan, Right.CORRECT):
        return None
    stood = standing_days(plan) if agreed is not None else {}
    changed = _take_over(plan, document)
    _demand_agreement(plan, stood, agreed)
    return plan if changed else None


def _take_over(plan: Plan, paper: Document) -> bool:
    before = plan.issued_on
    number, day = paper.number or plan.number, paper.issued_on or before
    if (number, day) == (plan.number, before):
        return False
    plan.number, plan.issued_on = number, day
    plan.save(update_fields=["number", "issued_on"])
    follow_day(plan, before)
    return True


def _move(user: User | None, plan: Plan, unit: Unit) -> None:
    """Give a plan, with its tasks, to the unit that really issued it; the right is asked over that unit too."""
    plan.unit = unit
    demand(user, plan, Right.CORRECT)
    plan.save(update_fields=["unit"])
    Task.objects.filter(plan=plan).update(unit=unit)
    register = known_units(unit)
    for party in Party.objects.filter(task__plan=plan):
        meant = register.resolve(party.name)
        if (meant.unit_id, meant.category) != (party.unit_id, party.category):
            Party.objects.filter(pk=party.pk).update(unit_id=meant.unit_id, category=meant.category)
