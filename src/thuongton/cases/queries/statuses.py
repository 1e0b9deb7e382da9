"""The statuses of clocks as the database works them out: the table of ``engine.clocks`` over the columns of terms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import Case as Choice
from django.db.models import CharField, F, Q, QuerySet, Value, When

from thuongton.cases.definition.installed import follows_installed
from thuongton.cases.definition.library import known_kinds
from thuongton.cases.engine.clocks import STATUS
from thuongton.cases.models import CaseTerm
from thuongton.cases.rows import zoned
from thuongton.rules.conditions import AtMost, Before, Condition, Fact, Given, Known, Not, Table

_MOMENTS = {
    "started_on": "started_at",
    "due": "due_at",
    "soon_from": "soon_at",
    "stopped_on": "stopped_at",
    "cancelled_on": "cancelled_at",
    "replaced_on": "replaced_at",
}
_JUDGED = ("due", "soon_from")
"""Columns that a clock in hours is judged by: asked for a day, by its first moment; what ended that day has ended."""


class _Asked:
    """The columns of days or of moments, and what ``as_of`` is beside each of them."""

    def __init__(self, columns: Mapping[str, str], judged: Any, ended: Any) -> None:
        self.columns, self.judged, self.ended = columns, judged, ended

    def column(self, fact: Any) -> str:
        assert isinstance(fact, Fact)
        return self.columns.get(fact.name, fact.name)

    def given(self, fact: Any) -> Any:
        return self.judged if isinstance(fact, Fact) and fact.name in _JUDGED else self.ended

    def condition(self, condition: Condition) -> Q:
        match condition:
            case Known(day):
                return Q(**{f"{self.column(day)}__isnull": False})
            case Not(Known(day)):
                return Q(**{f"{self.column(day)}__isnull": True})
            case AtMost(first, Given()):
                return Q(**{f"{self.column(first)}__lte": self.given(first)})
            case AtMost(first, second):
                return Q(**{f"{self.column(first)}__lte": F(self.column(second))})
            case Before(Given(), second):
                return Q(**{f"{self.column(second)}__gt": self.given(second)})
            case Before(first, Given()):
                return Q(**{f"{self.column(first)}__lt": self.given(first)})
        raise TypeError(condition)

    def table(self, table: Table) -> Any:
        rows: list[When] = []
        for condition, value in table:
            then = self.table(value) if isinstance(value, tuple) else Value(str(value))
            if condition is None:
                return Choice(*rows, default=then, output_field=CharField())
            rows.append(When(self.condition(condition), then=then))
        raise ValueError("the last row of a table has no condition")


def status_expression(as_of: dt.datetime, timed: bool) -> Any:
    """The status of a term on a day or, ``timed``, at a moment (local, without a zone)."""
    end = as_of if timed else dt.datetime.combine(as_of.date(), dt.time(23, 59, 59))
    days = _Asked({}, as_of.date(), as_of.date())
    moments = _Asked(_MOMENTS, zoned(as_of if timed else dt.datetime.combine(as_of.date(), dt.time())), zoned(end))
    return Choice(
        When(by_moment=True, then=moments.table(STATUS)), default=days.table(STATUS), output_field=CharField()
    )


def with_status(terms: QuerySet[CaseTerm], as_of: dt.datetime, timed: bool) -> QuerySet[CaseTerm]:
    """Terms with ``status`` as of a day or moment."""
    return terms.annotate(status=status_expression(as_of, timed))


def live(as_of: dt.datetime, timed: bool, *statuses: str) -> QuerySet[CaseTerm]:
    """The office's own clocks that run, with one of the statuses."""
    running = CaseTerm.objects.filter(
        _near(as_of.date(), set(statuses)),
        past=False, followed=False, stopped_on=None, cancelled_on=None, replaced_on=None,
    )  # fmt: skip
    return with_status(running, as_of, timed).filter(status__in=statuses)  # type: ignore[misc]


def _near(day: dt.date, statuses: set[str]) -> Q:
    """What follows of the due day from the statuses alone, in words that an index of the database answers."""
    found = Q()
    if statuses <= {"overdue", "due_soon"}:
        found &= Q(due__lte=day if statuses == {"overdue"} else day + _longest_warning())
    if statuses == {"due_soon"}:
        found &= Q(due__gte=day)
    return found


@follows_installed
def _longest_warning() -> dt.timedelta:
    """No clock is due soon so many days before its day: warnings count working days, a week has one, Tết a month."""
    warned = [clock.warn for kinds in known_kinds().values() for kind in kinds for clock in kind.clocks.values()]
    return dt.timedelta(days=7 * max(warned, default=0) + 31)
