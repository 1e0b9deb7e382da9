"""The page of components (bộ phận), for whoever builds pages: open while the site runs with THUONGTON_DEBUG=1 only."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thuongton.web.states import MARKS


def components(request: HttpRequest) -> HttpResponse:
    """Every component once, or the panel beside the list for «?xem-nhanh=»."""
    name = "peek.html" if request.GET.get("xem-nhanh") else "components.html"
    return render(request, f"demo/{name}", {"states": list(MARKS)})
