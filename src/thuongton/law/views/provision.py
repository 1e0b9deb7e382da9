"""The page of a provision: its words and state on a day."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path

from thuongton.law.marks import MARKS
from thuongton.law.queries.acts import visible_to
from thuongton.law.queries.register import histories_of
from thuongton.law.slugs import place_of_slug, slug_of
from thuongton.law.states import state_on
from thuongton.law.views.days import law_day
from thuongton.people.requests import SignedInRequest


def provision(request: SignedInRequest, pk: int, slug: str) -> HttpResponse:
    """A provision on a day."""
    record = get_object_or_404(visible_to(request.user), pk=pk)
    place = place_of_slug(slug)
    if place is None:
        raise Http404
    if slug != slug_of(place):
        return redirect("law:provision", pk, slug_of(place), permanent=True)
    day = law_day(request)
    histories, works = histories_of([record], day.known)
    history = histories.of(works[record.pk])
    told = state_on(history, place, day.on)
    context = {
        "room": "law", "act": record, "work": history.work, "day": day, "told": told, "mark": MARKS[told.state],
        "place": place, "lines": (told.text or "").splitlines(),
    }  # fmt: skip
    return render(request, "law/provision.html", context)


urls = [path("van-ban/<int:pk>/<str:slug>", provision, name="provision")]
