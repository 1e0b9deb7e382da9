"""One plan: its table, its agencies, its timeline, what changed, its history; and the same rows as Excel and Word."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuongton.audit.queries import history
from thuongton.people.models import User
from thuongton.people.requests import SignedInRequest
from thuongton.plans.bars import segments
from thuongton.plans.changes import changed
from thuongton.plans.letters import Sender
from thuongton.plans.models import Plan
from thuongton.plans.queries import pages
from thuongton.plans.queries.filters import Filters, filtered
from thuongton.plans.queries.rights import may_write
from thuongton.plans.queries.tasks import Row, counts, plan_table
from thuongton.plans.services.reminding import sender_of
from thuongton.plans.services.views import drop_view, save_view
from thuongton.plans.status import Basis, State
from thuongton.plans.timeline import timeline
from thuongton.plans.views.columns import TASK_COLUMNS, lines_of
from thuongton.plans.views.tasks import basis_of
from thuongton.web.dates import parse_day
from thuongton.web.tables import Table, chosen, excel_response, word_response
from vanban.write.docx import Annex, OfficialPaper, write_docx

TABS = (
    ("table", "plans:plan", _("Bảng")),
    ("board", "plans:board", _("Theo đơn vị")),
    ("timeline", "plans:timeline", _("Dòng thời gian")),
    ("coverage", "plans:coverage", _("Ma trận bao phủ")),
    ("report", "plans:report", _("Báo cáo trạng thái")),
    ("compare", "plans:compare", _("So với kỳ trước")),
    ("history", "plans:history", _("Lịch sử")),
)


CHECK = _("Kiểm tra văn bản")


def _tabs(plan: Plan, lens: str) -> list[tuple[str, str, str]]:
    """The sides of a plan; its paper with the findings of the linter stands before the history."""
    tabs = [(key, reverse(name, args=[plan.pk]) + lens, label) for key, name, label in TABS]
    read_from = plan.source_id or plan.document_id
    if read_from:
        tabs.insert(-1, ("check", reverse("documents:check", args=[read_from]), CHECK))
    return tabs


def frame(request: SignedInRequest, plan: Plan, tab: str) -> dict[str, Any]:
    """What the head of every page of a plan shows: counts, bar, tabs, lens."""
    basis = basis_of(request)
    counted = counts(pages.tasks_of(request.user, plan), request.as_of, basis)
    lens = "?theo=san-pham" if basis is Basis.PROVEN else ""
    return {
        "room": "plans",
        "plan": plan,
        "tab": tab,
        "tabs": _tabs(plan, lens),
        "basis": basis,
        "counted": counted,
        "bar": segments(counted),
        "total": sum(counted.values()),
        "regular": counted[State.REGULAR],
        "cancelled": counted[State.CANCELLED],
        "dated": sum(counted.values()) - counted[State.REGULAR] - counted[State.CANCELLED],
        "writable": may_write(request.user, plan),
        "table_url": reverse("plans:plan", args=[plan.pk]),
    }


def _rows(request: SignedInRequest, plan: Plan) -> list[Row]:
    filters = Filters.from_query(request.GET)
    return plan_table(plan, request.as_of, basis_of(request), filters, tasks=pages.tasks_of(request.user, plan))


def _table(request: SignedInRequest, plan: Plan, rows: list[Row]) -> Table:
    day = f"{request.as_of.day}/{request.as_of.month}/{request.as_of.year}"
    title = _("Nhiệm vụ của %(plan)s, tính đến ngày %(day)s") % {"plan": plan.number or plan.title[:80], "day": day}
    return Table(chosen(TASK_COLUMNS, request.GET.get("cot", "")), lines_of(rows), title)


@login_required
def plan_page(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """The table of a plan with filters on top and exact counts below."""
    plan = pages.plan_or_404(request.user, plan_id)
    rows = _rows(request, plan)
    filters = Filters.from_query(request.GET)
    context = frame(request, plan, "table")
    return render(
        request,
        "plans/plan.html",
        {
            **context,
            "table": _table(request, plan, rows),
            "shown": len(rows),
            "filters": filters,
            "states": [(state, context["counted"][state]) for state in State if context["counted"][state]],
            "leads": pages.leads_of(pages.tasks_of(request.user, plan), request.as_of, context["basis"]),
            "sections": [section for section in plan.sections.all() if section.label],
            "several": sum(row.lead_doubt == "several" for row in rows),
            "nobody": sum(row.lead_doubt == "none" for row in rows),
            "views": pages.saved_views(request.user, "plan"),
            "all_columns": TASK_COLUMNS,
            "columns": {column.key for column in chosen(TASK_COLUMNS, request.GET.get("cot", ""))},
            "query": request.GET.urlencode(),
        },
    )


@login_required
def plan_excel(request: SignedInRequest, plan_id: int) -> FileResponse:
    """Exactly the rows and columns of the page as a workbook."""
    plan = pages.plan_or_404(request.user, plan_id)
    return excel_response(_table(request, plan, _rows(request, plan)), f"ke-hoach-{plan.pk}-{request.as_of}.xlsx")


def paper_of(user: User, title: str, annex: Annex) -> OfficialPaper:
    """A paper headed by the unit of the hat worn, with one annex; number and day are left to the clerk."""
    sender = sender_of(user.hat.unit) if user.hat and user.hat.unit else Sender("", "", "")
    return OfficialPaper(
        issuer=sender.issuer,
        issuer_parent=sender.issuer_parent,
        place=sender.place,
        kind=_("Bảng theo dõi"),
        title=title,
        annexes=(annex,),
    )


@login_required
def plan_word(request: SignedInRequest, plan_id: int) -> FileResponse:
    """Exactly the rows and columns of the page as a Word file."""
    plan = pages.plan_or_404(request.user, plan_id)
    table = _table(request, plan, _rows(request, plan))
    paper = paper_of(request.user, table.title, Annex(table.title, (table.grid(),)))
    return word_response(write_docx(paper), f"ke-hoach-{plan.pk}-{request.as_of}.docx")


@login_required
def board_page(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Lead agencies × states; every cell opens its rows."""
    plan = pages.plan_or_404(request.user, plan_id)
    context = frame(request, plan, "board")
    leads = pages.leads_of(pages.tasks_of(request.user, plan), request.as_of, context["basis"])
    shown = [state for state in State if context["counted"][state]]
    base = Filters()
    board = []
    for lead in leads:
        filters = replace(
            base, unit=lead.unit, lead=lead.name if lead.unit is None else "", role="lead", nobody=not lead.name
        )
        cells = [(state, lead.counts[state], filters.at(state).query()) for state in shown]
        board.append((lead, cells, filters.query()))
    return render(request, "plans/board.html", {**context, "board": board, "states": shown})


@login_required
def timeline_page(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Windows, due marks, turns and today on one axis; tasks without a time are listed apart."""
    plan = pages.plan_or_404(request.user, plan_id)
    rows = plan_table(plan, request.as_of, basis_of(request), tasks=pages.tasks_of(request.user, plan))
    return render(
        request, "plans/timeline.html", {**frame(request, plan, "timeline"), "time": timeline(rows, request.as_of)}
    )


def _quarter_before(day: dt.date) -> dt.date:
    first = dt.date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    return first - dt.timedelta(days=1)


@login_required
def compare_page(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """What changed between an earlier day and the day the page is read at."""
    plan = pages.plan_or_404(request.user, plan_id)
    asked = parse_day(request.GET.get("truoc", ""))
    before = asked or _quarter_before(request.as_of)
    basis = basis_of(request)
    tasks = pages.tasks_of(request.user, plan)
    pairs = changed(plan_table(plan, before, basis, tasks=tasks), plan_table(plan, request.as_of, basis, tasks=tasks))
    return render(
        request,
        "plans/compare.html",
        {**frame(request, plan, "compare"), "before": before, "pairs": pairs, "earlier": counts(tasks, before, basis),
         "all_states": list(State)},
    )  # fmt: skip


@login_required
def history_page(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Who did what to the plan."""
    plan = pages.plan_or_404(request.user, plan_id)
    scope = request.user.hat.scope if request.user.hat else None
    events = history(plan)[:200] if scope and scope.covers(plan.unit) else []
    return render(request, "plans/history.html", {**frame(request, plan, "history"), "events": events})


@login_required
@require_POST
def keep_view(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Save the filters of the table under a name, or forget a saved view."""
    plan = pages.plan_or_404(request.user, plan_id)
    query = request.POST.get("query", "")
    gone = request.POST.get("bo", "")
    try:
        if gone.isascii() and gone.isdigit():
            drop_view(request.user, int(gone))
        else:
            save_view(request.user, "plan", request.POST.get("ten", ""), query)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(f"{reverse('plans:plan', args=[plan.pk])}?{query}")


def visible_rows(request: SignedInRequest, plan: Plan) -> list[Row]:
    """All rows of a plan that one may see, at the day and through the lens of the page."""
    tasks = filtered(pages.tasks_of(request.user, plan), Filters())
    return plan_table(plan, request.as_of, basis_of(request), tasks=tasks)


urls = [
    path("<int:plan_id>/", plan_page, name="plan"),
    path("<int:plan_id>/xuat.xlsx", plan_excel, name="plan-excel"),
    path("<int:plan_id>/xuat.docx", plan_word, name="plan-word"),
    path("<int:plan_id>/theo-don-vi/", board_page, name="board"),
    path("<int:plan_id>/dong-thoi-gian/", timeline_page, name="timeline"),
    path("<int:plan_id>/so-sanh/", compare_page, name="compare"),
    path("<int:plan_id>/lich-su/", history_page, name="history"),
    path("<int:plan_id>/khung-nhin/", keep_view, name="keep-view"),
]
