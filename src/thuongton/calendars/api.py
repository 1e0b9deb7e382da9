"""A clock of the law in the REST API: when it ends and why, by the calendar of the unit of the hat that is worn."""

import datetime as dt
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils import timezone
from ninja import Field, Query, Router, Schema
from pydantic import BeforeValidator

from thuongton.calendars import queries
from thuongton.calendars.terms import UnusableTerm
from thuongton.calendars.terms.answering import answer
from thuongton.calendars.terms.files import named
from thuongton.calendars.terms.reading import HERE, TermCase
from thuongton.people.requests import SignedInRequest
from thuongton.people.scopes import worn
from thuongton.web.rest import READS

router = Router()
RULE = Query(..., min_length=3, max_length=120, pattern="^[a-z0-9_]+[.][a-z0-9_]+$")
FROM = Query(..., alias="from")
YEARS = "^(19(4[5-9]|[5-9][0-9])|20[0-9]{2})-"


def _written_out(value: object) -> object:
    """Hold a moment to «2026-03-31T09:00»: a bare number would be taken for seconds since 1970."""
    if not isinstance(value, str) or not 16 <= len(value) <= 40 or value[4:5] != "-":
        raise ValueError("a moment is written YYYY-MM-DDTHH:MM")
    return value


Moment = Annotated[dt.datetime, BeforeValidator(_written_out), Field(json_schema_extra={"pattern": YEARS})]
"""A moment, of the place where it names no zone."""


class LeftOut(Schema):
    """What is left of a clock: ``n`` of a unit, negative when it is over."""

    n: float
    unit: str


class CalendarOut(Schema):
    """Which calendar was counted with."""

    name: str
    sha256: str


class ClockDayOut(Schema):
    """One day: counted (``n``), off, paused or worked on a weekend; ``due`` marks the last."""

    day: dt.date
    n: float | None = None
    off: str | None = None
    paused: str | None = None
    worked: str | None = None
    source: str | None = None
    due: bool = False


class ReadingOut(Schema):
    """What the law does not say («chưa có quy định rõ») and how it was read."""

    key: str
    value: str
    asked: str
    taken: str
    note: str
    clause: str


class ClockOut(Schema):
    """When a clock ends, how it stands, and each day on the way; ``due_at`` of clocks in hours, «2026-03-02T08:30»."""

    rule: str
    due: dt.date | None
    due_at: str | None
    status: str
    left: LeftOut | None
    provisional: bool
    clause: str | None
    calendar: CalendarOut
    days: list[ClockDayOut]
    readings: list[ReadingOut]
    text: str


@router.get("/clock", response={200: ClockOut, **READS}, operation_id="get_clock")
def clock(
    request: SignedInRequest,
    rule: str = RULE,
    start: Moment = FROM,
    as_of: Moment | None = None,
) -> Any:
    """The clock ``KIND.CLOCK`` in force on the day of the event: due day, status at ``as_of`` (else now), days."""
    event = _here(start)
    if queries.find_rule(rule, event.date()) is None:
        raise Http404
    now = timezone.localtime().replace(tzinfo=None)
    hat = worn(request.user)
    unit = hat.scope if hat is not None else None
    calendar = named(queries.calendar(unit=unit), str(unit or ""))
    try:
        found = answer(
            TermCase(event, rule), calendar, now, as_of=_here(as_of) if as_of else None, find=queries.find_rule
        )
    except UnusableTerm as error:
        raise ValidationError(str(error)) from error
    return {"rule": rule, **found}


def _here(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(HERE).replace(tzinfo=None) if moment.tzinfo is not None else moment
