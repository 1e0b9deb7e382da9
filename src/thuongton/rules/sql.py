"""A table of decisions as a database expression: one text of SQL in which only the columns are left open.

Built from Django's own expressions the same CASE costs 30 ms a query before the database hears of it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import CharField, Expression, F, Field, Model

from thuongton.rules.conditions import (
    AtMost,
    Before,
    Both,
    Condition,
    Day,
    Definitions,
    Fact,
    FirstKnown,
    Given,
    Holds,
    Known,
    Latest,
    MoreThan,
    Named,
    Not,
    Table,
    When,
)

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


@dataclass(frozen=True, slots=True)
class History:
    """Where :class:`Latest` looks: the rows ``h`` of a table that belong to the record, by the day column ``dated``.

    ``of_row`` is SQL of ours over ``h`` and the columns of the record: ``h.task_id = {pk}``.
    """

    table: str
    of_row: str
    dated: str


def columns_of(model: type[Model], *followed: str) -> frozenset[str]:
    """Names of the columns of a model, and ``relation__column`` of the records that it hangs on."""
    names = {one.name for one in model._meta.concrete_fields}
    for relation in followed:
        other = model._meta.get_field(relation).related_model
        assert isinstance(other, type), relation
        names |= {f"{relation}__{one.name}" for one in other._meta.concrete_fields}
    return frozenset(names)


@dataclass(frozen=True)
class Writer:
    """Writes days, conditions and tables as SQL over the columns of a model.

    Facts that the model does not have are false or unknown, and fall out; so does what is settled on the way down the
    table: after a row «finished», the day of finishing is unknown.
    """

    columns: frozenset[str]
    definitions: Definitions
    given: Mapping[str, dt.date]
    history: History | None = None
    settled: Mapping[str, bool] = field(default_factory=dict)  # name of a day -> whether it is known here

    def but(self, name: str, known: bool) -> Writer:
        """The same where the named day is settled: known, or unknown."""
        return replace(self, settled={**self.settled, name: known})

    def day(self, day: Day | None) -> str | None:
        """The SQL of a day, or None when it is unknown for every row."""
        match day:
            case Fact(name):
                return f"{{{name}}}" if name in self.columns else None
            case Given(name):
                return f"'{self.given[name].isoformat()}'"
            case Named(name):
                return None if self.settled.get(name) is False else self.day(self.definitions[name])
            case FirstKnown(days):
                return self._first_known(days)
            case When(condition, then, other):
                return self._when(self.condition(condition), then, other)
            case Latest(column, until):
                return self._latest(column, self.day(until))
        return None

    def _first_known(self, days: Sequence[Day]) -> str | None:
        parts = []
        for one in days:
            if (part := self.day(one)) is not None:
                parts.append(part)
            if self.sure(one):
                break
        return f"COALESCE({', '.join(parts)})" if len(parts) > 1 else parts[0] if parts else None

    def _when(self, held: str | bool, then: Day, other: Day | None) -> str | None:
        if isinstance(held, bool):
            return self.day(then if held else other)
        first, second = self.day(then), self.day(other)
        otherwise = f" ELSE {second}" if second else ""
        return f"CASE WHEN {held} THEN {first or 'NULL'}{otherwise} END" if first or second else None

    def _latest(self, column: str, until: str | None) -> str | None:
        if self.history is None or until is None:
            return None
        one = self.history
        dated = f'h."{one.dated}"'
        known = f"{one.of_row} AND {dated} <= {until} ORDER BY {dated} DESC, h.id DESC LIMIT 1"
        # Only names of our own columns and ISO dates are put into the text.
        return f'(SELECT h."{column}" FROM {one.table} h WHERE {known})'  # noqa: S608

    def sure(self, day: Day) -> bool:
        """Whether the day is known for every row that gets here."""
        return isinstance(day, Given) or (isinstance(day, Named) and self.settled.get(day.name, False))

    def condition(self, condition: Condition, negated: bool = False) -> str | bool:
        """The SQL of a condition, or True / False when it is that for every row.

        SQL's «unknown» is as good as false where a condition is asked, but not below a negation: there it is tested.
        """
        match condition:
            case Holds(name):
                return f"{{{name}}}" if name in self.columns else False
            case Known(day):
                found = self.day(day)
                return False if found is None else self.sure(day) or f"{found} IS NOT NULL"
            case MoreThan(name, number):
                return f"{{{name}}} > {number}"
            case AtMost(first, second) | Before(first, second):
                one, two = self.day(first), self.day(second)
                if one is None or two is None:
                    return False
                known = [self.condition(Known(day)) for day in (first, second) if negated]
                return _all([*known, f"{one} {'<' if isinstance(condition, Before) else '<='} {two}"])
            case Both(parts):
                return _all([self.condition(part, negated) for part in parts])
            case Not(part):
                held = self.condition(part, True)
                return not held if isinstance(held, bool) else f"NOT ({held})"
        raise TypeError(condition)

    def table(self, table: Table) -> str:
        """The nested CASE of a table of SQL values; a row «this day is known» settles it inside itself and after it."""
        rows: list[str] = []
        here = self
        for condition, value in table:
            name = condition.day.name if isinstance(condition, Known) and isinstance(condition.day, Named) else ""
            inside = here.but(name, True) if name else here
            then = inside.table(value) if isinstance(value, tuple) else str(value)
            held = True if condition is None else here.condition(condition)
            if held is True:
                return f"CASE {' '.join(rows)} ELSE {then} END" if rows else then
            if held is not False:
                rows.append(f"WHEN {held} THEN {then}")
            here = here.but(name, False) if name else here
        raise ValueError("the last row of a table has no condition")

    def decided(self, table: Table, tell: Callable[[Any], str]) -> str:
        """The SQL of a table whose values ``tell`` puts into SQL."""
        told = _told(table, tell)
        return self.table(told) if isinstance(told, tuple) else told


def _all(parts: Iterable[str | bool]) -> str | bool:
    parts = list(parts)
    if any(part is False for part in parts):
        return False
    return " AND ".join(str(part) for part in parts if part is not True) or True


def _told(table: Table, tell: Callable[[Any], str]) -> Any:
    """The table with other values, as short as they allow: a part with one value is that value."""
    rows: list[tuple[Condition | None, Any]] = []
    for condition, value in table:
        rows.append((condition, _told(value, tell) if isinstance(value, tuple) else tell(value)))
    while len(rows) > 1 and rows[-2][1] == rows[-1][1]:
        rows[-2:] = [(None, rows[-1][1])]
    return rows[0][1] if len(rows) == 1 else tuple(rows)
