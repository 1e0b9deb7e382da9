"""A small algebra of days and conditions, from which a rule is written once and compiled to Python and to SQL.

A *day* is a column of facts, a value given at the time of asking, or a choice between days; it may be unknown (None).
A *condition* is true or false, never unknown: a comparison with an unknown day is false.
``python.compile_function`` makes a fast Python function out of them; ``sql.Writer`` makes database expressions.

A *table* is read from above: the first row whose condition holds gives the value, which may be a table of its own.
Which columns there are, and where the rows of a history stand, is known to the room that owns the table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Fact:
    """A column of the facts: ``due``, ``done_on`` …; ``task__due`` is the column of the row it hangs on."""

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
class Latest:
    """A column of the last row of the record's history that is dated on or before ``until``."""

    column: str
    until: Day


Day = Fact | Given | Named | FirstKnown | When | Latest


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


def names_in(part: Day | Condition | None) -> tuple[str, ...]:
    """The named days that a day or a condition speaks of, in the order of their mention."""
    match part:
        case Named(name):
            return (name,)
        case FirstKnown(parts) | Both(parts):
            return tuple(name for one in parts for name in names_in(one))
        case When(condition, then, other):
            return names_in(condition) + names_in(then) + names_in(other)
        case Latest(_, inner) | Known(inner) | Not(inner):
            return names_in(inner)
        case AtMost(first, second) | Before(first, second):
            return names_in(first) + names_in(second)
    return ()


def spelled(part: Any) -> str:
    """A rule, or a table of rules, spelled out in one fixed way: it changes when the rule does, and only then.

    >>> spelled(AtMost(Fact("done_on"), Given("as_of")))
    'AtMost(Fact(done_on),Given(as_of))'
    """
    if is_dataclass(part) and not isinstance(part, type):
        return f"{type(part).__name__}({','.join(spelled(getattr(part, one.name)) for one in fields(part))})"
    if isinstance(part, Mapping):
        return "{" + ",".join(f"{name}:{spelled(one)}" for name, one in part.items()) + "}"
    return f"({','.join(map(spelled, part))})" if isinstance(part, tuple) else str(part)
