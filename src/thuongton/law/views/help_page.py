"""How the pages of the law are read: the states, the marks of change, what the machine does not decide."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from thuongton.law.marks import MARKS
from thuongton.law.states import LegalState


def reading_law(request: HttpRequest) -> HttpResponse:
    """One page of help."""
    return render(request, "law/help.html", {"room": "law", "marks": [(MARKS[one], one.value) for one in LegalState]})


urls = [path("cach-doc/", reading_law, name="help")]
