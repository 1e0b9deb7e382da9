"""Pages of documents."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_required
def list_page(request: HttpRequest) -> HttpResponse:
    """The list."""
    return render(request, "documents/list.html", {"room": "documents"})
