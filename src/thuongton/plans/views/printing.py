"""Printing «Báo cáo trạng thái»: the report is frozen, then given as a page, as Word or as Excel, now and later."""

from __future__ import annotations

import tempfile
from typing import BinaryIO, cast

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_POST

from thuongton.people.requests import SignedInRequest
from thuongton.plans.models import Printout
from thuongton.plans.printed import FROZEN_DAY, paper_of, sheets_of
from thuongton.plans.queries import pages
from thuongton.plans.queries.report import printouts_visible_to
from thuongton.plans.services.printing import print_report
from thuongton.plans.status import Basis
from thuongton.plans.views.tasks import basis_of
from thuongton.web.tables import XLSX, word_response, write_book
from vanban.write.docx import write_docx

FORMS = {"word": "plans:printout-word", "excel": "plans:printout-excel", "trang": "plans:printout"}


@login_required
@require_POST
def print_page(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Freeze the report of the day and lens of the page, then go to the form that was asked for («dang»)."""
    plan = pages.plan_or_404(request.user, plan_id)
    printout = print_report(request.user, plan, request.as_of, basis_of(request))
    return redirect(FORMS.get(request.POST.get("dang", ""), FORMS["trang"]), printout.pk)


def _printout(request: SignedInRequest, printout_id: int) -> Printout:
    printout: Printout = get_object_or_404(printouts_visible_to(request.user), pk=printout_id)
    return printout


def _name(printout: Printout, ending: str) -> str:
    return f"bao-cao-trang-thai-{printout.as_of}-ban-{printout.pk}.{ending}"


@login_required
def printout_page(request: SignedInRequest, printout_id: int) -> HttpResponse:
    """The frozen report as a page for the printer of the browser."""
    printout = _printout(request, printout_id)
    proven = printout.basis == Basis.PROVEN
    return render(
        request,
        "plans/printout.html",
        {"room": "plans", "printout": printout, "plan": printout.plan, "body": printout.body, "proven": proven},
    )


@login_required
def printout_word(request: SignedInRequest, printout_id: int) -> FileResponse:
    """The frozen report as a Word paper, the same bytes each time."""
    printout = _printout(request, printout_id)
    return word_response(write_docx(paper_of(printout.body)), _name(printout, "docx"))


@login_required
def printout_excel(request: SignedInRequest, printout_id: int) -> FileResponse:
    """The frozen report as a workbook, the same bytes each time."""
    printout = _printout(request, printout_id)
    out = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115 - closed by the response
    write_book(sheets_of(printout.body), out, FROZEN_DAY)
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=_name(printout, "xlsx"), content_type=XLSX)


urls = [
    path("<int:plan_id>/bao-cao/in/", print_page, name="report-print"),
    path("bao-cao-da-in/<int:printout_id>/", printout_page, name="printout"),
    path("bao-cao-da-in/<int:printout_id>/bao-cao.docx", printout_word, name="printout-word"),
    path("bao-cao-da-in/<int:printout_id>/bao-cao.xlsx", printout_excel, name="printout-excel"),
]
