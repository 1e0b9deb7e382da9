"""Tasks of several plans that are one work (nhiệm vụ cùng nội dung): done once, counted in each of them.

What is done for one counts for all of them, so that nobody links a task for another: the side of every task in both
groups that become one has the right, or agrees. Each side's history tells it, at its own unit.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from thuongton.audit.services import recording
from thuongton.people.models import User
from thuongton.people.queries import today
from thuongton.people.scopes import Right, demand, holds
from thuongton.plans.models import CommonTask, LinkConsent, LinkOffer, Task
from thuongton.plans.services.refreshing import credit
from thuongton.web.dates import day_words


def _groups(task: Task, other: Task) -> list[Task]:
    """Both tasks with all they are linked with, as they are now, held until the end of the transaction."""
    pair = Task.objects.filter(pk__in=[task.pk, other.pk])
    groups = [common for common in pair.values_list("common", flat=True) if common is not None]
    found = Task.objects.filter(pk__in=[task.pk, other.pk]) | Task.objects.filter(common__in=groups)
    return list(found.select_for_update(of=("self",)).select_related("plan__unit", "unit").order_by("pk"))


def _demand_different_plans(rows: Iterable[Task]) -> None:
    plans = [row.plan_id for row in rows]
    if len(plans) != len(set(plans)):
        raise ValidationError(_("Hai nhiệm vụ cùng một kế hoạch không nối với nhau."))


def link_tasks(user: User | None, task: Task, other: Task) -> CommonTask | LinkOffer:
    """Say that one's own task and another are one work; with tasks of other sides in it, an offer that waits for them.

    Raises ValidationError for tasks of one plan, or when the two are linked, or offered, already.
    """
    demand(user, task.plan)
    demand(user, other, Right.READ)
    with recording(user, "Nối nhiệm vụ cùng nội dung", task, unit=task.unit):
        rows = _groups(task, other)
        if task.common_id is not None and all(row.common_id == task.common_id for row in rows):
            raise ValidationError(_("Hai nhiệm vụ này đã được nối."))
        _demand_different_plans(rows)
        if all(holds(user, row.plan) for row in rows):
            return _join(user, task, rows)
        pair = (task, other)
        waiting = LinkOffer.objects.filter(closed_on__isnull=True, task__in=pair, other__in=pair).first()
        if waiting is not None:
            raise ValidationError(
                _("Hai nhiệm vụ này đã được đề nghị nối ngày %(day)s, đang chờ trả lời.")
                % {"day": day_words(waiting.asked_on)}
            )
        offer = LinkOffer.objects.create(task=task, other=other, by=user, asked_on=today())
        _ask(user, offer, rows)
    return offer


def _ask(user: User | None, offer: LinkOffer, rows: Iterable[Task]) -> None:
    """Lay an offer before the side of each of the tasks; the one who asks answers for those it may write."""
    for row in rows:
        mine = holds(user, row.plan)
        with recording(user, "Đề nghị nối nhiệm vụ cùng nội dung", row, unit=row.unit):
            LinkConsent.objects.create(
                offer=offer,
                task=row,
                agreed=True if mine else None,
                answered_on=today() if mine else None,
                by=user if mine else None,
            )


def _open(offer: LinkOffer) -> LinkOffer:
    now = LinkOffer.objects.select_for_update(of=("self",)).select_related("task__unit", "other").get(pk=offer.pk)
    if now.closed_on is not None:
        raise ValidationError(
            _("Đề nghị nối này đã kết thúc ngày %(day)s: %(outcome)s.")
            % {"day": day_words(now.closed_on), "outcome": now.get_outcome_display()}
        )
    return now


def answer_link(user: User | None, consent: LinkConsent, agreed: bool, *, reason: str = "") -> LinkOffer:
    """Agree that one's own task is linked, or not (with the reason); the last side to agree links the tasks.

    Tasks that came into one of the groups since the offer was made are asked for as well.
    """
    demand(user, consent)
    if not agreed and not reason.strip():
        raise ValidationError(_("Ghi lý do không đồng ý nối để bên kia biết."))
    yes, no = gettext_noop("Đồng ý nối nhiệm vụ cùng nội dung"), gettext_noop("Không đồng ý nối nhiệm vụ cùng nội dung")
    action = yes if agreed else no
    with recording(user, action, consent.task, unit=consent.task.unit, reason=reason.strip()):
        offer = _open(consent.offer)
        rows = _groups(offer.task, offer.other)
        now = LinkConsent.objects.select_for_update().get(pk=consent.pk)
        if now.agreed is not None:
            raise ValidationError(_("Đề nghị này đã được người khác của đơn vị trả lời; tải lại trang để xem."))
        now.agreed, now.answered_on, now.by, now.reason = agreed, today(), user, reason.strip()
        now.save(update_fields=["agreed", "answered_on", "by", "reason"])
        if not agreed:
            _close(user, offer, "refused")
            return offer
        asked = set(LinkConsent.objects.filter(offer=offer).values_list("task", flat=True))
        _ask(user, offer, [row for row in rows if row.pk not in asked])
        wanted = {row.pk for row in rows}
        if LinkConsent.objects.filter(offer=offer, task__in=wanted).exclude(agreed=True).exists():
            return offer
        _demand_different_plans(rows)
        _close(user, offer, "linked")
        _join(user, consent.task, rows)
    return offer


def withdraw_offer(user: User | None, offer: LinkOffer) -> None:
    """Take one's own offer back while it is open."""
    demand(user, offer)
    with recording(user, "Rút đề nghị nối nhiệm vụ cùng nội dung", offer.task, unit=offer.task.unit):
        _close(user, _open(offer), "withdrawn")


def _close(user: User | None, offer: LinkOffer, outcome: str) -> None:
    with recording(user, "Kết thúc đề nghị nối nhiệm vụ cùng nội dung", offer.task, unit=offer.task.unit):
        offer.closed_on, offer.outcome = today(), outcome
        offer.save(update_fields=["closed_on", "outcome"])


def _join(user: User | None, task: Task, rows: list[Task]) -> CommonTask:
    """Make the tasks one group; the event of each stands at its own unit."""
    groups = sorted({row.common_id for row in rows if row.common_id is not None})
    common = CommonTask.objects.get(pk=groups[0]) if groups else CommonTask.objects.create(linked_by=user)
    for row in rows:
        if row.common_id != common.pk:
            with recording(user, "Nối nhiệm vụ cùng nội dung", row, unit=row.unit):
                Task.objects.filter(pk=row.pk).update(common=common)
    CommonTask.objects.filter(pk__in=groups[1:]).delete()
    for row in rows:
        credit(user, row)
    task.refresh_from_db()
    return common


def unlink_task(user: User | None, task: Task) -> None:
    """Take one's own task out of its link: each task keeps what its own rows prove."""
    demand(user, task.plan)
    with recording(user, "Bỏ nối nhiệm vụ cùng nội dung", task, unit=task.unit):
        rows = _groups(task, task)
        common = next((row.common_id for row in rows if row.pk == task.pk), None)
        others = [row for row in rows if row.pk != task.pk]
        parted = [task, *others] if len(others) == 1 else [task]
        for row in parted:
            with recording(user, "Bỏ nối nhiệm vụ cùng nội dung", row, unit=row.unit):
                Task.objects.filter(pk=row.pk).update(common=None)
        if common is not None and len(parted) == len(rows):
            CommonTask.objects.filter(pk=common).delete()
        for row in rows:
            credit(user, row)
    task.refresh_from_db()
