"""A small algebra of days and conditions, from which a rule is compiled once to Python and once to SQL.

A *day* is a column of facts, a value given at the time of asking, or a choice between days; it may be unknown (None).
A *condition* is true or false, never unknown: a comparison with an unknown day is false.
``compile_function`` makes a fast Python function out of them; ``status_sql`` makes database expressions.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Fact:
    """A column of the facts: ``due``, ``done_on`` …"""

    name: str


@dataclass(frozen=True, slots=True)
class Given:
    """A day given when asking: ``as_of``."""

    name: str


@dataclass(frozen=True, slots=True)
class Named:
    """A day defined before under a name."""

    name: str


@dataclass(frozen=True, slots=True)
class FirstKnown:
    """The first of several days that is known."""

    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class When:
    """``then`` where the condition holds, else ``other`` (None: unknown)."""

    condition: Condition
    then: Day
    other: Day | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """A column of the last change of deadline granted on or before ``until``; asked only where changes are several."""

    column: str
    until: Day


Day = Fact | Given | Named | FirstKnown | When | Changed


@dataclass(frozen=True, slots=True)
class Holds:
    """A true-or-false fact that is true: ``regular``."""

    name: str


@dataclass(frozen=True, slots=True)
class Known:
    """The day is known."""

    day: Day


@dataclass(frozen=True, slots=True)
class AtMost:
    """Both days are known and the first is not after the second."""

    first: Day
    second: Day


@dataclass(frozen=True, slots=True)
class Before:
    """Both days are known and the first is earlier than the second."""

    first: Day
    second: Day


@dataclass(frozen=True, slots=True)
class MoreThan:
    """A count among the facts is greater than a number."""

    name: str
    number: int


@dataclass(frozen=True, slots=True)
class Both:
    """Every one of the conditions holds."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The condition does not hold."""

    condition: Condition


Condition = Holds | Known | AtMost | Before | MoreThan | Both | Not
Definitions = Mapping[str, Day]
# Rows of (condition, value); the value may be a table of its own or a day; the last row has no condition.
Table = Sequence[tuple[Condition | None, Any]]

# Days that are known by construction; a comparison with them needs no test for None.
_ALWAYS = (Given,)


class _ToPython:
    """Writes days and conditions as Python syntax; ``facts`` is the argument that holds the columns."""

    def __init__(self, changed: str) -> None:
        self.changed = changed

    def name(self, text: str) -> ast.expr:
        return ast.Name(text, ast.Load())

    def fact(self, text: str) -> ast.expr:
        return ast.Attribute(self.name("facts"), text, ast.Load())

    def day(self, day: Day) -> ast.expr:
        match day:
            case Fact(name):
                return self.fact(name)
            case Given(name) | Named(name):
                return self.name(name)
            case FirstKnown(days):
                first, *rest = days
                if not rest:
                    return self.day(first)
                kept = ast.NamedExpr(ast.Name("_kept", ast.Store()), self.day(first))
                test = ast.Compare(kept, [ast.IsNot()], [ast.Constant(None)])
                return ast.IfExp(test, self.name("_kept"), self.day(FirstKnown(tuple(rest))))
            case When(condition, then, other):
                otherwise = ast.Constant(None) if other is None else self.day(other)
                return ast.IfExp(self.condition(condition), self.day(then), otherwise)
            case Changed(column, until):
                return ast.Call(
                    self.name(self.changed), [self.name("facts"), ast.Constant(column), self.day(until)], []
                )
        raise TypeError(day)

    def condition(self, condition: Condition) -> ast.expr:
        match condition:
            case Holds(name):
                return self.fact(name)
            case Known(day):
                return ast.Compare(self.day(day), [ast.IsNot()], [ast.Constant(None)])
            case MoreThan(name, number):
                return ast.Compare(self.fact(name), [ast.Gt()], [ast.Constant(number)])
            case AtMost(first, second) | Before(first, second):
                tests = [self.condition(Known(day)) for day in (first, second) if not isinstance(day, _ALWAYS)]
                sign = ast.Lt() if isinstance(condition, Before) else ast.LtE()
                compare = ast.Compare(self.day(first), [sign], [self.day(second)])
                return ast.BoolOp(ast.And(), [*tests, compare]) if tests else compare
            case Both(conditions):
                return ast.BoolOp(ast.And(), [self.condition(part) for part in conditions])
            case Not(part):
                return ast.UnaryOp(ast.Not(), self.condition(part))
        raise TypeError(condition)


def names_in(part: Day | Condition | None) -> tuple[str, ...]:
    """The named days that a day or a condition speaks of, in the order of their mention."""
    match part:
        case Named(name):
            return (name,)
        case FirstKnown(parts) | Both(parts):
            return tuple(name for one in parts for name in names_in(one))
        case When(condition, then, other):
            return names_in(condition) + names_in(then) + names_in(other)
        case Changed(_, inner) | Known(inner) | Not(inner):
            return names_in(inner)
        case AtMost(first, second) | Before(first, second):
            return names_in(first) + names_in(second)
    return ()


class _Body:
    """The statements of the function: each named day is worked out once, where it is first needed."""

    def __init__(self, definitions: Definitions, each: bool) -> None:
        self.definitions = definitions
        self.each = each
        self.write = _ToPython("_changed")
        self.values: dict[str, Any] = {}

    def rows(self, table: Table, known: frozenset[str] = frozenset()) -> list[ast.stmt]:
        body: list[ast.stmt] = []
        for condition, value in table:
            before, known = self.assign(names_in(condition), known)
            body += before
            answer = self.answer(value, known)
            body += answer if condition is None else [ast.If(self.write.condition(condition), answer, [])]
        return body

    def assign(self, names: tuple[str, ...], known: frozenset[str]) -> tuple[list[ast.stmt], frozenset[str]]:
        body: list[ast.stmt] = []
        for name in names:
            if name not in known:
                day = self.definitions[name]
                before, known = self.assign(names_in(day), known)
                body += [*before, ast.Assign([ast.Name(name, ast.Store())], self.write.day(day))]
                known |= {name}
        return body, known

    def answer(self, value: Any, known: frozenset[str]) -> list[ast.stmt]:
        if isinstance(value, tuple):
            return self.rows(value, known)
        if isinstance(value, Day):
            before, _known = self.assign(names_in(value), known)
            return [*before, ast.Return(self.write.day(value))]
        name = f"_value{len(self.values)}"
        self.values[name] = value
        if not self.each:
            return [ast.Return(self.write.name(name))]
        return [ast.Expr(ast.Call(self.write.name("_keep"), [self.write.name(name)], [])), ast.Continue()]


def compile_function(
    definitions: Definitions,
    table: Table,
    given: Sequence[str],
    changed: Callable[[Any, str, Any], Any],
    *,
    each: bool = False,
) -> Callable[..., Any]:
    """A function ``f(facts, *given)`` that returns the value of the first row of ``table`` whose condition holds.

    ``changed(facts, column, until)`` answers :class:`Changed`. With ``each`` the function takes many facts and returns
    a list, in one loop: a call for each of 100,000 rows would cost as much as the rule itself.
    """
    made = _Body(definitions, each)
    body = made.rows(table)
    if each:
        keep = ast.Attribute(ast.Name("_all", ast.Load()), "append", ast.Load())
        body = [
            ast.Assign([ast.Name("_all", ast.Store())], ast.List([], ast.Load())),
            ast.Assign([ast.Name("_keep", ast.Store())], keep),
            ast.For(ast.Name("facts", ast.Store()), ast.Name("many", ast.Load()), body, []),
            ast.Return(ast.Name("_all", ast.Load())),
        ]
    names = ["many" if each else "facts", *given]
    arguments = ast.arguments([], [ast.arg(name) for name in names], None, [], [], None, [])
    function = ast.FunctionDef("decide", arguments, body, [])
    module = ast.fix_missing_locations(ast.Module([function], []))
    space: dict[str, Any] = {"_changed": changed, **made.values}
    exec(compile(module, "<decision table>", "exec"), space)  # noqa: S102 (syntax built here, no text from outside)
    return space["decide"]
