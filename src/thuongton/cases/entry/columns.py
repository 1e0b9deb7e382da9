"""The columns of a paper book (cột của sổ giấy): worked out of a kind's acts and fields, or as its file says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from thuongton.cases.definition.grid_files import DAY
from thuongton.cases.definition.model import (
    ANY,
    Bilingual,
    CaseKind,
    KindField,
    KindGrid,
    KindGridColumn,
    KindTransition,
)
from thuongton.cases.sealed_fields import is_masked, is_personal

DAY_FIELD = "day"
ROWS_SHOWN = 2
"""Rows of a field of rows (các bên) that have a column where the file says nothing."""


@dataclass(frozen=True, slots=True)
class EntryColumn:
    """One column. ``name``: «act.on», «act.field» or «act.field.1.part»; ``field`` None: the day of the act.

    ``row`` and ``part`` say which cell of a field of rows. ``personal``: it may say who somebody is; ``masked``: the
    law calls it sensitive, or only handler and leader may read it; neither is ever offered from other cases.
    """

    name: str
    act: str
    label: Bilingual
    field: KindField | None = None
    row: int = 0
    part: KindField | None = None
    personal: bool = False
    masked: bool = False
    needed: bool = False

    @property
    def value_field(self) -> KindField | None:
        """The field of the value of a cell; None where it is the day of an act."""
        return self.part or self.field

    @property
    def type(self) -> str:
        """The type of its values, one of FIELD_TYPES."""
        found = self.value_field
        return DAY_FIELD if found is None else found.kind


@dataclass(frozen=True, eq=False)
class EntryGrid:
    """The columns of a kind for one hat. ``acts``: those written, in their order; ``days``: whose day each takes.

    ``left``: acts of the book that this hat may not do.
    """

    kind: CaseKind
    acts: tuple[str, ...]
    days: Mapping[str, str]
    columns: tuple[EntryColumn, ...]
    left: tuple[str, ...] = ()

    def of(self, act: str) -> list[EntryColumn]:
        """The columns of one act, its day left out."""
        return [one for one in self.columns if one.act == act and one.field is not None]

    def said_apart(self) -> list[str]:
        """Acts without a day of their own in the book."""
        return [act for act in self.acts if act in self.days]


def grid_of(kind: CaseKind, role: str) -> EntryGrid | None:
    """The grid of a kind for a hat (``congchuc``, ``lanhdao``); None where it may open no case of it."""
    asked = kind.grid or KindGrid()
    way = list(asked.acts) or _way(kind, role)
    if not way or role not in kind.transitions[way[0]].role:
        return None
    cut = next((place for place, act in enumerate(way) if role not in kind.transitions[act].role), len(way))
    acts, left = way[:cut], way[cut:]
    days = {act: other for act, other in asked.days.items() if act in acts and other in acts}
    wanted = asked.columns or tuple(_default_columns(kind, acts, days))
    columns = [_column(kind, one) for one in wanted if one.name.partition(".")[0] in acts]
    return EntryGrid(kind, tuple(acts), days, tuple(_told_apart(kind, columns)), tuple(left))


def _way(kind: CaseKind, role: str) -> list[str]:
    """The acts of a case that goes as most do: from the richest act that opens one, on to an end.

    Of several acts that leave a state, those that answer to a time limit go first, then those in the order of the file;
    one that only makes time stand still is no way on.
    """
    openings = [one for one in kind.transitions.values() if one.opens and role in one.role]
    if not openings:
        return []
    first = max(openings, key=lambda one: len(one.given))
    found, state, seen = [first.name], first.to, {first.to}
    while state is not None and not kind.states[state].final:
        onward = [one for one in kind.transitions.values() if _leads_on(kind, one, state, seen)]
        if not onward:
            break
        one = min(onward, key=lambda one: not one.within)
        found.append(one.name)
        state = one.to
        seen.add(state)
    return found


def _leads_on(kind: CaseKind, one: KindTransition, state: str, seen: set[str | None]) -> bool:
    if one.to is None or one.to in seen or one.reopens or ANY in one.sources or state not in one.sources:
        return False
    return kind.states[one.to].clock != "paused"


def _default_columns(kind: CaseKind, acts: Iterable[str], days: Mapping[str, str]) -> Iterator[KindGridColumn]:
    for act in acts:
        transition = kind.transitions[act]
        if act not in days:
            yield KindGridColumn(f"{act}.{DAY}")
        for name in _in_order(kind, transition):
            field = kind.fields[name]
            if field.kind == "rows":
                first = field.parts[0].name if field.parts else ""
                for row in range(1, ROWS_SHOWN + 1) if first else ():
                    yield KindGridColumn(f"{act}.{name}.{row}.{first}")
            elif field.kind != "case":
                yield KindGridColumn(f"{act}.{name}")


def _in_order(kind: CaseKind, transition: KindTransition) -> list[str]:
    """The fields of an act as its file lists them, those only required or asked for after them."""
    named = [*transition.fields, *(need.field for need in transition.requires), *transition.asks]
    return [name for name in dict.fromkeys(named) if name in kind.fields]


def _column(kind: CaseKind, one: KindGridColumn) -> EntryColumn:
    act, _dot, rest = one.name.partition(".")
    transition = kind.transitions[act]
    if rest == DAY:
        said = one.label or Bilingual(f"Ngày: {transition.label.vi}", f"Day: {transition.label.en}")
        return EntryColumn(one.name, act, said, needed=transition.opens)
    name, *inner = rest.split(".")
    field = kind.fields[name]
    row, part = (int(inner[0]), next(p for p in field.parts if p.name == inner[1])) if inner else (0, None)
    label = one.label or field.label
    if part is not None and one.label is None:
        label = Bilingual(f"{field.label.vi} {row}: {part.label.vi}", f"{field.label.en} {row}: {part.label.en}")
    return EntryColumn(
        one.name, act, label, field, row, part,
        personal=is_personal(kind, name),
        masked=is_masked(kind, name),
        needed=any(need.field == name and need.when is None for need in transition.requires),
    )  # fmt: skip


def _told_apart(kind: CaseKind, columns: list[EntryColumn]) -> Iterator[EntryColumn]:
    """Columns of one label say of which act they are, then which of several, so that each is named alone."""
    often = Counter(one.label.vi.casefold() for one in columns)
    seen: Counter[str] = Counter()
    for one in columns:
        if often[one.label.vi.casefold()] > 1:
            of = kind.transitions[one.act].label
            one = replace(one, label=Bilingual(f"{one.label.vi} ({of.vi})", f"{one.label.en} ({of.en})"))
        seen[one.label.vi.casefold()] += 1
        if (place := seen[one.label.vi.casefold()]) > 1:
            one = replace(one, label=Bilingual(f"{one.label.vi} {place}", f"{one.label.en} {place}"))
        yield one


def as_data(column: EntryColumn, value: Any, data: dict[str, Any]) -> None:
    """Put the value of a cell among the fields of its act; rows that nobody filled in before it stay empty."""
    assert column.field is not None
    if column.part is None:
        data[column.field.name] = value
        return
    rows = data.setdefault(column.field.name, [])
    while len(rows) < column.row:
        rows.append({})
    rows[column.row - 1][column.part.name] = value
