"""What is told on the page of a row: operations that do not close it, other campaigns that have its document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from thuongton.people.requests import SignedInRequest
from thuongton.reviews.models import ReviewRow
from thuongton.reviews.queries.campaigns import campaigns_visible_to, other_campaigns
from thuongton.reviews.queries.settling import standing_of
from thuongton.reviews.review_part import ReviewPart


def _told(request: SignedInRequest, row: ReviewRow, day: dt.date) -> Mapping[str, Any] | None:
    open_ = row.decision_id is not None and row.settled_on is None
    told = standing_of([row], day)[row.pk].told if open_ else ()
    others = other_campaigns([row])[row.pk]
    seen = set(
        campaigns_visible_to(request.user).filter(pk__in=[one.pk for one in others]).values_list("pk", flat=True)
    )
    shown = [one for one in others if one.pk in seen]
    return {"told": told, "campaigns": shown} if told or shown else None


FOLLOWING = ReviewPart("theo-doi-xu-ly", _("Theo dõi xử lý"), "reviews/parts/following.html", _told)
