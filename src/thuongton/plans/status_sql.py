"""The status of a task as a database expression, made from the same table as ``status.py``."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Case, CharField, DateField, F, OuterRef, Q, Subquery, Value
from django.db.models import When as SqlWhen
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact, GreaterThan, IsNull, LessThanOrEqual

from thuongton.plans import conditions as c
from thuongton.plans.models import DeadlineChange, Occurrence, Task
from thuongton.plans.status import SOON_DAYS, TABLE, Basis, definitions

_DATE = DateField()
_NEVER = Value(None, output_field=_DATE)


class _ToSql:
    """Writes days and conditions as expressions over a model, whose columns stand behind ``prefix``.

    Facts that the model does not have (an occurrence waits for nothing) are false or unknown, and fall out.
    """

    def __init__(
        self,
        model: type[Task] | type[Occurrence],
        given: dict[str, dt.date],
        basis: Basis,
        prefix: str,
        column: type[F] = F,
    ) -> None:
        self.model, self.given, self.basis, self.prefix, self.column = model, given, basis, prefix, column
        self.columns = {field.name for field in model._meta.concrete_fields}
        self.named = definitions(basis)

    def day(self, day: c.Day | None) -> Combinable | None:
        """The expression, or None when the day is unknown for every row."""
        match day:
            case c.Fact(name):
                return self.column(self.prefix + name) if name in self.columns else None
            case c.Given(name):
                return Value(self.given[name], output_field=_DATE)
            case c.Named(name):
                return self.day(self.named[name])
            case c.FirstKnown(days):
                parts = [part for part in map(self.day, days) if part is not None]
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

    def changed(self, column: str, until: c.Day) -> Combinable:
        me = OuterRef(self.prefix + "pk")
        mine = Q(task=me, occurrence__isnull=True) if self.model is Task else Q(occurrence=me)
        limit = _ToSql(self.model, self.given, self.basis, self.prefix, OuterRef).day(until)
        changes = DeadlineChange.objects.filter(mine, LessThanOrEqual(F("granted_on"), limit))
        return Subquery(changes.order_by("-granted_on", "-pk").values(column)[:1], output_field=_DATE)

    def condition(self, condition: c.Condition) -> Q | bool:
        """The condition, or True / False when it is that for every row."""
        match condition:
            case c.Holds(name):
                return Q(Exact(self.column(self.prefix + name), True)) if name in self.columns else False
            case c.Known(day):
                found = self.day(day)
                return False if found is None else True if isinstance(found, Value) else Q(IsNull(found, False))
            case c.MoreThan(name, number):
                return Q(GreaterThan(self.column(self.prefix + name), number))
            case c.AtMost(first, second):
                days = [self.day(first), self.day(second)]
                if None in days:
                    return False
                known = [Q(IsNull(day, False)) for day in days if not isinstance(day, Value)]
                return _all([*known, Q(LessThanOrEqual(*days))])
            case c.Both(parts):
                return _all([self.condition(part) for part in parts])
            case c.Not(part):
                held = self.condition(part)
                return not held if isinstance(held, bool) else ~held
        raise TypeError(condition)

    def table(self, table: c.Table) -> Case:
        rows: list[SqlWhen] = []
        default: Any = None
        for condition, value in table:
            then = self.table(value) if isinstance(value, tuple) else Value(str(value), output_field=CharField())
            held = True if condition is None else self.condition(condition)
            if held is True:
                default = then
                break
            if held is not False:
                rows.append(SqlWhen(held, then=then))
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
