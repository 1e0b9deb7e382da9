"""Tasks of all plans in one list: what every number of the other pages opens."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from thuongton.people.queries import visible_to as visible_units
from thuongton.people.requests import SignedInRequest
from thuongton.plans.queries.filters import Filters
from thuongton.plans.queries.lists import listed, unit_named
from thuongton.plans.queries.tasks import triggers_visible_to
from thuongton.plans.status import Basis, State


def basis_of(request: SignedInRequest) -> Basis:
    """The lens of a page: as declared, or as proven (``?theo=san-pham``)."""
    return Basis.PROVEN if request.GET.get("theo") == "san-pham" else Basis.DECLARED


@login_required
def tasks_page(request: SignedInRequest) -> HttpResponse:
    """The list, narrowed by the address; counts of every state are exact and open their rows."""
    page = request.GET.get("trang", "1")
    found = listed(
        request.user,
        request.GET,
        request.as_of,
        basis_of(request),
        int(page) if page.isascii() and page.isdigit() else 1,
    )
    filters = Filters.from_query(request.GET)
    return render(
        request,
        "plans/tasks.html",
        {
            "room": "plans",
            "found": found,
            "filters": filters,
            "chips": [(state, found.counted[state]) for state in State if found.counted[state]],
            "everything": sum(found.counted.values()),
            "unit": unit_named(request.user, visible_units(request.user), request.GET),
            "trigger": triggers_visible_to(request.user).filter(pk=filters.trigger).first()
            if filters.trigger
            else None,
            "mine": request.GET.get("cua-toi") == "1",
        },
    )


urls = [path("nhiem-vu/", tasks_page, name="tasks")]
