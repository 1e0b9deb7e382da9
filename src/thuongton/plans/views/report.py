"""«Báo cáo trạng thái» of a plan."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from thuongton.plans.queries import pages
from thuongton.plans.queries.tasks import summary_table
from thuongton.plans.views.plan import frame


@login_required
def report_page(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The headline table from rows."""
    plan = pages.plan_or_404(request.user, plan_id)
    context = frame(request, plan, "report")
    return render(
        request, "plans/report.html", {**context, "cells": summary_table(plan, request.as_of, context["basis"])}
    )


urls = [path("<int:plan_id>/bao-cao/", report_page, name="report")]
