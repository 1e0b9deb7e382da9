"""Printing «Báo cáo trạng thái»: the report is frozen, then given as a page, as Word or as Excel, now and later."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_POST

from thuongton.people.requests import SignedInRequest
from thuongton.plans.forms.printing import PrintForm
from thuongton.plans.queries import pages
from thuongton.plans.services.printing import print_report
from thuongton.plans.views.tasks import basis_of
from thuongton.prints.views import printout_urls
from thuongton.web.forms.addresses import of_earlier_days
from thuongton.web.limits import heavy

FORMS = {"word": "plans:printout-word", "excel": "plans:printout-excel", "trang": "plans:printout"}


@of_earlier_days
@require_POST
@heavy("xuat")
def print_page(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Freeze the report of the day and lens of the page, then go to the shape that was asked for."""
    plan = pages.plan_or_404(request.user, plan_id)
    form = PrintForm(request.POST, user=request.user, record=plan)
    printout = print_report(request.user, plan, request.as_of, basis_of(request))
    shape = form.cleaned_data["shape"] if form.is_valid() else ""
    return redirect(FORMS[shape or "trang"], printout.pk)


urls = [
    path("<int:plan_id>/bao-cao/in/", print_page, name="report-print"),
    *printout_urls("bao-cao-da-in/<int:printout_id>/", "bao-cao"),
]
