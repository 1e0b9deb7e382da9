"""Documents under review that a person may see, and how many stand in which state."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, QuerySet

from thuongton.people.models import User
from thuongton.people.queries import in_scope
from thuongton.reviews.models import ReviewRow
from thuongton.reviews.states import STATE, RowState


def visible_to(user: User) -> QuerySet[ReviewRow]:
    """The rows of one's unit and the units below it, with what a line of a list shows."""
    return ReviewRow.objects.filter(in_scope(user)).select_related(
        "unit", "act", "campaign", "handler", "proposal", "decision"
    )


def counts(rows: QuerySet[ReviewRow]) -> dict[RowState, int]:
    """How many of some rows stand in each state; every state is named."""
    return next(iter(counts_by(rows, ()).values()), dict.fromkeys(RowState, 0))


def counts_by_unit(rows: QuerySet[ReviewRow]) -> dict[int, dict[RowState, int]]:
    """How many of some rows stand in each state, for each unit that has any."""
    return {key[0]: found for key, found in counts_by(rows, ("unit",)).items()}


def counts_by(rows: QuerySet[ReviewRow], columns: Iterable[str]) -> dict[tuple[int, ...], dict[RowState, int]]:
    """How many of some rows stand in each state for each value of some columns, by one statement."""
    columns = tuple(columns)
    told = rows.select_related(None).order_by().annotate(state=STATE).values_list(*columns, "state")
    found: dict[tuple[int, ...], dict[RowState, int]] = {}
    for *key, state, number in told.annotate(number=Count("pk")):
        found.setdefault(tuple(key), dict.fromkeys(RowState, 0))[RowState(state)] = number
    return found
