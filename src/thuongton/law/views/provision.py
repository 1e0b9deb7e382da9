"""The page of a provision: its words and state on a day, from when to when, by which acts, and how it is cited."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from thuongton.law.linking import cited_in
from thuongton.law.marks import MARKS
from thuongton.law.models import LegalAct
from thuongton.law.queries.act_page import ProvisionOnDay, kept, newest_import, provision_on_day, stamp_of
from thuongton.law.queries.acts import visible_to
from thuongton.law.queries.cited import acts_cited
from thuongton.law.said import citation, does
from thuongton.law.slugs import place_of_slug, slug_of
from thuongton.law.states import LegalState
from thuongton.law.text.places import Place
from thuongton.law.views.act_page import frame_of
from thuongton.law.views.body import CitingWords, pieces_html, with_links
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
    key = ("provision told why", pk, slug, day.on, day.known, stamp_of(record))
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
        "lines": _linked(told.text or "", record, day, later=bool(found.steps)),
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


def _linked(text: str, record: LegalAct, day: LawDay, *, later: bool) -> list[SafeString]:
    """The lines of a provision with links to what they cite; ``later``: another act may have written them."""
    lines = [line for line in text.splitlines() if line.strip()]
    issued = record.issued_on or record.told_issued_on
    words = CitingWords(cited_in(lines, issued, later=range(len(lines)) if later else ()))
    marked = [SafeString(conditional_escape(words.of(line, at))) for at, line in enumerate(lines)]
    held = acts_cited(record, words.cited)
    return [with_links(line, words.cited, held, day.query()) for line in marked]


urls = [path("van-ban/<int:pk>/<str:slug>", provision, name="provision")]
