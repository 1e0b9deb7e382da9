"""A table of decisions as a fast Python function, built as syntax: no text is compiled, from outside or our own."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Any

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
    names_in,
)

# Days that are known by construction; a comparison with them needs no test for None.
_ALWAYS = (Given,)


class _ToPython:
    """Writes days and conditions as Python syntax; ``facts`` is the argument that holds the columns."""

    def __init__(self, latest: str) -> None:
        self.latest = latest

    def name(self, text: str) -> ast.expr:
        return ast.Name(text, ast.Load())

    def fact(self, text: str) -> ast.expr:
        found = self.name("facts")
        for part in text.split("__"):
            found = ast.Attribute(found, part, ast.Load())
        return found

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
            case Latest(column, until):
                return ast.Call(self.name(self.latest), [self.name("facts"), ast.Constant(column), self.day(until)], [])
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


class _Body:
    """The statements of the function: each named day is worked out once, where it is first needed."""

    def __init__(self, definitions: Definitions, each: bool) -> None:
        self.definitions = definitions
        self.each = each
        self.write = _ToPython("_latest")
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
    latest: Callable[[Any, str, Any], Any] | None = None,
    *,
    each: bool = False,
) -> Callable[..., Any]:
    """A function ``f(facts, *given)`` that returns the value of the first row of ``table`` whose condition holds.

    ``latest(facts, column, until)`` answers :class:`Latest`, where the table asks for it. With ``each`` the function
    takes many facts and returns a list, in one loop: a call for each of 100,000 rows would cost as much as the rule.
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
    space: dict[str, Any] = {"_latest": latest, **made.values}
    exec(compile(module, "<decision table>", "exec"), space)  # noqa: S102 (syntax built here, no text from outside)
    return space["decide"]
