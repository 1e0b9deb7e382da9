"""The register of documents."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path


@login_required
def list_page(request: HttpRequest) -> HttpResponse:
    """Documents one may see."""
    return render(request, "documents/list.html", {"room": "documents"})


urls = [path("", list_page, name="list")]
