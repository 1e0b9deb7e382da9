"""A value of a field in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from thuongton.cases.definition.model import KindField
from thuongton.cases.engine.acts import UnusableAct, moment
from thuongton.cases.words import said_label
from thuongton.web.dates import day_words, moment_words
from thuongton.web.numbers import number_words

SHORT = 10_000
"""Numbers below it are written without a dot: they may be years."""


def value_words(field: KindField, value: Any) -> str:
    """A value as a person reads it, in one line; a value that does not fit its field as it stands."""
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if field.kind == "choice":
        return said_label(field.choices[value]) if value in field.choices else str(value)
    if field.kind in ("number", "money") and isinstance(value, int):
        short = field.kind == "number" and value < SHORT
        return str(value) if short else number_words(value)
    if field.kind in ("day", "moment"):
        return _day_words(str(value))
    if field.kind == "rows" and isinstance(value, list):
        return "; ".join(row_words(field, row) for row in value)
    if isinstance(value, dict):
        return ", ".join(str(one) for one in value.values() if one not in (None, ""))
    return str(value)


def row_words(field: KindField, row: Any) -> str:
    """A row in one line: its parts in the order of the file."""
    if not isinstance(row, dict):
        return str(row)
    said = [value_words(part, row.get(part.name)) for part in field.parts]
    return ", ".join(one for one in said if one)


def _day_words(value: str) -> str:
    try:
        when, timed = moment(value)
    except UnusableAct:
        return value
    return moment_words(when) if timed else day_words(when.date())
