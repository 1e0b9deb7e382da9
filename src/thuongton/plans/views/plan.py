"""One plan beside its table: its agencies, its timeline, what changed, its history."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _

from thuongton.audit.queries import history
from thuongton.calendars.periods import quarter_before
from thuongton.people.requests import SignedInRequest
from thuongton.plans.queries import pages
from thuongton.plans.queries.leads import leads_of
from thuongton.plans.queries.tasks import counts, plan_table
from thuongton.plans.queries.turns import late_turns
from thuongton.plans.shown.changes import changed
from thuongton.plans.shown.timeline import timeline
from thuongton.plans.status import State
from thuongton.plans.views.frame import frame
from thuongton.plans.views.tasks import basis_of
from thuongton.web.dates import day_words, parse_day


def board_page(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Lead agencies × states; every cell opens its rows."""
    plan = pages.plan_or_404(request.user, plan_id)
    context = frame(request, plan, "board")
    leads = leads_of(pages.tasks_of(request.user, plan), request.as_of, context["basis"])
    shown = [state for state in State if context["counted"][state]]
    board = []
    for lead in leads:
        cells = [(state, lead.counts[state], lead.filters.at(state).query()) for state in shown]
        late = replace(lead.filters, plan=plan.pk).at(State.OVERDUE).query()
        board.append((lead, cells, lead.filters.query(), late))
    return render(request, "plans/board.html", {**context, "board": board, "states": shown})


def timeline_page(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Windows, due marks, turns and today on one axis; tasks without a time are listed apart."""
    plan = pages.plan_or_404(request.user, plan_id)
    rows = plan_table(
        plan, request.as_of, basis_of(request), tasks=pages.tasks_of(request.user, plan), reader=request.user
    )
    drawn = timeline(rows, request.as_of)
    axis = _("Thời gian thực hiện các nhiệm vụ từ %(first)s đến %(last)s; bảng bên dưới ghi cùng nội dung") % {
        "first": day_words(drawn.first),
        "last": day_words(drawn.last),
    }
    states = [state for state in State if any(bar.row.state is state for bar in drawn.bars)]
    return render(
        request,
        "plans/timeline.html",
        {**frame(request, plan, "timeline"), "time": drawn, "axis": axis, "states": states},
    )


def compare_page(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """What changed between an earlier day and the day the page is read at."""
    plan = pages.plan_or_404(request.user, plan_id)
    asked = parse_day(request.GET.get("truoc", ""))
    before = asked or quarter_before(request.as_of).end
    basis = basis_of(request)
    tasks = pages.tasks_of(request.user, plan)
    pairs = changed(
        plan_table(plan, before, basis, tasks=tasks, reader=request.user),
        plan_table(plan, request.as_of, basis, tasks=tasks, reader=request.user),
    )
    return render(
        request,
        "plans/compare.html",
        {**frame(request, plan, "compare"), "before": before, "pairs": pairs, "earlier": counts(tasks, before, basis),
         "earlier_turns": late_turns(tasks, before, basis), "all_states": list(State)},
    )  # fmt: skip


def history_page(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Who did what to the plan."""
    plan = pages.plan_or_404(request.user, plan_id)
    scope = request.user.hat.scope if request.user.hat else None
    events = history(plan)[:200] if scope and scope.covers(plan.unit) else []
    return render(request, "plans/history.html", {**frame(request, plan, "history"), "events": events})


urls = [
    path("<int:plan_id>/theo-don-vi/", board_page, name="board"),
    path("<int:plan_id>/dong-thoi-gian/", timeline_page, name="timeline"),
    path("<int:plan_id>/so-sanh/", compare_page, name="compare"),
    path("<int:plan_id>/lich-su/", history_page, name="history"),
]
