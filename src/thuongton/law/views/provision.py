"""The page of a provision: its words and state on a day, from when to when, by which acts, and how it is cited."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse

from thuongton.law.marks import MARKS
from thuongton.law.models import LegalAct
from thuongton.law.queries.act_page import ProvisionOnDay, kept, newest_import, provision_on_day, stamp_of
from thuongton.law.queries.acts import visible_to
from thuongton.law.said import citation, does
from thuongton.law.slugs import place_of_slug, slug_of
from thuongton.law.states import LegalState
from thuongton.law.text.places import Place
from thuongton.law.views.act_page import frame_of
from thuongton.law.views.body import pieces_html
from thuongton.law.views.days import LawDay, law_day
from thuongton.law.wording import pieces
from thuongton.people.requests import SignedInRequest


def provision(request: SignedInRequest, pk: int, slug: str) -> HttpResponse:
    """A provision on a day; other ways to write its address lead to the one that stays."""
    record = get_object_or_404(visible_to(request.user), pk=pk)
    place = place_of_slug(slug)
    if place is None:
        raise Http404
    day = law_day(request)
    if slug != slug_of(place):
        return redirect(reverse("law:provision", args=[pk, slug_of(place)]) + day.query(), permanent=True)
    key = ("provision", pk, slug, day.on, day.known, stamp_of(record))
    found: ProvisionOnDay = kept(key, lambda: provision_on_day(record, place, day.on, day.known))
    context = frame_of(record, day, "text") | _shown(found, place, day, record)
    return render(request, "law/provision.html", context)


def _shown(found: ProvisionOnDay, place: Place, day: LawDay, record: LegalAct) -> dict[str, Any]:
    told = found.told
    frozen = LawDay(day.on, day.known, True)
    return {
        "place": place,
        "heading": found.heading,
        "told": told,
        "mark": MARKS[told.state],
        "in_force": told.state in (LegalState.IN_FORCE, LegalState.PARTLY_EXPIRED),
        "lines": [line for line in (told.text or "").splitlines() if line.strip()],
        "steps": [(one, does(one.kind)) for one in found.steps],
        "text_state": found.text_state,
        "difference": pieces_html(pieces(found.before, told.text)) if found.before and told.text else "",
        "other_days": [
            {"day": one, "made": made, "now": one == told.since, "query": LawDay(one, day.known, True).query()}
            for one, made in found.days
        ],
        "near": [(slug, label, title, label == f"Điều {place.article}") for slug, label, title, _end in found.near],
        "permalink": reverse("law:provision", args=[record.pk, slug_of(place)]) + frozen.query(),
        "cited": citation(
            str(place), record.kind, record.number, record.issued_on or record.told_issued_on, record.issuer
        ),
        "fresh": newest_import(),
    }


urls = [path("van-ban/<int:pk>/<str:slug>", provision, name="provision")]
