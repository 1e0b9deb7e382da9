"""«Hôm nay phải làm gì», the leader's dashboard, the global search and the calendar feeds."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuongton.home import ics, queries, services
from thuongton.home.heat import shade
from thuongton.people.models import Role
from thuongton.people.queries import has_role, notifications_visible_to
from thuongton.people.queries import visible_to as visible_units
from thuongton.people.requests import SignedInRequest
from thuongton.plans.queries.work import awaited, work_of
from thuongton.plans.status import Basis, State

HEAT_STATES = (
    State.OVERDUE, State.DUE_SOON, State.RUNNING, State.WAITING, State.NOT_DUE,
    State.DONE_EARLY, State.DONE_ON_TIME, State.DONE_LATE, State.REGULAR,
)  # fmt: skip


@login_required
def today(request: SignedInRequest) -> HttpResponse:
    """The queues of the hat worn: sentences, counts as links, one action per row."""
    work = work_of(request.user, request.as_of)
    late = [turn for turn in work.turns if getattr(turn, "state", "") == State.OVERDUE]
    soon = [turn for turn in work.turns if getattr(turn, "state", "") == State.DUE_SOON]
    return render(
        request,
        "home/today.html",
        {
            "room": "today",
            "work": work,
            "late_turns": late,
            "soon_turns": soon,
            "overdue": work.counted[State.OVERDUE] + len(late),
            "soon": work.counted[State.DUE_SOON] + len(soon),
            "intakes": queries.intakes_waiting(request.user)[:10],
            "news": notifications_visible_to(request.user).filter(read_at__isnull=True)[:5],
            "citizen": has_role(request.user, Role.CITIZEN) or request.user.hat is None,
        },
    )


@login_required
def search(request: SignedInRequest) -> HttpResponse:
    """Numbers, titles, tasks, people; with and without diacritics."""
    words = request.GET.get("q", "").strip()[:200]
    return render(
        request, "home/search.html", {"words": words, "hits": queries.find(request.user, words) if words else None}
    )


@login_required
def dashboard(request: SignedInRequest) -> HttpResponse:
    """Units × states, worst first; every cell opens its rows."""
    basis = Basis.PROVEN if request.GET.get("theo") == "san-pham" else Basis.DECLARED
    tasks = queries.followed(request.user)
    rows = queries.heat(request.user, request.as_of, basis, tasks)
    largest = {state: max((row.counts[state] for row in rows), default=0) for state in HEAT_STATES}
    trend = queries.overdue_trend(request.user, request.as_of, basis, tasks=tasks)
    top = max((number for _day, number in trend), default=0)
    return render(
        request,
        "home/dashboard.html",
        {
            "room": "dashboard",
            "basis": basis,
            "states": HEAT_STATES,
            "rows": [
                (row, [(state, row.counts[state], shade(row.counts[state], largest[state])) for state in HEAT_STATES])
                for row in rows
            ],
            "trend": [
                {"day": day, "number": number, "x": 10 + 48 * index, "height": 70 * number / top if top else 0,
                 "y": 90 - (70 * number / top if top else 0)}
                for index, (day, number) in enumerate(trend)
            ],
            "oldest": queries.oldest_overdue(request.user, request.as_of, basis, tasks=tasks),
            "waits": awaited(request.user, request.as_of),
        },
    )  # fmt: skip


@login_required
def unit_page(request: SignedInRequest, unit_id: int) -> HttpResponse:
    """One unit: what it leads, what it takes part in, what is urgent."""
    unit = get_object_or_404(visible_units(request.user), pk=unit_id)
    basis = Basis.PROVEN if request.GET.get("theo") == "san-pham" else Basis.DECLARED
    work = queries.unit_work(request.user, unit, request.as_of, basis)
    return render(request, "home/unit.html", {"room": "dashboard", "work": work, "states": HEAT_STATES, "basis": basis})


def feed(request: SignedInRequest, secret: str) -> HttpResponse:
    """The due days of one hat as iCalendar; the secret in the address stands for signing in."""
    token = queries.feed_owner(secret)
    if token is None:
        raise Http404
    items = [
        ics.Item(
            key=key,
            title=title,
            due=due,
            url=request.build_absolute_uri(reverse("plans:task", args=[task])),
            changed_at=timezone.now(),
        )
        for key, title, due, task in queries.feed_rows(token, timezone.localdate())
    ]
    body = ics.feed(str(_("Nhắc việc – %(hat)s") % {"hat": token.hat}), items)
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, max-age=900"
    return answer


@login_required
def feeds(request: SignedInRequest) -> HttpResponse:
    """One's own calendar addresses."""
    return render(request, "home/feeds.html", {"feeds": queries.feeds_of(request.user), "room": "today"})


@login_required
@require_POST
def make_feed(request: SignedInRequest) -> HttpResponse:
    """Make a new calendar address and show it this once."""
    secret = services.make_feed(request.user, whole_unit=request.POST.get("ca-don-vi") == "1")
    address = request.build_absolute_uri(reverse("home:feed", args=[secret]))
    return render(
        request, "home/feeds.html", {"feeds": queries.feeds_of(request.user), "address": address, "room": "today"}
    )


@login_required
@require_POST
def revoke_feeds(request: SignedInRequest) -> HttpResponse:
    """Switch off all of one's own calendar addresses."""
    number = services.revoke_feeds(request.user)
    messages.info(request, _("Đã tắt %(number)s địa chỉ lịch.") % {"number": number})
    return redirect("home:feeds")


urls = [
    path("", today, name="today"),
    path("tim/", search, name="search"),
    path("bang-lanh-dao/", dashboard, name="dashboard"),
    path("don-vi/<int:unit_id>/cong-viec/", unit_page, name="unit"),
    path("lich/", feeds, name="feeds"),
    path("lich/tao/", make_feed, name="make_feed"),
    path("lich/tat/", revoke_feeds, name="revoke_feeds"),
    path("lich/<str:secret>.ics", feed, name="feed"),
]
