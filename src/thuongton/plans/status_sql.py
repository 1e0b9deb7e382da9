"""The status of a task as a database expression, made from the same table as ``status.py``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Case, CharField, DateField, F, OuterRef, Q, Subquery, Value
from django.db.models import When as SqlWhen
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact, GreaterThan, IsNull, LessThan, LessThanOrEqual

from thuongton.plans import conditions as c
from thuongton.plans.models import DeadlineChange, Occurrence, Task
from thuongton.plans.status import SOON_DAYS, TABLE, Basis, State, definitions

_DATE = DateField()
_NEVER = Value(None, output_field=_DATE)


class _ToSql:
    """Writes days and conditions as expressions over a model, whose columns stand behind ``prefix``.

    Facts that the model does not have (an occurrence waits for nothing) are false or unknown, and fall out; so does
    what is settled on the way down the table: after the row «finished», the day of finishing is unknown.
    """

    def __init__(
        self,
        model: type[Task] | type[Occurrence],
        given: dict[str, dt.date],
        basis: Basis,
        prefix: str,
        column: type[F] = F,
        settled: dict[str, bool] | None = None,
    ) -> None:
        self.model, self.given, self.basis, self.prefix, self.column = model, given, basis, prefix, column
        self.columns = {field.name for field in model._meta.concrete_fields}
        self.named = definitions(basis)
        self.settled = settled or {}  # name of a day -> whether it is known here

    def but(self, **changes: Any) -> _ToSql:
        now = {name: getattr(self, name) for name in ("model", "given", "basis", "prefix", "column", "settled")}
        return _ToSql(**{**now, **changes})

    def day(self, day: c.Day | None) -> Combinable | None:
        """The expression, or None when the day is unknown for every row."""
        match day:
            case c.Fact(name):
                return self.column(self.prefix + name) if name in self.columns else None
            case c.Given(name):
                return Value(self.given[name], output_field=_DATE)
            case c.Named(name):
                return None if self.settled.get(name) is False else self.day(self.named[name])
            case c.FirstKnown(days):
                parts = []
                for one in days:
                    if (part := self.day(one)) is not None:
                        parts.append(part)
                    if self.sure(one):
                        break
                return Coalesce(*parts) if len(parts) > 1 else parts[0] if parts else None
            case c.When(condition, then, other):
                held = self.condition(condition)
                if isinstance(held, bool):
                    return self.day(then if held else other)
                first, second = self.day(then), self.day(other)
                if first is None and second is None:
                    return None
                return Case(SqlWhen(held, then=first or _NEVER), default=second or _NEVER, output_field=_DATE)
            case c.Changed(column, until):
                return self.changed(column, until)
        return None

    def sure(self, day: c.Day) -> bool:
        """Whether the day is known for every row that gets here."""
        return isinstance(day, c.Given) or (isinstance(day, c.Named) and self.settled.get(day.name, False))

    def changed(self, column: str, until: c.Day) -> Combinable:
        me = OuterRef(self.prefix + "pk")
        mine = Q(task=me, occurrence__isnull=True) if self.model is Task else Q(occurrence=me)
        limit = self.but(column=OuterRef).day(until)
        changes = DeadlineChange.objects.filter(mine, LessThanOrEqual(F("granted_on"), limit))
        return Subquery(changes.order_by("-granted_on", "-pk").values(column)[:1], output_field=_DATE)

    def condition(self, condition: c.Condition, negated: bool = False) -> Q | bool:
        """The condition, or True / False when it is that for every row.

        SQL's «unknown» is as good as false where a condition is asked, but not below a negation: there it is tested.
        """
        match condition:
            case c.Holds(name):
                return Q(Exact(self.column(self.prefix + name), True)) if name in self.columns else False
            case c.Known(day):
                found = self.day(day)
                return False if found is None else self.sure(day) or Q(IsNull(found, False))
            case c.MoreThan(name, number):
                return Q(GreaterThan(self.column(self.prefix + name), number))
            case c.AtMost(first, second) | c.Before(first, second):
                days = [self.day(first), self.day(second)]
                if None in days:
                    return False
                lookup = LessThan if isinstance(condition, c.Before) else LessThanOrEqual
                known = [self.condition(c.Known(day)) for day in (first, second) if negated]
                return _all([*known, Q(lookup(*days))])
            case c.Both(parts):
                return _all([self.condition(part, negated) for part in parts])
            case c.Not(part):
                held = self.condition(part, True)
                return not held if isinstance(held, bool) else ~held
        raise TypeError(condition)

    def table(self, table: c.Table) -> Case:
        """The nested CASE of a table; a row «this day is known» settles it inside the row and after it."""
        rows: list[SqlWhen] = []
        default: Any = None
        here = self
        for condition, value in table:
            name = condition.day.name if isinstance(condition, c.Known) and isinstance(condition.day, c.Named) else None
            inside = here.but(settled={**here.settled, name: True}) if name else here
            then = inside.table(value) if isinstance(value, tuple) else Value(str(value), output_field=CharField())
            held = True if condition is None else here.condition(condition)
            if held is True:
                default = then
                break
            if held is not False:
                rows.append(SqlWhen(held, then=then))
            here = here.but(settled={**here.settled, name: False}) if name else here
        return Case(*rows, default=default, output_field=CharField())


def _all(parts: list[Q | bool]) -> Q | bool:
    if any(part is False for part in parts):
        return False
    whole = Q()
    for part in parts:
        if part is not True:
            whole &= part
    return whole or True


def _given(as_of: dt.date, soon_days: int) -> dict[str, dt.date]:
    return {"as_of": as_of, "soon_until": as_of + dt.timedelta(days=soon_days)}


def status_case(
    as_of: dt.date,
    basis: Basis = Basis.DECLARED,
    soon_days: int = SOON_DAYS,
    prefix: str = "",
    model: type[Task] | type[Occurrence] = Task,
) -> Case:
    """The state on a day as an expression that gives the values of ``State``; ``prefix`` such as ``"task__"``."""
    return _ToSql(model, _given(as_of, soon_days), basis, prefix).table(TABLE)


def day_expression(
    name: str,
    as_of: dt.date,
    basis: Basis = Basis.DECLARED,
    prefix: str = "",
    model: type[Task] | type[Occurrence] = Task,
) -> Combinable:
    """One of the named days of the table as an expression: ``done``, ``start`` or ``due`` (in force on the day)."""
    return _ToSql(model, _given(as_of, 0), basis, prefix).day(c.Named(name)) or _NEVER


def may_be(
    states: Iterable[State],
    as_of: dt.date,
    soon_days: int = SOON_DAYS,
    model: type[Task] | type[Occurrence] = Task,
) -> Q:
    """A plain condition on columns that every row in one of the states meets: it lets an index narrow a list down.

    It is not enough by itself: the state must be asked too.
    """
    of_task = model is Task
    dated = Q(regular=False) if of_task else Q()
    soon = as_of + dt.timedelta(days=soon_days)
    finished = Q(done_on__lte=as_of) | Q(declared_on__lte=as_of)
    needs = {
        State.OVERDUE: dated & (Q(due__lt=as_of) | Q(changes__gt=0)),
        State.DUE_SOON: dated & (Q(due__range=(as_of, soon)) | Q(changes__gt=0)),
        State.RUNNING: dated & Q(started_on__lte=as_of),
        State.WAITING: dated & Q(waits=True) if of_task else Q(pk__in=[]),
        State.NOT_DUE: dated,
        State.DONE_EARLY: dated & finished,
        State.DONE_ON_TIME: dated & finished,
        State.DONE_LATE: dated & finished,
        State.REGULAR: Q(regular=True) if of_task else Q(pk__in=[]),
        State.CANCELLED: Q(cancelled_on__lte=as_of),
    }
    whole = Q()
    for state in states:
        whole |= needs[state]
    return whole
