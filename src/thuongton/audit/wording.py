"""What rows and columns are called in the trail, and which columns say nothing to a reader."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from thuongton.web.dates import day_words, moment_words

LONGEST = 400
NAMES = ("name", "full_name", "title", "number", "code")
SILENT = frozenset(
    {
        # keys, copies for searching, positions in a text, marks of the machine
        "id", "search", "path", "source_start", "source_end", "key", "kind_code", "media_type", "confidence", "order",
        "rrule", "window", "body",
        # said by the event itself, or worked out from other rows
        "recorded_at", "created_at", "sent_at", "made_at", "changed_at", "updated_on", "changes", "changed_on",
        "changed_due", "changed_start",
    }
)  # fmt: skip
"""Columns that history leaves out wherever they stand."""
_KEYS = frozenset({"kind", "record"})
SILENT_IN = {
    "plans_statedfigure": frozenset({"start", "end"}),
    "plans_occurrence": frozenset({"rule"}),
    "records_recordcomment": _KEYS,
    "records_recordassignment": _KEYS,
    "records_recordreminder": _KEYS,
    "plans_printout": frozenset({"kind", "subject_type", "subject_id"}),
}
"""Columns that history leaves out in one table."""


@cache
def tables() -> dict[str, type[models.Model]]:
    """Every model of the site by its table."""
    return {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}


@cache
def columns(model: type[models.Model]) -> dict[str, models.Field[Any, Any]]:
    """The fields of a model by their column."""
    return {field.column: field for field in model._meta.local_concrete_fields if field.column}


def is_silent(model: type[models.Model], field: models.Field[Any, Any]) -> bool:
    """Whether history leaves a field out."""
    return field.name in SILENT or field.name in SILENT_IN.get(model._meta.db_table, ())


def joined(model: type[models.Model]) -> tuple[Any, str, str] | None:
    """Of a join table: the many-to-many field, the column of its owner and the column of the other side; else None."""
    owner: Any = model._meta.auto_created
    if not owner:
        return None
    for field in owner._meta.local_many_to_many:
        if field.remote_field.through is model:
            return field, field.m2m_column_name(), field.m2m_reverse_name()
    return None


def called_model(model: type[models.Model]) -> str:
    """What one row of a model is called: «nhiệm vụ»; a row of a join table is called by what it joins."""
    link = joined(model)
    return str(link[0].verbose_name if link else model._meta.verbose_name)


def called_field(field: models.Field[Any, Any]) -> str:
    """The label of a field, with a capital: «Hạn»."""
    label = str(field.verbose_name)
    return label[:1].upper() + label[1:]


def lower(words: str) -> str:
    """The words as they stand within a sentence: «Hạn mới» becomes «hạn mới», «UBND xã» stays."""
    return words[:1].lower() + words[1:] if words[1:2].islower() or len(words) < 2 else words


def called_row(row: dict[str, Any], most: int = 80) -> str:
    """What a row calls itself in its own columns («Xã Một»); "" when it has no name."""
    name = next((row[column] for column in NAMES if isinstance(row.get(column), str) and row[column]), "")
    return str(Truncator(name).chars(most))


def in_words(field: models.Field[Any, Any], value: Any) -> str:
    """A value that is no key, as offices write it: days, moments, yes and no, choices by their words."""
    if value is None or value == "":
        return ""
    if isinstance(field, models.BooleanField):
        return _("có") if value else _("không")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.DateTimeField):
        moment = parse_datetime(str(value).replace(" ", "T", 1))
        if moment is not None:
            moment = timezone.localtime(moment if timezone.is_aware(moment) else moment.replace(tzinfo=dt.UTC))
            return moment_words(moment)
    elif isinstance(field, models.DateField):
        day = dt.date.fromisoformat(str(value)[:10])
        return day_words(day)
    if isinstance(value, (dict, list)):
        value = json.dumps(value, ensure_ascii=False)
    return str(Truncator(str(value)).chars(LONGEST))
