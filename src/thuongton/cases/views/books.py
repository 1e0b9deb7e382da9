"""The registers that a unit keeps (các sổ)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from thuongton.cases.book_parts import links_of
from thuongton.cases.definition.library import known_kinds
from thuongton.cases.queries.cases import kinds_for
from thuongton.cases.words import said_label
from thuongton.people.requests import SignedInRequest
from thuongton.people.scopes import writing_unit


def books(request: SignedInRequest) -> HttpResponse:
    """The registers of the unit of the hat worn; all of them for who only reads."""
    unit = writing_unit(request.user)
    kinds = kinds_for(unit) if unit is not None else {name: each[-1] for name, each in known_kinds().items()}
    found = [
        (
            said_label(kind.label),
            [*links_of(request.user, unit, kind, "tab"), *links_of(request.user, unit, kind, "act")],
        )
        for kind in kinds.values()
    ]
    return render(request, "cases/books.html", {"books": sorted(found, key=lambda one: one[0])})


urls = [path("", books, name="books")]
