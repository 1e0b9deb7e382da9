"""What every part of the REST API shares: pages, days and texts as they are sent, problems, writing once.

How a room gives its routes stands in ``web/routes.py``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Annotated, Any

from ninja import Field, Header, Path, Query, Schema
from ninja.pagination import LimitOffsetPagination
from pydantic import BeforeValidator

from thuongton.web.dates import FIRST_DAY, LAST_DAY
from thuongton.web.inputs import LARGEST, UNTYPED

Text = Annotated[str, Field(pattern=f"^[^{UNTYPED}]*$")]
"""A text; letters that no keyboard gives are refused, since a program that sends them has something to mend."""


def _written_out(value: object) -> object:
    """Hold a day to «2026-03-31»: a bare number would be taken for seconds since 1970."""
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError("a day is written YYYY-MM-DD")
    if isinstance(value, (int, float)):
        raise ValueError("a day is written YYYY-MM-DD")
    return value


YEARS = "^(19(4[5-9]|[5-9][0-9])|2[01][0-9]{2})-"
Day = Annotated[
    dt.date, BeforeValidator(_written_out), Field(ge=FIRST_DAY, le=LAST_DAY, json_schema_extra={"pattern": YEARS})
]
"""A day that a record can lie on."""


class Problem(Schema):
    """Why a request was not carried out: one Vietnamese sentence."""

    detail: str


MOST_ROWS = 10_000_000
READS = dict.fromkeys((400, 401, 403, 404, 422), Problem)
PROBLEMS = {**READS, 409: Problem}
KEY = Header(..., alias="Idempotency-Key", min_length=8, max_length=128, pattern="^[!-~]+$")
ID = Path(..., ge=1, le=LARGEST)
WORDS = Query("", max_length=200)
AN_ID = Query(None, ge=1, le=LARGEST)


class Pages(LimitOffsetPagination):
    """Pages by ``limit`` (at most 500, 50 unless told) and ``offset``; ``count`` is the whole number."""

    class Input(Schema):
        """What a caller may ask for."""

        limit: int = Field(50, ge=1, le=500)
        offset: int = Field(0, ge=0, le=MOST_ROWS)


class Made:
    """Rows of a page that are made into JSON only when the page is cut out."""

    def __init__(self, rows: Any, make: Callable[[Any], list[dict[str, Any]]]) -> None:
        self.rows, self.make = rows, make

    def __getitem__(self, cut: slice) -> list[dict[str, Any]]:
        return self.make(self.rows[cut])

    def count(self) -> int:
        """How many rows there are on all pages."""
        return int(self.rows.count())

    def all(self) -> Made:
        """What the pages are cut from."""
        return self
