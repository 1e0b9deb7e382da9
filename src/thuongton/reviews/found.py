"""What the search of the frame finds of the review desk: documents under review by number and name."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from thuongton.people.models import User
from thuongton.reviews.queries.desk import named
from thuongton.reviews.queries.rows import visible_to
from thuongton.reviews.states import WORDS, state_of
from thuongton.web.search import MOST, Found, Hit

MOST_COUNTED = 1_000


def found_rows(user: User, words: str) -> Found:
    """Rows one may see whose number or name holds every word, those that come first in their lists on top."""
    rows = named(visible_to(user).defer("told"), words)
    number = rows.order_by()[:MOST_COUNTED].count()
    hits = [
        Hit(row.title or (row.act.title if row.act is not None else "") or str(row),
            reverse("reviews:row", args=[row.pk]), mark=str(row), note=str(WORDS[state_of(row)]))
        for row in (rows.order_by("place", "pk")[:MOST] if number else ())
    ]  # fmt: skip
    return Found(hits, number, f"{reverse('reviews:list')}?{urlencode({'q': words})}")
