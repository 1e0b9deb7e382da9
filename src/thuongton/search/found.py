"""What the search of the frame finds in the law: the best articles for the words."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from thuongton.law.marks import words_of
from thuongton.law.slugs import slug_of
from thuongton.law.text.places import place_of
from thuongton.people.models import User
from thuongton.search.finding import called, find
from thuongton.web.search import MOST, Found, Hit


def found_law(user: User, words: str) -> Found:
    """Articles of the register, the best first, as of today."""
    found = find(user, words, localdate())
    hits = []
    for one in found.lines[:MOST]:
        slug = slug_of(place_of(f"Điều {one.label}")) if one.label else ""
        address = reverse("law:provision", args=[one.act.pk, slug]) if slug else reverse("law:act", args=[one.act.pk])
        hits.append(Hit(called(one), address, one.act.number, _(words_of(one.state))))
    return Found(hits, found.total, f"{reverse('search:page')}?{urlencode({'q': words})}")
