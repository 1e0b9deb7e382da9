"""«Báo cáo trạng thái» of a plan: the summary, the lists of the annex, and what a report states beside the rows."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from thuongton.people.requests import SignedInRequest
from thuongton.plans.queries import pages
from thuongton.plans.queries.report import report_of, stated_reports
from thuongton.plans.shown.report_tables import (
    basis_words,
    flat_cells,
    stated_words,
    tables_of,
    turn_words,
    unconfirmed_words,
    who_answers,
)
from thuongton.plans.status import Basis, State
from thuongton.plans.views.frame import frame
from thuongton.prints.queries import of_record

LISTED = 5


def report_page(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """The report on the day and through the lens of the page; every number opens its rows."""
    plan = pages.plan_or_404(request.user, plan_id)
    context = frame(request, plan, "report")
    basis = context["basis"]
    report = report_of(request.user, plan, request.as_of, basis)
    printed = of_record(request.user, plan)
    lens = "&theo=san-pham" if basis is Basis.PROVEN else ""
    reports = [
        (
            stated,
            [(one, one.states and _address(one.states) + lens) for one in stated.comparisons],
            [stated_words(stated, one) for one in stated.untraced],
            who_answers(stated),
        )
        for stated in stated_reports(request.user, plan, request.as_of)
    ]
    return render(
        request,
        "plans/report.html",
        {
            **context,
            "report": report,
            "headline": [
                (label, cell, cell.filters.query() + lens, part) for label, cell, part in flat_cells(report.cells)
            ],
            "tables": tables_of(report),
            "reports": reports,
            "definitions": list(State),
            "basis_words": basis_words(basis),
            "turn_words": turn_words(report),
            "unconfirmed_words": unconfirmed_words(report),
            "may_print": context["writable"],
            "printouts": printed[:LISTED],
            "printed": printed.count(),
        },
    )


def _address(states: frozenset[State]) -> str:
    if states == frozenset(State):
        return "?"
    return "?trang-thai=" + ",".join(state for state in State if state in states)


urls = [path("<int:plan_id>/bao-cao/", report_page, name="report")]
