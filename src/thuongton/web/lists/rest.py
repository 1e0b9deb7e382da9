"""A list in the REST API: the rows, conditions and values of the page, from the same declaration."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema
from ninja.errors import HttpError
from ninja.pagination import paginate
from pydantic import create_model

from thuongton.web.lists.columns import Column, Kind, Value
from thuongton.web.lists.filters import MOST_LETTERS, Filter
from thuongton.web.lists.listing import Asked, Listing, asked
from thuongton.web.rest import READS, Made, Pages, Text

ASKED: Any = Query(...)
TYPES: dict[Kind, Any] = {Kind.TEXT: str, Kind.NUMBER: float, Kind.DAY: dt.date, Kind.MOMENT: dt.datetime}


def add_listing(router: Router, at: str, listing: Listing, name: str) -> None:
    """Add the list as a route (``/clubs``), called ``list_`` and ``name``.

    A row has its number and the value of every column, those that wait in the picker too; conditions have the names
    that they have in the address of the page. Whatever of them cannot be understood is refused with the sentence that
    the page would say. Only for lists whose columns do not depend on who asks and that stand by themselves.
    """
    if callable(listing.columns) or callable(listing.filters) or listing.place is not None:
        raise ValueError(f"the columns of {listing.key} depend on who asks or where")
    columns = listing.columns
    values: dict[str, Any] = {"id": (int, ...)}
    values |= {_name(one): (TYPES[one.kind] | None, Field(None, description=_(one.label))) for one in columns}
    row = create_model(f"{name.title()}Row", __base__=Schema, **values)
    named: dict[str, Any] = {part: _condition(part, one) for one in listing.filters for part in one.names}
    conditions = create_model(f"{name.title()}Asked", __base__=Schema, **named)

    def rows(request: HttpRequest, conditions: conditions = ASKED) -> Any:  # type: ignore[valid-type]
        found = asked(request, listing)  # reads the conditions from the address, as the page does
        if found.faults:
            raise HttpError(422, " ".join(found.faults))
        return Made(_Found(found), lambda page: _page(found, columns, page))

    rows.__doc__ = f"{_(listing.title)}: the rows of the list one may see, in its usual order."
    answer = {200: list[row], **READS}  # type: ignore[valid-type]
    router.get(at, response=answer, operation_id=f"list_{name}")(paginate(Pages)(rows))


def _name(column: Column) -> str:
    return column.key.replace("-", "_")


def _condition(part: str, one: Filter) -> Any:
    label = _(one.label) if isinstance(one.label, str) else None
    return Text, Field("", max_length=MOST_LETTERS, alias=part, description=label)


class _Found:
    """The records of all pages, to be cut and counted."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked

    def __getitem__(self, cut: slice) -> Any:
        return self.asked.ordered()[cut]

    def count(self) -> int:
        return self.asked.found().order_by().count()


def _page(asked: Asked, columns: Any, records: Any) -> list[dict[str, Any]]:
    return [
        {"id": asked.listing.id_of(row), **{_name(one): _sent(one.printed(row)) for one in columns}}
        for row in asked.made(records)
    ]


def _sent(value: Value) -> Value:
    return value if value != "" else None
