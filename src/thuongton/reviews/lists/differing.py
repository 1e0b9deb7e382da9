"""A frozen list beside the rows of today («đã khoá / nay»): what came, went and changed; pure.

A frozen list never changes: what happened since is told beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from thuongton.prints.frozen import Frozen, FrozenTable
from thuongton.web.lists.columns import Value, words

DECISION = "quyet_dinh"
_NUMBERED = "tt"


class ListChange(StrEnum):
    """What happened to a row of a list since it was frozen."""

    CAME = "came"
    WENT = "went"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """A row of a list then and now: ``cells`` are the heads of the columns with both words, where they differ.

    ``number`` is what the row is called in its list.
    """

    table: str
    caption: str
    pk: int
    number: str
    change: ListChange
    cells: tuple[tuple[str, str, str], ...] = ()


def differences(then: Frozen, now: Frozen) -> list[Difference]:
    """What differs between a frozen paper and the same paper made today, list by list; the number of a line is none."""
    today = {table.key: table for table in now.tables}
    found: list[Difference] = []
    for table in then.tables:
        found += _between(table, today.pop(table.key, None))
    for table in today.values():
        found += _between(FrozenTable(table.key, table.caption, table.columns, ()), table)
    return found


def _between(then: FrozenTable, now: FrozenTable | None) -> Iterator[Difference]:
    before, after = _held(then), _held(now) if now is not None else {}
    for pk, cells in before.items():
        name = _name(cells)
        if pk not in after:
            yield Difference(then.key, then.caption, pk, name, ListChange.WENT)
        elif changed := tuple(_changed(then, cells, after[pk])):
            yield Difference(then.key, then.caption, pk, name, ListChange.CHANGED, changed)
    for pk in sorted(after.keys() - before.keys()):
        yield Difference(then.key, then.caption, pk, _name(after[pk]), ListChange.CAME)


def _held(table: FrozenTable) -> dict[int, dict[str, Value]]:
    keys = [one.key for one in table.columns]
    return {row.pk: dict(zip(keys, row.cells, strict=True)) for row in table.rows if row.model}


def _name(cells: dict[str, Value]) -> str:
    return next((words(cells[key]) for key in ("so", "so_ngay", "ten") if cells.get(key)), "")


def _changed(table: FrozenTable, then: dict[str, Value], now: dict[str, Value]) -> Iterator[tuple[str, str, str]]:
    for column in table.columns:
        if column.key == _NUMBERED or column.key not in now:
            continue
        one, other = words(then[column.key]), words(now[column.key])
        if one != other:
            yield column.label, one, other
