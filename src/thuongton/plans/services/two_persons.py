"""Asking and deciding by one person (vừa đề nghị vừa quyết định): forbidden unless the unit allows it, then marked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from thuongton.people.models import Unit, User
from thuongton.people.queries import one_person_decides, today
from thuongton.people.scopes import Right, holds
from thuongton.plans.models import DeadlineChange, Occurrence, Task
from thuongton.plans.queries.alone import MARK
from thuongton.plans.services.refreshing import refresh_facts
from thuongton.web.dates import day_words

__all__ = ["MARK", "DeadlinesBefore", "demand_move", "demand_second_person", "with_mark"]


def demand_second_person(user: User | None, asked_by: int | None, unit: Unit) -> str:
    """Refuse that ``user`` decides what the person with the key ``asked_by`` (the same one, with any hat) asked for.

    ``unit`` is the one whose deciders decide. Returns what the trail has to say of it: "" when two persons act, the
    mark when the unit lets one do both. To hand back or refuse what one asked for oneself is to withdraw it: that
    needs no second person.
    """
    if user is None or asked_by is None or asked_by != user.pk:
        return ""
    if one_person_decides(unit):
        return MARK
    raise PermissionDenied(
        _(
            "Người đề nghị không được tự quyết định việc của mình; hãy để người khác của %(unit)s quyết định, hoặc nhờ "
            "quản trị viên cho phép ở mục Thiết lập của trang đơn vị."
        )
        % {"unit": unit}
    )


@dataclass(frozen=True, slots=True)
class DeadlinesBefore:
    """The deadlines of a task as they stood before a correction; ``confirmed``: a person had said they are right."""

    due: dt.date | None
    agreed_due: dt.date | None
    turns: Mapping[str, dt.date | None]
    confirmed: bool

    @classmethod
    def of(cls, task: Task) -> DeadlinesBefore:
        """How a task stands now."""
        turns = dict(Occurrence.objects.filter(task=task).values_list("period", "due"))
        return cls(task.due, task.agreed_due, turns, not task.unconfirmed)

    def moved(self, now: DeadlinesBefore) -> bool:
        """Whether a deadline that stood is another one now, or gone; one that is set for the first time moves none."""
        days = ((self.due, now.due), (self.agreed_due, now.agreed_due))
        turns = ((due, now.turns.get(period, due)) for period, due in self.turns.items())
        return any(before is not None and before != after for before, after in (*days, *turns))


def demand_move(user: User | None, task: Task, stood: DeadlinesBefore) -> str:
    """Refuse that one person moves, by correcting, a deadline that was confirmed: to move it takes two, as to extend.

    Two act when another person has asked for that very day and the one who corrects may grant it: the request is then
    granted. Returns the mark when the unit lets one person do both, else "". Call it when the new deadline is written.
    """
    now = DeadlinesBefore.of(task)
    if user is None or not stood.confirmed or not stood.moved(now):
        return ""
    other = _asked_by_another(user, task, now.due) if now.due is not None else None
    if other is not None and holds(user, other, Right.DECIDE):
        other.granted_on, other.decided_by, other.new_start = today(), user, other.new_start or task.window_start
        other.save(update_fields=["granted_on", "decided_by", "new_start"])
        refresh_facts(user, task)
        return ""
    if one_person_decides(task.unit):
        return MARK
    raise ValidationError(
        {
            "timing_text": _(
                "Sửa như vậy dời hạn đã được xác nhận (%(old)s → %(new)s) nên cần hai người: một người bấm «Xin lùi "
                "hạn» đến ngày mới, người có quyền quyết định đồng ý hoặc sửa theo. Quản trị viên có thể cho phép một "
                "người làm cả hai ở mục Thiết lập của trang đơn vị."
            )
            % {"old": _day(stood.due or stood.agreed_due), "new": _day(now.due or now.agreed_due)}
        }
    )


def _asked_by_another(user: User, task: Task, due: dt.date) -> DeadlineChange | None:
    """The open request of another person for this very day, locked; None when there is none."""
    asked = DeadlineChange.objects.select_for_update(of=("self",)).filter(
        task=task, occurrence__isnull=True, granted_on__isnull=True, refused_on__isnull=True, new_due=due
    )
    return asked.exclude(by=user).first()


def _day(day: dt.date | None) -> str:
    return day_words(day) if day else "–"


def with_mark(mark: str, reason: str = "") -> str:
    """The reason an event carries, with the mark before it."""
    return ". ".join(part for part in (mark, reason) if part)
