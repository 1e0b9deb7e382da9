"""The page of an act: its state on a day and why, and its words on that day."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path

from thuongton.law.marks import MARKS
from thuongton.law.queries.acts import WHOLE, visible_to
from thuongton.law.queries.register import histories_of
from thuongton.law.states import state_on
from thuongton.law.views.days import law_day
from thuongton.people.requests import SignedInRequest


def act(request: SignedInRequest, pk: int) -> HttpResponse:
    """An act on a day."""
    record = get_object_or_404(visible_to(request.user), pk=pk)
    day = law_day(request)
    histories, works = histories_of([record], day.known)
    history = histories.of(works[record.pk])
    told = state_on(history, WHOLE, day.on)
    context = {
        "room": "law", "act": record, "work": history.work, "day": day, "told": told, "mark": MARKS[told.state],
        "lines": history.on(day.on).act.text.splitlines(),
    }  # fmt: skip
    return render(request, "law/act.html", context)


urls = [path("van-ban/<int:pk>", act, name="act")]
