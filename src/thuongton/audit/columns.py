"""Columns of many rows written in one statement, each row with values of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection, models

MOST = 5_000
"""Rows of one statement."""


def set_columns(model: type[models.Model], names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Write the fields ``names`` of rows; each of ``rows`` is a key with the values in that order.

    As ``bulk_update``, which builds an expression a row and a column. For the services of a room, inside ``recording``.
    """
    fields = [model._meta.pk, *(model._meta.get_field(name) for name in names)]
    for start in range(0, len(rows), MOST):
        _set(model._meta.db_table, fields, rows[start : start + MOST])


def _set(table: str, fields: Sequence[Any], rows: Sequence[Sequence[Any]]) -> None:
    quote = connection.ops.quote_name
    columns = [quote(field.column) for field in fields]
    kept = [
        [field.get_db_prep_save(value, connection) for value in values]
        for field, values in zip(fields, zip(*rows, strict=True), strict=True)
    ]
    written = ", ".join(f"{name} = %s" for name in columns[1:])
    statement = f"UPDATE {quote(table)} SET {written} WHERE {columns[0]} = %s"  # noqa: S608 - names of the model alone
    if connection.vendor == "postgresql":
        given = ", ".join(f"%s::{field.db_type(connection)}[]" for field in fields)
        written = ", ".join(f"{name} = given.{name}" for name in columns[1:])
        statement = (
            f"UPDATE {quote(table)} SET {written} FROM unnest({given}) AS given({', '.join(columns)})"  # noqa: S608
            f" WHERE {quote(table)}.{columns[0]} = given.{columns[0]}"
        )
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(statement, kept)
        else:
            cursor.executemany(statement, list(zip(*kept[1:], kept[0], strict=True)))
