"""Writing the trail: every service wraps its writes in ``recording``; what belongs together is one ``acting``."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext_noop

from thuongton.audit.acts import label_of
from thuongton.audit.columns import set_columns
from thuongton.audit.models import Chain, Event, RowChange

SYSTEM = gettext_noop("Hệ thống")
T = TypeVar("T")
_end: ContextVar[ExitStack | None] = ContextVar("end_of_act", default=None)
"""What the act under way lets go of when its transaction has ended; None outside of any act."""


@contextmanager
def acting() -> Iterator[None]:
    """One act of a person, one transaction: every ``recording`` inside joins it, and all of it happens or nothing.

    Wrap whatever calls more than one service for one press of a button. Each service inside still leaves its own event
    for the rows it changed, so that every row is accounted for once. An act inside an act is a savepoint: when it is
    refused and the refusal is caught, its own part alone is taken back.
    """
    if _end.get() is not None:
        with transaction.atomic():
            yield
        return
    with ExitStack() as end:
        token = _end.set(end)
        try:
            with transaction.atomic():
                yield
        finally:
            _end.reset(token)


@contextmanager
def lasting(held: AbstractContextManager[T]) -> Iterator[T]:
    """Hold something until the act under way has been written or taken back, not only to the end of the block.

    Outside of any act it is held for the length of the block, which must then hold the act.
    """
    end = _end.get()
    if end is not None:
        yield end.enter_context(held)
        return
    with held as given:
        yield given


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
    """Run the block in a transaction (that of the act around it) and account for every row it changed with one event.

    ``action`` is the code of a declared act («plans.task-declared») or its label.
    ``user`` is the person (with the hat worn) or None for the system; ``unit`` says whose chain and scope the event
    belongs to (the subject's ``unit`` unless told). If the block raises, nothing is written.
    """
    action, note = label_of(action), Recording(subject, reason)
    with acting():
        start = RowChange.objects.aggregate(last=Max("id"))["last"] or 0
        yield note
        place = unit if unit is not None else getattr(note.subject, "unit", None)
        if place is None and hasattr(note.subject, "path"):
            place = note.subject
        note.event = _close(user, action, note, place, start)


def _chain_of(root: int) -> Chain:
    """The chain of a root unit, held until the act is written; made with its first event."""
    found = Chain.objects.select_for_update().filter(root=root).first()
    if found is None:
        Chain.objects.get_or_create(root=root)
        found = Chain.objects.select_for_update().get(root=root)
    return found


def _close(user: Any, action: str, note: Recording, place: Any, start: int) -> Event:
    path = getattr(place, "path", "") or ""
    root = int(path.split("/")[1]) if path.count("/") > 1 else 0
    chain = _chain_of(root)
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


@dataclass(frozen=True)
class ToldEvent:
    """One line of the trail among many: the record, why, and the rows (table, key) whose changes belong to it."""

    subject: models.Model
    reason: str
    rows: tuple[tuple[str, int], ...]


@contextmanager
def recording_each(user: Any, action: str, lines: Sequence[ToldEvent], rest: str) -> Iterator[None]:
    """Run the block in a transaction and account for what it changed with one event a line, written in bulk.

    Row changes that belong to no line get one event named ``rest``. The chains stay whole: the events of a chain
    follow one another in the order of the lines. Subjects have their ``unit`` fetched.
    """
    action, rest = label_of(action), label_of(rest)
    with acting():
        start = RowChange.objects.aggregate(last=Max("id"))["last"] or 0
        yield
        mine = RowChange.objects.filter(event__isnull=True, id__gt=start)
        number = _transaction_number()
        if number is not None:
            mine = mine.filter(tx=number)
        owner = {row: line for line in lines for row in line.rows}
        changes: dict[int, list[_Change]] = defaultdict(list)
        for change in mine.order_by("id").values_list("id", "table", "row", "op", "before", "after"):
            line = owner.get((change[1], change[2]))
            changes[id(line) if line is not None else 0].append(change)
        whose = [(getattr(line.subject, "unit", None), line.subject, line.reason, changes[id(line)]) for line in lines]
        _close_each(user, [(action, *one) for one in whose if one[3]])
        if changes[0]:
            _close_each(user, [(rest, None, None, "", changes[0])])


_Change = tuple[int, str, int, str, str | None, str | None]
"""The key of a row change, and what of it stands under the hash of its event."""
_Line = tuple[str, Any, Any, str, list[_Change]]
"""An act, the unit and the record that it is of, why, and its row changes."""


def _close_each(user: Any, lines: list[_Line]) -> None:
    by_root: dict[int, list[_Line]] = defaultdict(list)
    for line in lines:
        path = getattr(line[1], "path", "") or ""
        by_root[int(path.split("/")[1]) if path.count("/") > 1 else 0].append(line)
    with translation.override(settings.LANGUAGE_CODE):
        hat = str(user.hat) if user is not None and user.hat else ""
        actor = (str(user) if user is not None else SYSTEM)[:160]
        for root in sorted(by_root):
            chain = _chain_of(root)
            events = []
            for act, unit, subject, reason, changes in by_root[root]:
                event = Event(
                    chain=chain,
                    seq=chain.seq + 1,
                    at=timezone.now(),
                    actor_user_id=user.pk if user is not None else None,
                    actor=actor,
                    hat=hat[:300],
                    unit_path=getattr(unit, "path", "") or "",
                    action=act,
                    subject_type=subject._meta.label_lower if subject is not None else "",
                    subject_id=subject.pk if subject is not None else 0,
                    subject=(str(subject) if subject is not None else "")[:300],
                    reason=reason,
                    previous=chain.head,
                    hash="",
                )
                event.hash = fingerprint(event, [change[1:] for change in changes])
                chain.seq, chain.head = event.seq, event.hash
                events.append(event)
            made = Event.objects.bulk_create(events, batch_size=500)
            accounted = [
                (change[0], event.pk) for event, line in zip(made, by_root[root], strict=True) for change in line[4]
            ]
            set_columns(RowChange, ["event"], accounted)
            Chain.objects.filter(pk=chain.pk).update(seq=chain.seq, head=chain.head)
