"""Row changes in words: labels for columns, names for keys, days as offices write them, before and after."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from thuongton.audit.models import Event, RowChange
from thuongton.audit.queries import MOST_CHANGES, records_named

NAMES = ("name", "full_name", "title", "number", "code")
SILENT = ("id", "search", "path")
LONGEST = 400


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one row before and after, in words."""

    record: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ReadableEvent:
    """An act with what it changed; ``more`` says that there were more row changes than are shown."""

    event: Event
    changes: list[FieldChange]
    more: bool


@cache
def _tables() -> dict[str, type[models.Model]]:
    return {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}


def _columns(model: type[models.Model]) -> dict[str, models.Field[Any, Any]]:
    return {field.column: field for field in model._meta.local_concrete_fields if field.column}


def _sides(change: RowChange) -> tuple[dict[str, Any], dict[str, Any]]:
    return json.loads(change.before) if change.before else {}, json.loads(change.after) if change.after else {}


def _changed(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """The columns whose value differs, empty and missing taken as one."""
    return [
        column
        for column in dict.fromkeys([*before, *after])
        if column not in SILENT
        and before.get(column) != after.get(column)
        and not (before.get(column) in (None, "", 0, False) and after.get(column) in (None, ""))
        and not (before.get(column) in (None, "") and after.get(column) in (None, "", 0, False))
    ]


def _names(changes: Iterable[RowChange], viewer: Any) -> dict[tuple[str, int], str]:
    """Names for the keys that stand in the changes: one query for each kind of record, whatever their number."""
    wanted: dict[type[models.Model], set[int]] = defaultdict(set)
    for change in changes:
        model = _tables().get(change.table)
        fields = _columns(model) if model else {}
        for side in _sides(change):
            for column, value in side.items():
                target = fields[column].related_model if column in fields else None
                if target is not None and value is not None and target._meta.label_lower in settings.AUDIT_NAMED:
                    wanted[target].add(int(value))
    hat = viewer.hat if viewer is not None and viewer.is_authenticated else None
    scope = hat.scope.path if hat is not None and hat.scope is not None else None
    found = {}
    for model, keys in wanted.items():
        for key, record in records_named(model, keys).items():
            unit = getattr(record, "unit", None)
            hidden = scope is not None and unit is not None and not unit.path.startswith(scope)
            found[model._meta.label_lower, int(key)] = _("(hồ sơ ngoài phạm vi)") if hidden else str(record)
    return found


def _word(field: models.Field[Any, Any] | None, value: Any, names: dict[tuple[str, int], str]) -> str:
    if value is None or value == "":
        return ""
    if field is None:
        return str(value)
    if field.related_model is not None:
        return names.get((field.related_model._meta.label_lower, int(value)), f"#{value}")
    if isinstance(field, models.BooleanField):
        return _("có") if value else _("không")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.DateTimeField):
        moment = parse_datetime(str(value).replace(" ", "T", 1))
        if moment is not None:
            moment = timezone.localtime(moment if timezone.is_aware(moment) else moment.replace(tzinfo=dt.UTC))
            return f"{moment:%H:%M} {moment.day}/{moment.month}/{moment.year}"
    elif isinstance(field, models.DateField):
        day = dt.date.fromisoformat(str(value)[:10])
        return f"{day.day}/{day.month}/{day.year}"
    if isinstance(value, (dict, list)):
        value = json.dumps(value, ensure_ascii=False)
    return Truncator(str(value)).chars(LONGEST)


def _changes_of(event: Event) -> list[RowChange]:
    fetched = getattr(event, "shown_changes", None)
    return fetched if fetched is not None else list(event.changes.order_by("id")[:MOST_CHANGES])


def _called(row: dict[str, Any]) -> str:
    """What a row is called, from its own columns: « «Xã Một»»; empty when it has no name."""
    name = next((row[column] for column in NAMES if isinstance(row.get(column), str) and row[column]), "")
    return f" «{Truncator(name).chars(60)}»" if name else ""


def readable(events: Iterable[Event], viewer: Any = None) -> list[ReadableEvent]:
    """Events (with their ``shown_changes`` fetched) in words; records outside the viewer's scope are not named.

    The number of queries depends on how many kinds of record are named, never on how many events there are.
    """
    events = list(events)
    all_changes = {event.pk: _changes_of(event) for event in events}
    names = _names((change for changes in all_changes.values() for change in changes), viewer)
    verbs = {"I": _("thêm"), "U": _("sửa"), "D": _("xoá")}
    result = []
    for event in events:
        found = []
        for change in all_changes[event.pk]:
            model = _tables().get(change.table)
            fields = _columns(model) if model else {}
            record = str(model._meta.verbose_name) if model else change.table
            before, after = _sides(change)
            which = _called(after or before)
            for column in _changed(before, after):
                field = fields.get(column)
                label = str(field.verbose_name) if field is not None else column
                found.append(
                    FieldChange(
                        f"{record[:1].upper()}{record[1:]}{which} – {verbs[change.op]}",
                        label[:1].upper() + label[1:],
                        _word(field, before.get(column), names),
                        _word(field, after.get(column), names),
                    )
                )
        result.append(ReadableEvent(event, found, len(all_changes[event.pk]) == MOST_CHANGES))
    return result


def field_changes(event: Event) -> list[FieldChange]:
    """What one event changed, field by field; whole new rows are listed by their filled fields."""
    return readable([event])[0].changes
