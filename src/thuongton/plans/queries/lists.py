"""Tasks of all plans in one list: the rows behind every number of the home page, the dashboard and the unit pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from thuongton.people.models import Unit, User
from thuongton.plans.models import Task
from thuongton.plans.queries.filters import Filters, filtered
from thuongton.plans.queries.tasks import Row, counts, followed_by, mine, rows_at, rows_of, with_status
from thuongton.plans.status import Basis, State

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
    """A page of the list and the counts of every state, in a fixed number of queries."""
    filters = Filters.from_query(query)
    tasks = filtered(tasks_for(user, query), filters.at())
    counted = counts(tasks, as_of, basis)
    total = sum(counted[state] for state in filters.states) if filters.states else sum(counted.values())
    page = min(max(1, page), max(1, -(-total // PAGE)))
    rows = with_status(tasks, as_of, basis, states=filters.states).order_by("plan", "order", "pk")
    shown = rows_at(rows.values_list("pk", flat=True)[(page - 1) * PAGE : page * PAGE], as_of, basis)
    return Listed(shown, total, page, counted)


def every_row(user: User, query: Mapping[str, str], as_of: dt.date, basis: Basis) -> list[Row]:
    """All rows of the list, for Excel and print."""
    filters = Filters.from_query(query)
    rows = filtered(with_status(tasks_for(user, query), as_of, basis), filters)
    return rows_of(rows.order_by("plan", "order", "pk"), as_of)


def unit_named(user: User, units: QuerySet[Unit], query: Mapping[str, str]) -> Unit | None:
    """The unit an address narrows to, when one may see it."""
    number = query.get("don-vi", "")
    return units.filter(pk=int(number)).first() if number.isascii() and number.isdigit() and len(number) < 16 else None
