"""What hangs on a row of the review desk, as ``records`` does it."""

from __future__ import annotations

from django.urls import reverse

from thuongton.people.scopes import Right
from thuongton.records.on_record import OnRecord
from thuongton.reviews.models import ReviewRow
from thuongton.reviews.queries.rows import visible_to


def address_of(row: ReviewRow) -> str:
    """The page of a row."""
    return reverse("reviews:row", args=[row.pk])


ON_ROW = OnRecord(model=ReviewRow, visible=visible_to, address=address_of, give=Right.ACT)
