"""«Hôm nay phải làm gì», global search and the leader's dashboard."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_required
def today(request: HttpRequest) -> HttpResponse:
    """What must I do today."""
    return render(request, "home/today.html", {"room": "today"})


@login_required
def search(request: HttpRequest) -> HttpResponse:
    """Numbers, titles, people; with and without diacritics."""
    return render(request, "home/search.html", {})


@login_required
def dashboard(request: HttpRequest) -> HttpResponse:
    """Units × states."""
    return render(request, "home/dashboard.html", {"room": "dashboard"})
