"""Reading the trail: history of one record, events in scope, and the proof that the chain is whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from thuongton.audit.models import Chain, Event, RowChange
from thuongton.audit.services import fingerprint

MOST_CHANGES = 60


def visible_to(user: Any) -> QuerySet[Event]:
    """Events of the units in the scope of the hat worn."""
    hat = user.hat if user.is_authenticated else None
    if hat is None or hat.scope is None:
        return Event.objects.none()
    return Event.objects.filter(unit_path__startswith=hat.scope.path)


def listed(
    user: Any,
    *,
    actor: str = "",
    action: str = "",
    subject: str = "",
    first: dt.date | None = None,
    last: dt.date | None = None,
) -> QuerySet[Event]:
    """Visible events narrowed by who, what, which record and the days from ``first`` to ``last``, newest first."""
    found = visible_to(user)
    for field, words in (("actor", actor), ("action", action), ("subject", subject)):
        if words:
            found = found.filter(**{f"{field}__icontains": words})
    zone = timezone.get_current_timezone()
    if first:
        found = found.filter(at__gte=dt.datetime.combine(first, dt.time.min, zone))
    if last:
        found = found.filter(at__lt=dt.datetime.combine(last + dt.timedelta(days=1), dt.time.min, zone))
    return found.order_by("-id")


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


def records_named(model: type[models.Model], keys: set[int]) -> dict[int, models.Model]:
    """Records of one model by key, with their unit, for showing keys as names."""
    found = model._default_manager.all()
    if any(field.name == "unit" for field in model._meta.fields):
        found = found.select_related("unit")
    return found.in_bulk(keys)


def unaccounted() -> QuerySet[RowChange]:
    """Row changes that no event accounts for: somebody wrote around the services."""
    return RowChange.objects.filter(event__isnull=True)
