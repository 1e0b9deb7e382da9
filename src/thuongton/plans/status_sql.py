"""The status of a task as a database expression, made from the same table as ``status.py``.

The table becomes one text of SQL in which only the columns are left open, so that Django has little to put together:
built from its own expressions the same CASE costs 30 ms a query before the database hears of it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from django.db.models import BooleanField, CharField, DateField, Expression, F, Field, Q, SmallIntegerField

from thuongton.plans import conditions as c
from thuongton.plans.models import DeadlineChange, Occurrence, Task
from thuongton.plans.status import SOON_DAYS, TABLE, Basis, State, definitions

_COLUMN = re.compile(r"{(\w+)}")


class FromFacts(Expression):
    """A text of SQL over columns of one row: ``{due}`` in it stands for the column ``due`` behind ``prefix``."""

    def __init__(self, text: str, prefix: str = "", output_field: Field | None = None) -> None:
        super().__init__(output_field=output_field or CharField())
        self.text = text
        self.names = sorted(set(_COLUMN.findall(text)))
        self.columns: list[Any] = [F(prefix + name) for name in self.names]

    def get_source_expressions(self) -> list[Any]:
        """The columns, which Django resolves to tables and aliases."""
        return self.columns

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        """The columns as resolved."""
        self.columns = list(exprs)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """The text with its columns; it has no parameters, for days are written as ISO dates."""
        written = [compiler.compile(column)[0] for column in self.columns]
        return f"({self.text.format(**dict(zip(self.names, written, strict=True)))})", ()


@dataclass(frozen=True)
class _Writer:
    """Writes days and conditions as SQL over a model.

    Facts that the model does not have (an occurrence waits for nothing) are false or unknown, and fall out; so does
    what is settled on the way down the table: after the row «finished», the day of finishing is unknown.
    """

    model: type[Task] | type[Occurrence]
    given: dict[str, dt.date]
    basis: Basis
    settled: dict[str, bool] = field(default_factory=dict)  # name of a day -> whether it is known here

    @property
    def columns(self) -> set[str]:
        return {one.name for one in self.model._meta.concrete_fields}

    def but(self, name: str, known: bool) -> _Writer:
        return replace(self, settled={**self.settled, name: known})

    def day(self, day: c.Day | None) -> str | None:
        """The SQL of a day, or None when it is unknown for every row."""
        match day:
            case c.Fact(name):
                return f"{{{name}}}" if name in self.columns else None
            case c.Given(name):
                return f"'{self.given[name].isoformat()}'"
            case c.Named(name):
                return None if self.settled.get(name) is False else self.day(definitions(self.basis)[name])
            case c.FirstKnown(days):
                parts = []
                for one in days:
                    if (part := self.day(one)) is not None:
                        parts.append(part)
                    if self.sure(one):
                        break
                return f"COALESCE({', '.join(parts)})" if len(parts) > 1 else parts[0] if parts else None
            case c.When(condition, then, other):
                held = self.condition(condition)
                if isinstance(held, bool):
                    return self.day(then if held else other)
                first, second = self.day(then), self.day(other)
                otherwise = f" ELSE {second}" if second else ""
                return f"CASE WHEN {held} THEN {first or 'NULL'}{otherwise} END" if first or second else None
            case c.Changed(column, until):
                of_row = "c.task_id = {pk} AND c.occurrence_id IS NULL"
                mine = of_row if self.model is Task else "c.occurrence_id = {pk}"
                table, limit = DeadlineChange._meta.db_table, self.day(until)
                last = "ORDER BY c.granted_on DESC, c.id DESC LIMIT 1"
                # Only names of our own columns and ISO dates are put into the text.
                return f"(SELECT c.{column} FROM {table} c WHERE {mine} AND c.granted_on <= {limit} {last})"  # noqa: S608
        return None

    def sure(self, day: c.Day) -> bool:
        """Whether the day is known for every row that gets here."""
        return isinstance(day, c.Given) or (isinstance(day, c.Named) and self.settled.get(day.name, False))

    def condition(self, condition: c.Condition, negated: bool = False) -> str | bool:
        """The SQL of a condition, or True / False when it is that for every row.

        SQL's «unknown» is as good as false where a condition is asked, but not below a negation: there it is tested.
        """
        match condition:
            case c.Holds(name):
                return f"{{{name}}}" if name in self.columns else False
            case c.Known(day):
                found = self.day(day)
                return False if found is None else self.sure(day) or f"{found} IS NOT NULL"
            case c.MoreThan(name, number):
                return f"{{{name}}} > {number}"
            case c.AtMost(first, second) | c.Before(first, second):
                one, two = self.day(first), self.day(second)
                if one is None or two is None:
                    return False
                known = [self.condition(c.Known(day)) for day in (first, second) if negated]
                return _all([*known, f"{one} {'<' if isinstance(condition, c.Before) else '<='} {two}"])
            case c.Both(parts):
                return _all([self.condition(part, negated) for part in parts])
            case c.Not(part):
                held = self.condition(part, True)
                return not held if isinstance(held, bool) else f"NOT ({held})"
        raise TypeError(condition)

    def table(self, table: c.Table) -> str:
        """The nested CASE of a table of SQL values; a row «this day is known» settles it inside itself and after it."""
        rows: list[str] = []
        here = self
        for condition, value in table:
            name = condition.day.name if isinstance(condition, c.Known) and isinstance(condition.day, c.Named) else ""
            inside = here.but(name, True) if name else here
            then = inside.table(value) if isinstance(value, tuple) else str(value)
            held = True if condition is None else here.condition(condition)
            if held is True:
                return f"CASE {' '.join(rows)} ELSE {then} END" if rows else then
            if held is not False:
                rows.append(f"WHEN {held} THEN {then}")
            here = here.but(name, False) if name else here
        raise ValueError("the last row of a table has no condition")


def _all(parts: Iterable[str | bool]) -> str | bool:
    parts = list(parts)
    if any(part is False for part in parts):
        return False
    return " AND ".join(str(part) for part in parts if part is not True) or True


def _told(table: c.Table, tell: Callable[[State], str]) -> Any:
    """The table with other values, as short as they allow: a part with one value is that value."""
    rows: list[tuple[c.Condition | None, Any]] = []
    for condition, value in table:
        rows.append((condition, _told(value, tell) if isinstance(value, tuple) else tell(value)))
    while len(rows) > 1 and rows[-2][1] == rows[-1][1]:
        rows[-2:] = [(None, rows[-1][1])]
    return rows[0][1] if len(rows) == 1 else tuple(rows)


@lru_cache(maxsize=512)
def _written(
    what: str | frozenset[State],
    model: type[Task] | type[Occurrence],
    as_of: dt.date,
    basis: Basis,
    soon_days: int,
) -> str | None:
    given = {"as_of": as_of, "soon_until": as_of + dt.timedelta(days=soon_days)}
    writer = _Writer(model, given, basis)
    if isinstance(what, frozenset):
        told = _told(TABLE, lambda state: "1 = 1" if state in what else "1 = 0")
    elif what == "state":
        told = _told(TABLE, lambda state: f"'{state}'")
    elif what == "order":
        told = _told(TABLE, lambda state: str(state.order))
    else:
        return writer.day(c.Named(what))
    return writer.table(told) if isinstance(told, tuple) else told


def status_case(
    as_of: dt.date,
    basis: Basis = Basis.DECLARED,
    soon_days: int = SOON_DAYS,
    prefix: str = "",
    model: type[Task] | type[Occurrence] = Task,
) -> FromFacts:
    """The state on a day as an expression that gives the values of ``State``; ``prefix`` such as ``"task__"``."""
    return FromFacts(_written("state", model, as_of, basis, soon_days) or "", prefix, CharField())


def status_order(
    as_of: dt.date,
    basis: Basis = Basis.DECLARED,
    soon_days: int = SOON_DAYS,
    prefix: str = "",
    model: type[Task] | type[Occurrence] = Task,
) -> FromFacts:
    """The state on a day as its place in ``State``, from 0: numbers are grouped faster than words."""
    return FromFacts(_written("order", model, as_of, basis, soon_days) or "", prefix, SmallIntegerField())


def is_in(
    states: Iterable[State],
    as_of: dt.date,
    basis: Basis = Basis.DECLARED,
    soon_days: int = SOON_DAYS,
    prefix: str = "",
    model: type[Task] | type[Occurrence] = Task,
) -> FromFacts:
    """Whether the state on a day is one of these: a condition that works out no more than it needs."""
    return FromFacts(_written(frozenset(states), model, as_of, basis, soon_days) or "", prefix, BooleanField())


def day_expression(
    name: str,
    as_of: dt.date,
    basis: Basis = Basis.DECLARED,
    prefix: str = "",
    model: type[Task] | type[Occurrence] = Task,
) -> FromFacts:
    """One of the named days of the table as an expression: ``done``, ``start`` or ``due`` (in force on the day)."""
    return FromFacts(_written(name, model, as_of, basis, 0) or "NULL", prefix, DateField())


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
