"""Tasks of all plans in one list: the rows behind every number of the home page, the dashboard and the unit pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, F, QuerySet

from thuongton.people.models import Unit, User
from thuongton.plans.models import Task
from thuongton.plans.queries.filters import Filters, filtered
from thuongton.plans.queries.tasks import BY_ORDER, Row, followed_by, mine, rows_at, rows_of, with_status
from thuongton.plans.status import Basis, State
from thuongton.plans.status_sql import status_order

PAGE = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of tasks with the exact number of all rows that pass the filters."""

    rows: list[Row]
    total: int
    page: int
    counted: dict[State, int]

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE))


def tasks_for(user: User, query: Mapping[str, str]) -> QuerySet[Task]:
    """The tracked tasks an address asks for, before its filters: mine only with ``cua-toi=1``."""
    return mine(user, at_once=True) if query.get("cua-toi") == "1" else followed_by(user)


def listed(user: User, query: Mapping[str, str], as_of: dt.date, basis: Basis, page: int) -> Listed:
    """A page of the list and the counts of every state, in a fixed number of queries.

    One pass counts each state of each plan: it gives the totals and tells on which plans the page falls, so that only
    the rows of those plans are put in order.
    """
    filters = Filters.from_query(query)
    tasks = filtered(tasks_for(user, query), filters.at())
    # «+ 0» hides the key from its index: PostgreSQL would walk through the plans of the whole country for its order.
    found = (
        tasks.order_by()
        .annotate(place=status_order(as_of, basis, model=Task), number=F("plan_id") + 0)
        .values_list("place", "number", "plan__issued_on")
        .annotate(Count("pk"))
    )
    counted = dict.fromkeys(State, 0)
    wanted: dict[int, int] = {}
    for place, plan, _issued, number in sorted(found, key=_place_of_plan, reverse=True):
        state = BY_ORDER[place]
        counted[state] += number
        if not filters.states or state in filters.states:
            wanted[plan] = wanted.get(plan, 0) + number
    total = sum(wanted.values())
    page = min(max(1, page), max(1, -(-total // PAGE)))
    plans, before = _under(wanted, (page - 1) * PAGE)
    rows = with_status(tasks.filter(plan__in=plans), as_of, basis, states=filters.states).order_by(
        "plan", "order", "pk"
    )
    ids = rows.values_list("pk", flat=True)[before : before + PAGE]
    return Listed(rows_at(ids, as_of, basis), total, page, counted)


def _place_of_plan(row: tuple[int, int, dt.date | None, int]) -> tuple[bool, dt.date, int]:
    """The key that puts plans in their order, the newest first; unknown days stand where the database has them."""
    _place, plan, issued, _number = row
    return (issued is None) == connection.features.nulls_order_largest, issued or dt.date.min, plan


def _under(wanted: Mapping[int, int], first: int) -> tuple[list[int], int]:
    """The plans on which the page from row ``first`` on falls, and how many rows of the first one stand before it."""
    plans: list[int] = []
    before, passed = 0, 0
    for plan, number in wanted.items():
        if passed < first + PAGE and passed + number > first:
            before = before if plans else first - passed
            plans.append(plan)
        passed += number
    return plans, before


def every_row(user: User, query: Mapping[str, str], as_of: dt.date, basis: Basis) -> list[Row]:
    """All rows of the list, for Excel and print."""
    filters = Filters.from_query(query)
    rows = filtered(with_status(tasks_for(user, query), as_of, basis), filters)
    return rows_of(rows.order_by("plan", "order", "pk"), as_of)


def unit_named(user: User, units: QuerySet[Unit], query: Mapping[str, str]) -> Unit | None:
    """The unit an address narrows to, when one may see it."""
    number = query.get("don-vi", "")
    return units.filter(pk=int(number)).first() if number.isascii() and number.isdigit() and len(number) < 16 else None
