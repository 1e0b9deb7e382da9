"""What plans put on «Hôm nay»: overdue work, work due soon, what others owe, what else runs; plans for who reads."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from thuongton.people.scopes import worn
from thuongton.plans.queries.ahead import deadlines
from thuongton.plans.queries.pages import plans_followed
from thuongton.plans.queries.work import Work, work_of
from thuongton.plans.status import State
from thuongton.plans.templatetags.states import han
from thuongton.web.today import ComesNext, Deadlines, FirstSteps, Queue, Queued, QueuePlace, Upcoming
from thuongton.web.waiting import know_late

WAITS_SHOWN = 6
PLANS_SHOWN = 20
ROOM = "plans"
"""The key of the overdue work of this room (``web.waiting.Late``)."""


def late_is(request: Any, number: int) -> None:
    """The page has counted all overdue work that the person answers for: the menu need not count it again."""
    hat = worn(request.user)
    if hat is not None and hat.writes:
        know_late(request, ROOM, number)


def _work(request: Any) -> Work:
    """The work of the hat worn on the day of the page, read once a request."""
    found: Work | None = getattr(request, "_work_on_plans", None)
    if found is None:
        found = request._work_on_plans = work_of(request.user, request.as_of)
        late_is(request, found.late.total)
    return found


def _overdue(request: HttpRequest) -> Queued:
    work = _work(request)
    return Queued(work.late.total, work.overdue, more={"number": work.late, "state": str(State.OVERDUE)})


def _due_soon(request: HttpRequest) -> Queued:
    work = _work(request)
    return Queued(work.soon.total, work.due_soon, more={"number": work.soon, "state": str(State.DUE_SOON)})


def _awaited(request: HttpRequest) -> Queued:
    waits = _work(request).waits
    return Queued(len(waits), waits[:WAITS_SHOWN], f"{reverse('plans:tasks')}?trang-thai=waiting&cua-toi=1")


def _rest(request: HttpRequest) -> Queued | None:
    counted = _work(request).counted
    number = sum(counted[state] for state in (State.RUNNING, State.NOT_DUE, State.REGULAR))
    return Queued(number, more={str(state): counted[state] for state in State}) if number else None


def _followed(request: Any) -> Queued:
    plans = plans_followed(request.user)
    return Queued(plans.count(), list(plans[:PLANS_SHOWN]), reverse("plans:list"))


def _next(request: HttpRequest) -> Upcoming | None:
    one = _work(request).next_due
    if one is None:
        return None
    name = one.task.code or one.task.title[:40]
    address = reverse("plans:task", args=[one.task.pk])
    return Upcoming(one.due, han(one), f"{name} ({one.period})" if one.period else name, one.task.title, address)


def _nothing_yet(request: Any) -> bool:
    work, hat = _work(request), worn(request.user)
    something = any(work.counted.values()) or work.late.total or work.soon.total
    return not something and hat is not None and hat.writes


def _late_words(number: int) -> str:
    return ngettext("%(number)s việc quá hạn", "%(number)s việc quá hạn", number) % {"number": number}


def _soon_words(number: int) -> str:
    words = ngettext("%(number)s việc đến hạn trong 7 ngày", "%(number)s việc đến hạn trong 7 ngày", number)
    return words % {"number": number}


TODAY = (
    Queue(
        "qua-han",
        _("Nhiệm vụ quá hạn"),
        _overdue,
        tone="red",
        empty=_("Không có nhiệm vụ quá hạn."),
        said=_late_words,
        template="plans/today/work.html",
    ),
    Queue(
        "sap-den",
        _("Nhiệm vụ đến hạn trong 7 ngày"),
        _due_soon,
        tone="amber",
        empty=_("Không có nhiệm vụ đến hạn trong 7 ngày tới."),
        said=_soon_words,
        template="plans/today/work.html",
    ),
    Queue("con-lai", "", _rest, QueuePlace.AFTER, template="plans/today/rest.html"),
    Queue(
        "toi-cho",
        _("Tôi đang chờ"),
        _awaited,
        QueuePlace.BESIDE,
        empty=_("Không chờ việc của cấp trên."),
        all_label=_("Xem tất cả việc đang chờ"),
        template="plans/today/waits.html",
    ),
    Queue(
        "ke-hoach",
        _("Kế hoạch đang theo dõi"),
        _followed,
        QueuePlace.READING,
        empty=_("Chưa có kế hoạch nào được theo dõi."),
        all_label=_("Xem tất cả kế hoạch"),
        template="plans/today/plans.html",
    ),
    Deadlines(deadlines),
    ComesNext(_next),
    FirstSteps(
        _nothing_yet,
        "plans/today/first_steps.html",
        _("Chưa có kế hoạch nào để theo dõi. Ba bước, khoảng mười phút, là có danh sách việc."),
    ),
)
