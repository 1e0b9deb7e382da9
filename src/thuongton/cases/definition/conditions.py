"""The closed list of conditions that files may use: data, tested against a view of a case; nothing is evaluated.

``{field: ket_qua, is: thanh}``, ``{field: so_nguoi, at_least: 5}``, ``{state: [moi, trung]}``, ``{did: thu_ly}``,
``{late: true}``, ``{times: tra_ho_so, at_most: 2}``, ``{days_from: ngay_ky, to: ngay_hieu_luc, at_most: 9}``,
``{all: […]}``, ``{any: […]}``, ``{not: …}`` … Statistics forms add the window: ``{did: thu_ly, in:
window}``, ``{state: […], at: start}``, ``{clock: answer, status: done_late}``, ``{link: vu_viec, holds: …}``,
``{kind: khieu_nai}``, ``{set: da_xu_ly}``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

WHEN = ("window", "before", "by_end", "after")
"""Where an act lies: within the window, before it begins, at its end or before, after its end."""
AT = ("start", "end")


class CaseView(Protocol):
    """What a condition may ask of a case."""

    kind_name: str

    def value(self, field: str) -> Any: ...
    def state_at(self, where: str) -> str | None: ...
    def did(self, act: str, where: str, day: str) -> bool: ...
    def times(self, act: str) -> int: ...
    def flagged(self, flag: str) -> bool: ...
    def late(self) -> bool: ...
    def clock(self, name: str, where: str) -> str: ...
    def linked(self, field: str) -> CaseView | None: ...


class CaseCondition:
    """A condition over a view of a case."""

    __slots__ = ()

    def holds(self, view: CaseView) -> bool:
        """Whether it holds."""
        raise NotImplementedError

    def parts(self) -> Iterator[CaseCondition]:
        """Itself and every condition inside."""
        yield self


@dataclass(frozen=True, slots=True)
class FieldIs(CaseCondition):
    """A field has one of the values."""

    field: str
    values: tuple[Any, ...]

    def holds(self, view: CaseView) -> bool:
        return view.value(self.field) in self.values


@dataclass(frozen=True, slots=True)
class FieldKnown(CaseCondition):
    """A field has a value (or has none)."""

    field: str
    known: bool

    def holds(self, view: CaseView) -> bool:
        return (view.value(self.field) not in (None, "", [], {})) is self.known


@dataclass(frozen=True, slots=True)
class FieldBetween(CaseCondition):
    """A number lies between two, both included; an unknown one does not."""

    field: str
    least: int | None
    most: int | None

    def holds(self, view: CaseView) -> bool:
        found = view.value(self.field)
        if isinstance(found, bool) or not isinstance(found, int):
            return False
        return (self.least is None or found >= self.least) and (self.most is None or found <= self.most)


@dataclass(frozen=True, slots=True)
class StateIn(CaseCondition):
    """The case is in one of the states, now or at an end of the window."""

    states: tuple[str, ...]
    where: str = "end"

    def holds(self, view: CaseView) -> bool:
        return view.state_at(self.where) in self.states


@dataclass(frozen=True, slots=True)
class ActDone(CaseCondition):
    """One of the acts has happened, in a part of time; ``day`` is the field that dates it."""

    acts: tuple[str, ...]
    where: str = "by_end"
    day: str = ""

    def holds(self, view: CaseView) -> bool:
        return any(view.did(act, self.where, self.day) for act in self.acts)


@dataclass(frozen=True, slots=True)
class ActTimes(CaseCondition):
    """How often one of the acts was done, together; both bounds included."""

    acts: tuple[str, ...]
    least: int | None
    most: int | None

    def holds(self, view: CaseView) -> bool:
        found = sum(view.times(act) for act in self.acts)
        return (self.least is None or found >= self.least) and (self.most is None or found <= self.most)


@dataclass(frozen=True, slots=True)
class DaysBetween(CaseCondition):
    """How many calendar days lie from one day to another, both fields; bounds included; an unknown day: it fails."""

    first: str
    last: str
    least: int | None
    most: int | None

    def holds(self, view: CaseView) -> bool:
        first, last = _day(view.value(self.first)), _day(view.value(self.last))
        if first is None or last is None:
            return False
        found = (last - first).days
        return (self.least is None or found >= self.least) and (self.most is None or found <= self.most)


def _day(value: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class IsLate(CaseCondition):
    """The act comes after the due day of a clock that it answers to."""

    late: bool

    def holds(self, view: CaseView) -> bool:
        return view.late() is self.late


@dataclass(frozen=True, slots=True)
class Flagged(CaseCondition):
    """A flag is raised."""

    flag: str

    def holds(self, view: CaseView) -> bool:
        return view.flagged(self.flag)


@dataclass(frozen=True, slots=True)
class ClockIs(CaseCondition):
    """One of the clocks has one of the statuses."""

    clocks: tuple[str, ...]
    statuses: tuple[str, ...]
    where: str = "end"

    def holds(self, view: CaseView) -> bool:
        return any(view.clock(name, self.where) in self.statuses for name in self.clocks)


@dataclass(frozen=True, slots=True)
class LinkHolds(CaseCondition):
    """The case that a field names fulfils a condition."""

    field: str
    condition: CaseCondition

    def holds(self, view: CaseView) -> bool:
        other = view.linked(self.field)
        return other is not None and self.condition.holds(other)

    def parts(self) -> Iterator[CaseCondition]:
        yield self


@dataclass(frozen=True, slots=True)
class KindIs(CaseCondition):
    """The case is of one of the kinds."""

    kinds: tuple[str, ...]

    def holds(self, view: CaseView) -> bool:
        return view.kind_name in self.kinds


@dataclass(frozen=True, slots=True)
class AllHold(CaseCondition):
    """Every one holds."""

    conditions: tuple[CaseCondition, ...]

    def holds(self, view: CaseView) -> bool:
        return all(one.holds(view) for one in self.conditions)

    def parts(self) -> Iterator[CaseCondition]:
        yield self
        for one in self.conditions:
            yield from one.parts()


@dataclass(frozen=True, slots=True)
class AnyHolds(CaseCondition):
    """At least one holds."""

    conditions: tuple[CaseCondition, ...]

    def holds(self, view: CaseView) -> bool:
        return any(one.holds(view) for one in self.conditions)

    def parts(self) -> Iterator[CaseCondition]:
        yield self
        for one in self.conditions:
            yield from one.parts()


@dataclass(frozen=True, slots=True)
class NotHolds(CaseCondition):
    """It does not hold."""

    condition: CaseCondition

    def holds(self, view: CaseView) -> bool:
        return not self.condition.holds(view)

    def parts(self) -> Iterator[CaseCondition]:
        yield self
        yield from self.condition.parts()


ALWAYS = AllHold(())
Build = Callable[[dict[str, Any]], CaseCondition]


def words(value: Any) -> tuple[str, ...]:
    """One word or several, as a file may write either."""
    return tuple(value) if isinstance(value, list) else (value,)


def _field(entries: dict[str, Any]) -> CaseCondition:
    name = entries["field"]
    if "is" in entries:
        return FieldIs(name, words(entries["is"]))
    if "known" in entries:
        return FieldKnown(name, entries["known"])
    return FieldBetween(name, entries.get("at_least"), entries.get("at_most"))


BUILDERS: dict[str, tuple[frozenset[str], Build]] = {
    "field": (frozenset({"is", "known", "at_least", "at_most"}), _field),
    "state": (frozenset({"at"}), lambda e: StateIn(words(e["state"]), e.get("at", "end"))),
    "did": (frozenset({"in", "day"}), lambda e: ActDone(words(e["did"]), e.get("in", "by_end"), e.get("day", ""))),
    "times": (
        frozenset({"at_least", "at_most"}),
        lambda e: ActTimes(words(e["times"]), e.get("at_least"), e.get("at_most")),
    ),
    "days_from": (
        frozenset({"to", "at_least", "at_most"}),
        lambda e: DaysBetween(e["days_from"], e["to"], e.get("at_least"), e.get("at_most")),
    ),
    "late": (frozenset(), lambda e: IsLate(e["late"])),
    "flag": (frozenset(), lambda e: Flagged(e["flag"])),
    "clock": (
        frozenset({"status", "at"}),
        lambda e: ClockIs(words(e["clock"]), words(e["status"]), e.get("at", "end")),
    ),
    "kind": (frozenset(), lambda e: KindIs(words(e["kind"]))),
}
"""Conditions that hold no others: the word that opens them, the words they may add, how they are made."""
