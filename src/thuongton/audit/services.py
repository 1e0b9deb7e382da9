"""Writing the trail: every service wraps its writes in ``recording``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext_noop

from thuongton.audit.models import Chain, Event, RowChange

SYSTEM = gettext_noop("Hệ thống")


@dataclass
class Recording:
    """What ``recording`` hands out: set ``subject`` when it is made inside, ``reason`` when it is known late."""

    subject: models.Model | None
    reason: str
    event: Event | None = None


def _transaction_number() -> int | None:
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT txid_current()")
        return int(cursor.fetchone()[0])


def fingerprint(event: Event, changes: list[tuple[str, int, str, str | None, str | None]]) -> str:
    """SHA-256 over the previous hash, the act and its row changes, in one fixed JSON form."""
    body = [
        event.previous,
        event.seq,
        event.at.isoformat(),
        event.actor,
        event.hat,
        event.unit_path,
        event.action,
        event.subject_type,
        event.subject_id,
        event.subject,
        event.reason,
        [list(change) for change in changes],
    ]
    return hashlib.sha256(json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


@contextmanager
def recording(
    user: Any, action: str, subject: models.Model | None = None, *, reason: str = "", unit: models.Model | None = None
) -> Iterator[Recording]:
    """Open a transaction, run the block, and account for every row it changed with one event.

    ``user`` is the person (with the hat worn) or None for the system; ``unit`` says whose chain and scope the event
    belongs to (the subject's ``unit`` unless told). If the block raises, nothing is written.
    """
    note = Recording(subject, reason)
    with transaction.atomic():
        start = RowChange.objects.aggregate(last=Max("id"))["last"] or 0
        yield note
        place = unit if unit is not None else getattr(note.subject, "unit", None)
        if place is None and hasattr(note.subject, "path"):
            place = note.subject
        note.event = _close(user, action, note, place, start)


def _close(user: Any, action: str, note: Recording, place: Any, start: int) -> Event:
    path = getattr(place, "path", "") or ""
    root = int(path.split("/")[1]) if path.count("/") > 1 else 0
    Chain.objects.get_or_create(root=root)
    chain = Chain.objects.select_for_update().get(root=root)
    subject = note.subject
    with translation.override(settings.LANGUAGE_CODE):  # the trail reads the same whoever acted in whichever language
        name, hat = str(subject) if subject is not None else "", str(user.hat) if user is not None and user.hat else ""
    event = Event(
        chain=chain,
        seq=chain.seq + 1,
        at=timezone.now(),
        actor_user_id=user.pk if user is not None else None,
        actor=(str(user) if user is not None else SYSTEM)[:160],
        hat=hat[:300],
        unit_path=path,
        action=action,
        subject_type=subject._meta.label_lower if subject is not None else "",
        subject_id=subject.pk if subject is not None else 0,
        subject=name[:300],
        reason=note.reason,
        previous=chain.head,
        hash="",
    )
    mine = RowChange.objects.filter(event__isnull=True, id__gt=start)
    number = _transaction_number()
    if number is not None:
        mine = mine.filter(tx=number)
    changes = list(mine.order_by("id").values_list("id", "table", "row", "op", "before", "after"))
    event.hash = fingerprint(event, [change[1:] for change in changes])
    event.save()
    RowChange.objects.filter(id__in=[change[0] for change in changes]).update(event=event) if len(
        changes
    ) < 500 else mine.update(event=event)
    Chain.objects.filter(pk=chain.pk).update(seq=event.seq, head=event.hash)
    return event
