"""«Hôm nay phải làm gì», the leader's dashboard, the global search and the calendar feeds."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuongton.home import board, ics, queries, services
from thuongton.home.forms import FeedForm
from thuongton.home.greeting import counted
from thuongton.home.numbers import numbers_of
from thuongton.people.models import Role
from thuongton.people.queries import visible_to as visible_units
from thuongton.people.requests import SignedInRequest
from thuongton.plans.status import State
from thuongton.web.search import search as search_rooms
from thuongton.web.today import QueuePlace, first_steps_of, next_of, queues_of
from thuongton.web.waiting import waiting_of

WAITING_SHOWN = 10
"""Rows of each kind in «Hộp việc»."""


def today(request: SignedInRequest) -> HttpResponse:
    """The first page of the hat worn: a leader sees the table of the unit, who works sees the queues, a reader what
    there is to read, an administrator people and units, a citizen one sentence; «?xem=viec» the queues."""
    role = request.user.hat.role if request.user.hat else Role.CITIZEN
    if role == Role.LEADER and request.GET.get("xem") != "viec":
        return _dashboard(request, first=True)
    if role in (Role.CITIZEN, Role.INSPECTOR, Role.ADMINISTRATOR):
        place = {Role.INSPECTOR: QueuePlace.READING, Role.ADMINISTRATOR: QueuePlace.KEEPING}.get(Role(role))
        reads = queues_of(request, place) if place else ()
        return render(request, "home/reader.html", {**_waiting(request), "room": "today", "role": role, "reads": reads})
    queues = {place: queues_of(request, place) for place in (QueuePlace.FIRST, QueuePlace.AFTER, QueuePlace.BESIDE)}
    everything = [one for some in queues.values() for one in some]
    context: dict[str, Any] = {**_waiting(request), "room": "today", "next": next_of(request)}
    if not any(one.queued.number for one in everything):
        context["first_steps"] = first_steps_of(request)
    if not context.get("first_steps"):
        context |= {f"queues_{place}": some for place, some in queues.items()}
        context["greeting"] = counted(everything, numbers_of(request).waiting)
        context["ahead"] = queries.ahead_of(request.user, request.as_of)
    return render(request, "home/today.html", context)


def _waiting(request: SignedInRequest) -> dict[str, Any]:
    shown = [(kind.template, list(rows[:WAITING_SHOWN])) for kind, rows in waiting_of(request.user)]
    return {"waiting": shown, "shown_waiting": sum(len(rows) for _template, rows in shown)}


def search(request: SignedInRequest) -> HttpResponse:
    """Numbers, titles, tasks, people; with and without diacritics."""
    words = request.GET.get("q", "").strip()[:200]
    hits = search_rooms(request.user, words) if words else []
    return render(request, "home/search.html", {"words": words, "hits": hits})


def dashboard(request: SignedInRequest) -> HttpResponse:
    """Units × states, worst first; every cell opens its rows."""
    return _dashboard(request)


def _dashboard(request: SignedInRequest, *, first: bool = False) -> HttpResponse:
    shown = board.of(request)
    context = {**shown, **(_waiting(request) if first else {}), "room": "today" if first else "dashboard"}
    return render(request, "home/dashboard.html", {**context, "first": first})


def dashboard_beside(request: SignedInRequest) -> HttpResponse:
    """What stands below the table: the trend, the longest overdue, what is waited for; asked for by a large table."""
    return render(request, "home/dashboard_beside.html", {**board.beside(request), "room": "dashboard"})


def unit_page(request: SignedInRequest, unit_id: int) -> HttpResponse:
    """One unit: what it leads, what it takes part in, what is urgent."""
    unit = get_object_or_404(visible_units(request.user), pk=unit_id)
    basis = board.basis_of(request)
    work = queries.unit_work(request.user, unit, request.as_of, basis)
    roles = (("lead", _("Chủ trì"), work.leads), ("coordinate", _("Phối hợp"), work.coordinates))
    context = {
        "room": "dashboard",
        "work": work,
        "basis": basis,
        "lens": "&theo=san-pham" if basis == "proven" else "",
        "states": list(State),
        "roles": [
            (role, label, work.late_turns[role], [(state, counts[state]) for state in State])
            for role, label, counts in roles
        ],
    }
    return render(request, "home/unit.html", context)


@login_not_required  # whoever knows the secret
def feed(request: SignedInRequest, secret: str) -> HttpResponse:
    """The due days of one hat as iCalendar; the secret in the address stands for signing in."""
    token = queries.feed_owner(secret)
    if token is None:
        raise Http404
    services.note_use(token)
    items = [
        ics.FeedItem(
            key=line.key,
            title=line.title,
            due=line.due,
            url=request.build_absolute_uri(line.address),
            changed_at=timezone.now(),
        )
        for line in queries.feed_rows(token, timezone.localdate())
    ]
    body = ics.feed(str(_("Nhắc việc – %(hat)s") % {"hat": token.hat}), items)
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, max-age=900"
    return answer


def feeds(request: SignedInRequest) -> HttpResponse:
    """One's own calendar addresses."""
    return render(request, "home/feeds.html", {"feeds": queries.feeds_of(request.user), "room": "today"})


@require_POST
def make_feed(request: SignedInRequest) -> HttpResponse:
    """Make a new calendar address and show it this once."""
    form = FeedForm(request.POST, user=request.user, record=None)
    form.full_clean()
    secret = services.make_feed(request.user, **form.cleaned_data)
    address = request.build_absolute_uri(reverse("home:feed", args=[secret]))
    return render(
        request, "home/feeds.html", {"feeds": queries.feeds_of(request.user), "address": address, "room": "today"}
    )


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
    path("bang-lanh-dao/dien-bien/", dashboard_beside, name="dashboard_beside"),
    path("don-vi/<int:unit_id>/cong-viec/", unit_page, name="unit"),
    path("lich-nhac-viec/", feeds, name="feeds"),
    path("lich-nhac-viec/tao/", make_feed, name="make_feed"),
    path("lich-nhac-viec/tat/", revoke_feeds, name="revoke_feeds"),
    path("lich/tao/", make_feed, name="make_feed_before"),  # the address of versions before, for those who kept it
    path("lich/<str:secret>.ics", feed, name="feed"),
]
