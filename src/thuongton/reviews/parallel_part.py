"""What the page of a document under review shows of documents parallel to it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy

from thuongton.people.requests import SignedInRequest
from thuongton.reviews.models import ReviewRow
from thuongton.reviews.queries.pairs import pairs_of_act
from thuongton.reviews.review_part import ReviewPart

MOST = 5


def _pairs(request: SignedInRequest, row: ReviewRow, day: dt.date) -> list[dict[str, Any]] | None:
    """The open pairs of the document, each with the other document; None where there is none."""
    if row.act_id is None:
        return None
    found = pairs_of_act(request.user, row.act_id, day)[:MOST]
    shown = [
        {"pair": one, "act": one.right if one.left_id == row.act_id else one.left, "percent": round(one.score * 100)}
        for one in found
    ]
    return shown or None


PARALLEL = ReviewPart("song-song", gettext_lazy("Văn bản song song"), "reviews/parts/parallel.html", _pairs)
