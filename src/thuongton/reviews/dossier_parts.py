"""The parts that other subjects add to the page of a document under review, each declared once in ``DOSSIER_PARTS``.

A part is declared in a module of its subject that imports :class:`ReviewPart` from ``review_part`` and no view, and
is named in the list here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from thuongton.people.requests import SignedInRequest
from thuongton.reviews.following_part import FOLLOWING
from thuongton.reviews.models import ReviewRow
from thuongton.reviews.parallel_part import PARALLEL
from thuongton.reviews.review_part import ReviewPart

DOSSIER_PARTS: Sequence[ReviewPart] = (PARALLEL, FOLLOWING)
"""The parts, in the order in which they are shown."""


def parts_of(request: SignedInRequest, row: ReviewRow, day: dt.date) -> list[tuple[ReviewPart, Any]]:
    """The parts that this person is shown of a row."""
    told = [(part, part.context(request, row, day)) for part in DOSSIER_PARTS]
    return [(part, context) for part, context in told if context is not None]
