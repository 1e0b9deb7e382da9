"""Reading the trail: history of one record, events in scope, and the proof that the chain is whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from django.db.models import Prefetch, QuerySet

from thuongton.audit.models import Chain, Event, RowChange
from thuongton.audit.services import fingerprint

MOST_CHANGES = 60
HANGS_ON = ("unit", "task", "plan", "document", "draft", "source", "occurrence", "predecessor", "successor")


def visible_to(user: Any) -> QuerySet[Event]:
    """Events of the units in the scope of the hat worn."""
    hat = user.hat if user.is_authenticated else None
    if hat is None or hat.scope is None:
        return Event.objects.none()
    return Event.objects.filter(unit_path__startswith=hat.scope.path)


def with_changes(events: QuerySet[Event]) -> QuerySet[Event]:
    """Events with (at most :data:`MOST_CHANGES` of) their row changes as ``shown_changes``, in one more query."""
    shown = RowChange.objects.order_by("id")[:MOST_CHANGES]
    return events.prefetch_related(Prefetch("changes", shown, to_attr="shown_changes"))


def history(record: models.Model, *more: models.Model) -> QuerySet[Event]:
    """The acts on a record (and records that belong to it), newest first. The caller has checked that it is visible.

    An act that touched other records too shows only the rows of this one, so that nothing else is told.
    """
    about, rows = models.Q(pk__in=[]), models.Q(pk__in=[])
    for each in (record, *more):
        about |= models.Q(subject_type=each._meta.label_lower, subject_id=each.pk)
        rows |= models.Q(table=each._meta.db_table, row=each.pk)
    touched = RowChange.objects.filter(rows, event__isnull=False).values("event_id")
    own = models.Q(event__subject_type=record._meta.label_lower, event__subject_id=record.pk)
    shown = RowChange.objects.filter(rows | own).order_by("id")[:MOST_CHANGES]
    return (
        Event.objects.filter(about | models.Q(pk__in=touched))
        .order_by("-id")
        .prefetch_related(Prefetch("changes", shown, to_attr="shown_changes"))
    )


def broken_links() -> Iterator[str]:
    """Walk every chain from its first event; yield a sentence for each event whose hash or order is wrong."""
    for chain in Chain.objects.order_by("root"):
        head, seq = "", 0
        for event in chain.events.order_by("seq").iterator(chunk_size=500):
            changes = list(
                RowChange.objects.filter(event=event)
                .order_by("id")
                .values_list("table", "row", "op", "before", "after")
            )
            if event.seq != seq + 1 or event.previous != head:
                yield f"Chuỗi {chain.root}: thiếu hoặc đảo sự kiện trước số {event.seq}."
            elif fingerprint(event, changes) != event.hash:
                yield f"Chuỗi {chain.root}: sự kiện số {event.seq} ({event.action}) đã bị sửa."
            head, seq = event.hash, event.seq
        if (head, seq) != (chain.head, chain.seq):
            yield f"Chuỗi {chain.root}: đầu chuỗi không khớp, có thể đã mất sự kiện cuối."


def rows_by_key(model: type[models.Model], keys: set[int]) -> dict[int, models.Model]:
    """Records of one model by key with what they hang on, for showing keys as names."""
    found = model._default_manager.all()
    hangs_on = [field.name for field in model._meta.fields if field.many_to_one and field.name in HANGS_ON]
    deeper = [
        f"{name}__{below.name}"
        for name in hangs_on
        for below in model._meta.get_field(name).related_model._meta.fields  # type: ignore[union-attr]
        if below.many_to_one and below.name in HANGS_ON
    ]
    return found.select_related(*hangs_on, *deeper).in_bulk(keys)


def removed_rows(missing: Mapping[str, set[int]], scope: str | None) -> Iterator[RowChange]:
    """The removals of rows by table and key that happened within a scope (everywhere when it is None), in one query."""
    if not missing:
        return
    rows = models.Q(pk__in=[])
    for table, keys in missing.items():
        rows |= models.Q(table=table, row__in=keys)
    found = RowChange.objects.filter(rows, op="D")
    if scope is not None:
        found = found.filter(event__unit_path__startswith=scope)
    yield from found.order_by("id")


def unaccounted() -> QuerySet[RowChange]:
    """Row changes that no event accounts for: somebody wrote around the services."""
    return RowChange.objects.filter(event__isnull=True)
