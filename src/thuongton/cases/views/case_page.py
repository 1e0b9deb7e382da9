"""The page of one case (hồ sơ): state, clocks and why they end, fields, what may be done next, history."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse

from thuongton.audit.acts import code_of
from thuongton.cases.act_in_hand import now
from thuongton.cases.case_parts import parts_of
from thuongton.cases.definition.library import known_kinds
from thuongton.cases.engine.built_in import CORRECT, MOVE, UNDO
from thuongton.cases.engine.judge import allowed
from thuongton.cases.look_form import LookForm
from thuongton.cases.models import Case
from thuongton.cases.queries.case_page import CasePage, case_page, looks_of
from thuongton.cases.queries.cases import visible_to
from thuongton.cases.rights import acts_on, role_of
from thuongton.cases.shown.next_acts import AT_ONCE, awaited, next_acts
from thuongton.cases.views.discussing import show_discussion
from thuongton.cases.views.frame import HISTORY, MAIN, SAID, frame_of
from thuongton.cases.words import said_label
from thuongton.people.models import User
from thuongton.people.requests import SignedInRequest
from thuongton.records.queries import events_of

BESIDE_ACTS = ("cases.handed-over", "cases.erased", "cases.clock-moved", "cases.clock-noted")
"""What the trail tells of a case beside its acts and looks."""
RECENT = 6
"""So many acts stand on the page of the case; all of them in «Lịch sử»."""


def found(user: User, uid: UUID) -> Case:
    """A case one may see. Raises Http404."""
    return get_object_or_404(visible_to(user).select_related("unit", "handler"), uid=uid)


def moment_of(request: SignedInRequest) -> tuple[dt.datetime, bool]:
    """The day the page is rewound to, or this moment."""
    if request.rewound:
        return dt.datetime.combine(request.as_of, dt.time()), False
    return now(), True


def case(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """A case one may see; sensitive fields are masked."""
    row = found(request.user, uid)
    tab = request.GET.get("phan", "")
    return show_discussion(request, row) if tab == SAID else show(request, row, tab=tab or MAIN)


def show(
    request: SignedInRequest,
    row: Case,
    *,
    opened: bool = False,
    tab: str = MAIN,
    form: Any = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a case; ``opened`` with its sensitive fields, which the caller has noted."""
    when, timed = moment_of(request)
    page = case_page(request.user, row, when, timed, opened=opened, clock=request.GET.get("han", ""))
    context = frame_of(request, row, tab, state=page.folded.state or "")
    if context["part"] is None:
        context |= {
            "tab": MAIN,
            **_main(request, page),
            "look_form": form or LookForm(user=request.user, record=row, ident="xem"),
        }
    return render(request, "cases/case.html", context, status=status)


def _main(request: SignedInRequest, page: CasePage) -> dict[str, Any]:
    row, user = page.case, request.user
    writes = acts_on(user, row) and row.erased_on is None
    names = allowed(page.now, role_of(user), page.time) if writes else ()
    acts = next_acts(page.now, names, page.time)
    first = awaited(page.now, page.time)
    nearest = next((card for card in page.cards if card.live and not card.followed), None)
    return {
        "page": page,
        "nearest": nearest,
        "waits_for": said_label(first.label) if first is not None and role_of(user) not in first.role else "",
        "acts": acts[:AT_ONCE],
        "more_acts": acts[AT_ONCE:],
        "corrects": CORRECT in names,
        "undoes": UNDO in names and row.acts > 1,
        "moves": MOVE in names and _has_newer(row),
        "writes": writes,
        "may_look": acts_on(user, row) and page.masked,
        "looks": looks_of(row) if writes else [],
        "recent": page.acts[:RECENT],
        "side": parts_of(request, row, "side"),
        "act_parts": parts_of(request, row, "acts"),
    }


def _has_newer(row: Case) -> bool:
    return any(one.version > row.version for one in known_kinds().get(row.kind, ()))


def whole_history(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Every act of a case, the looks into its sensitive fields, and what else the trail knows of it."""
    row = found(request.user, uid)
    when, timed = moment_of(request)
    page = case_page(request.user, row, when, timed)
    context = frame_of(request, row, HISTORY, state=page.folded.state or "") | {
        "page": page,
        "looks": looks_of(row) if acts_on(request.user, row) else [],
        "events": [one for one in events_of(request.user, row) if code_of(one.action) in BESIDE_ACTS],
    }
    return render(request, "cases/history.html", context)


def hanging(request: SignedInRequest, pk: int) -> HttpResponse:
    """From what hangs on a case (a notice, a reminder) to its discussion."""
    row = get_object_or_404(visible_to(request.user), pk=pk)
    return redirect(f"{reverse('cases:case', args=[row.uid])}?phan={SAID}")


urls = [
    path("ho-so/<uuid:uid>/", case, name="case"),
    path("ho-so/<uuid:uid>/lich-su/", whole_history, name="history"),
    path("ho-so/thu-tu/<int:pk>/", hanging, name="hanging"),
]
