"""A section that another subject adds to the page of a document under review."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from thuongton.people.requests import SignedInRequest
from thuongton.reviews.models import ReviewRow


@dataclass(frozen=True, slots=True)
class ReviewPart:
    """A section of the page: ``context(request, row, day)`` is what its template finds as ``shown``, None for none."""

    key: str
    label: Any
    template: str
    context: Callable[[SignedInRequest, ReviewRow, dt.date], Any | None]
