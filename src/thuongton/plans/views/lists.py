"""The list of plans, each with its progress bar."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from thuongton.people.requests import SignedInRequest
from thuongton.plans.bars import segments
from thuongton.plans.queries import pages
from thuongton.plans.views.tasks import basis_of


@login_required
def list_page(request: SignedInRequest) -> HttpResponse:
    """Plans one may see: those followed with their bars, then those kept for comparison."""
    words = request.GET.get("q", "").strip()[:200]
    page = Paginator(pages.plans_listed(request.user, words, followed=True), 20).get_page(request.GET.get("trang"))
    basis = basis_of(request)
    counted = pages.counted_plans(request.user, list(page), request.as_of, basis)
    return render(
        request,
        "plans/list.html",
        {
            "room": "plans",
            "words": words,
            "basis": basis,
            "page": page,
            "plans": [(plan, segments(counted[plan.pk]), sum(counted[plan.pk].values())) for plan in page],
            "others": pages.plans_listed(request.user, words, followed=False)[:50],
        },
    )


urls = [path("", list_page, name="list")]
