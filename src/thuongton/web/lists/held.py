"""Rows that stand in no table (the rules of the linter, a table of the law) as a list asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, overload

from django.db.models import F, OrderBy


class Held:
    """Rows held in memory that answer what a list asks of its query: a condition, an order, a number, a part.

    Filters over them are declared with ``by``, which calls :meth:`keep`; an order names attributes of the rows, of
    which ``pk`` is one.
    """

    def __init__(self, rows: Iterable[Any]) -> None:
        self.rows = list(rows)

    def keep(self, passes: Callable[[Any], bool]) -> Held:
        """The rows that pass."""
        return Held(row for row in self.rows if passes(row))

    def order_by(self, *keys: str | OrderBy) -> Held:
        """The rows in an order; without one as they stand."""
        rows = list(self.rows)
        for key in reversed(keys):
            name, turned = _direction(key)
            rows.sort(key=lambda row, name=name: getattr(row, name), reverse=turned)  # type: ignore[misc]
        return Held(rows)

    def count(self) -> int:
        """How many there are."""
        return len(self.rows)

    def iterator(self, chunk_size: int = 0) -> Iterator[Any]:
        """One after the other."""
        return iter(self.rows)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)

    @overload
    def __getitem__(self, part: slice) -> Held: ...
    @overload
    def __getitem__(self, part: int) -> Any: ...
    def __getitem__(self, part: slice | int) -> Any:
        return Held(self.rows[part]) if isinstance(part, slice) else self.rows[part]


def held_by(passes: Callable[[Any, Any], bool]) -> Callable[[Any, Any, Any], Any]:
    """The ``by`` of a filter over held rows: ``passes(row, value)``."""
    return lambda rows, value, _question: rows.keep(lambda row: passes(row, value))


def _direction(key: str | OrderBy) -> tuple[str, bool]:
    """The attribute of a key, and whether the greatest stands first.

    >>> _direction("-pk"), _direction(F("name").asc())
    (('pk', True), ('name', False))
    """
    if isinstance(key, str):
        return key.lstrip("-"), key.startswith("-")
    field: Any = key.expression
    assert isinstance(field, F)
    return str(field.name), bool(key.descending)  # type: ignore[attr-defined]
