"""What stands in a required column of a kind of record that nobody described."""

from __future__ import annotations

from typing import Any

from django.db import models

PLAIN = {models.IntegerField: 1, models.JSONField: {}}


def plain_value(column: Any) -> dict[str, Any]:
    """The value of a column by its name, where one must stand there; nothing where none must."""
    if column.null or column.has_default() or column.primary_key:
        return {}
    if column.choices:
        return {column.name: column.flatchoices[0][0]}
    found = [value for kind, value in PLAIN.items() if isinstance(column, kind)]
    return dict.fromkeys([column.name], found[0]) if found else {}
