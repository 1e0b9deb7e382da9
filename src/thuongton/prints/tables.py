"""A table that a page shows, as a print keeps it: its facts, and the record each row was read from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Model

from thuongton.prints.frozen import FrozenColumn, FrozenRow, FrozenTable
from thuongton.prints.paper import NUMBER_OF_ROW
from thuongton.web.lists.columns import Column
from thuongton.web.lists.table import Table, TableLine, head_of, label_of


def frozen_table(
    key: str, table: Table, record: Callable[[Any], tuple[type[Model], int]], *, annex: str = "", sheet: str = ""
) -> FrozenTable:
    """The table as it stands; ``record(row)`` is the model and the key of what a row was read from."""

    def row_of(line: TableLine) -> FrozenRow:
        if line.heading:
            return FrozenRow(heading=str(line.heading))
        model, pk = record(line.row)
        return FrozenRow(tuple(one.printed(line.row) for one in table.columns), model._meta.label_lower, pk)

    columns = tuple(map(_column, table.columns))
    return FrozenTable(
        key, table.title, columns, tuple(map(row_of, table.lines)), annex or table.title, sheet or table.title
    )


def _column(one: Column) -> FrozenColumn:
    align = "center" if one.key == NUMBER_OF_ROW else "right" if one.numeric else "left"
    return FrozenColumn(one.key, label_of(one), round(one.width), one.kind, align, head_of(one))
