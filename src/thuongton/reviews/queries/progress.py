"""How far units and people have come with their rows: how many stand in each state, how many are late."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from thuongton.people.models import Unit, User
from thuongton.people.queries import in_scope
from thuongton.reviews.models import Campaign, ReviewRow
from thuongton.reviews.queries.desk import campaigns_of, late_rows
from thuongton.reviews.states import CONDITIONS, RowState

LATE, EVERY = "late", "every"


def campaign_asked(user: User, pk: int | None) -> Campaign | None:
    """The campaign that an address names; None for none, or for one that is not seen."""
    return campaigns_of(user).filter(pk=pk).first() if pk is not None else None


def rows_counted(user: User, campaign: Campaign | None) -> QuerySet[ReviewRow]:
    """The rows that are counted: all one may see, of one campaign where it is named."""
    found = ReviewRow.objects.filter(in_scope(user)).order_by()
    return found.filter(campaign=campaign) if campaign is not None else found


def units_counted(user: User, campaign: Campaign | None, day: dt.date) -> QuerySet[Unit]:
    """The units that have rows, with the number of rows in each state, ``late`` and ``every``."""
    return _counted(Unit.objects.filter(in_scope(user, "")), "unit", rows_counted(user, campaign), day)


def people_counted(user: User, campaign: Campaign | None, day: dt.date) -> QuerySet[User]:
    """The people who handle rows, with the same numbers."""
    return _counted(User.objects.all(), "handler", rows_counted(user, campaign), day)


def _counted(found: QuerySet[Any], column: str, rows: QuerySet[ReviewRow], day: dt.date) -> QuerySet[Any]:
    def number(narrowed: QuerySet[ReviewRow]) -> Coalesce:
        told = narrowed.filter(**{column: OuterRef("pk")}).order_by().values(column).annotate(number=Count("pk"))
        return Coalesce(Subquery(told.values("number"), output_field=IntegerField()), Value(0))

    numbers = {state.value: number(rows.filter(CONDITIONS[state])) for state in RowState}
    numbers |= {LATE: number(late_rows(rows, day)), EVERY: number(rows)}
    return found.filter(Q(pk__in=rows.values(column))).annotate(**numbers)
