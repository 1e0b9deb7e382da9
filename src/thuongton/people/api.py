"""Units in the REST API."""

import datetime as dt
from typing import Any

from ninja import Router, Schema
from ninja.pagination import paginate

from thuongton.people import queries
from thuongton.people.requests import SignedInRequest
from thuongton.web.rest import READS, WORDS, Pages, Text

router = Router()


class UnitOut(Schema):
    """A unit (đơn vị)."""

    id: int
    name: str
    kind: str
    identifier: str | None
    parent_id: int | None
    valid_from: dt.date | None
    valid_to: dt.date | None


@router.get("/units", response={200: list[UnitOut], **READS}, operation_id="list_units")
@paginate(Pages)
def units(request: SignedInRequest, words: Text = WORDS) -> Any:
    """Units one may see, in the order of the tree; ``words`` with or without diacritics."""
    return queries.find_units(request.user, words).order_by("path")
