"""Reading the trail: history of one record, events in scope, and the proof that the chain is whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import QuerySet

from thuongton.audit.models import Chain, Event, RowChange
from thuongton.audit.services import fingerprint

OPS = {"I": "thêm", "U": "sửa", "D": "xoá"}


def visible_to(user: Any) -> QuerySet[Event]:
    """Events of the units in the scope of the hat worn."""
    hat = user.hat if user.is_authenticated else None
    if hat is None or hat.scope is None:
        return Event.objects.none()
    return Event.objects.filter(unit_path__startswith=hat.scope.path)


def history(record: models.Model, *more: models.Model) -> QuerySet[Event]:
    """The acts on a record (and records that belong to it), newest first. The caller has checked that it is visible."""
    found = models.Q(subject_type=record._meta.label_lower, subject_id=record.pk)
    touched = models.Q(changes__table=record._meta.db_table, changes__row=record.pk)
    for other in more:
        found |= models.Q(subject_type=other._meta.label_lower, subject_id=other.pk)
    return Event.objects.filter(found | touched).distinct().order_by("-id").prefetch_related("changes")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one row before and after, in words."""

    record: str
    field: str
    before: str
    after: str


def _labels() -> dict[str, tuple[str, dict[str, str]]]:
    return {
        model._meta.db_table: (
            str(model._meta.verbose_name),
            {field.column: str(field.verbose_name) for field in model._meta.local_concrete_fields},
        )
        for model in apps.get_models(include_auto_created=True)
    }


def field_changes(event: Event, limit: int = 40) -> list[FieldChange]:
    """What an event changed, field by field; whole new rows are listed by their filled fields."""
    labels = _labels()
    found: list[FieldChange] = []
    for change in event.changes.all():
        name, fields = labels.get(change.table, (change.table, {}))
        before = json.loads(change.before) if change.before else {}
        after = json.loads(change.after) if change.after else {}
        for column in dict.fromkeys([*before, *after]):
            old, new = before.get(column), after.get(column)
            if old == new or column in ("id", "search", "path") or (old in (None, "") and new in (None, "")):
                continue
            found.append(
                FieldChange(
                    f"{name} {OPS[change.op]}",
                    fields.get(column, column),
                    "" if old is None else str(old),
                    "" if new is None else str(new),
                )
            )
            if len(found) >= limit:
                return found
    return found


def broken_links() -> Iterator[str]:
    """Walk every chain from its first event; yield a sentence for each event whose hash or order is wrong."""
    for chain in Chain.objects.order_by("root"):
        head, seq = "", 0
        for event in chain.events.order_by("seq").iterator(chunk_size=500):
            changes = list(
                RowChange.objects.filter(event=event).order_by("id").values_list("table", "row", "op", "before", "after")
            )
            if event.seq != seq + 1 or event.previous != head:
                yield f"Chuỗi {chain.root}: thiếu hoặc đảo sự kiện trước số {event.seq}."
            elif fingerprint(event, changes) != event.hash:
                yield f"Chuỗi {chain.root}: sự kiện số {event.seq} ({event.action}) đã bị sửa."
            head, seq = event.hash, event.seq
        if (head, seq) != (chain.head, chain.seq):
            yield f"Chuỗi {chain.root}: đầu chuỗi không khớp, có thể đã mất sự kiện cuối."


def unaccounted() -> QuerySet[RowChange]:
    """Row changes that no event accounts for: somebody wrote around the services."""
    return RowChange.objects.filter(event__isnull=True)
