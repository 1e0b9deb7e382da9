"""Every write of stored files. They leave the store here alone, never while a person waits and never in a request.

A stored file that nothing holds (no paper, intake, draft) is first marked, and goes with its row only when it is still
held by nothing :data:`UNHELD_SECONDS` later. Whoever brings the same bytes in meanwhile holds a lock until the new row
is written (``store.arriving``); here the lock is held alone and the rows are looked at inside it. So a file that a row
names is never taken away, whatever the order of the two.
"""

from __future__ import annotations

import datetime as dt
import time
from collections import defaultdict
from collections.abc import Iterable
from contextlib import AbstractContextManager, ExitStack

from django.db import OperationalError, connection, transaction
from django.db.models import PROTECT, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop

from thuongton.audit.services import lasting, recording
from thuongton.files import store
from thuongton.files.models import StoredFile

UNHELD_SECONDS = 3600.0
"""How long a file stays after the last paper let go of it: time enough to take a slip back."""
FORGOTTEN = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""The mark of a file that must not wait: a paper turned out to bear a mark of secrecy."""
PREFIXES = [f"{number:02x}" for number in range(256)]


def keeping(data: bytes) -> AbstractContextManager[store.Kept]:
    """Keep bytes on the disk and hold them until the rows that name them are written, or taken back."""
    return lasting(store.arriving(data))


def row_of(kept: store.Kept, media_type: str) -> StoredFile:
    """The row of a kept file, made when it is not there; call inside ``recording``."""
    row, _made = StoredFile.objects.get_or_create(
        sha256=kept.sha256, defaults={"size": kept.size, "media_type": media_type}
    )
    return row


def _held() -> Q:
    """That something holds a stored file: a row of any table that protects it from being deleted."""
    holders = Q()
    for relation in StoredFile._meta.related_objects:
        if relation.on_delete is PROTECT:
            rows = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            holders |= Q(Exists(rows))
    return holders


def unheld() -> QuerySet[StoredFile]:
    """Stored files that no paper, intake or draft holds."""
    return StoredFile.objects.filter(~_held())


def forget(row: StoredFile) -> None:
    """A file must go at once when nothing else holds it (it bears a mark of secrecy); call inside ``recording``.

    Somebody who brings in the same bytes this very moment delays that to the next sweep.
    """
    prefix, number = row.sha256[:2], row.pk
    StoredFile.objects.filter(pk=number).update(unheld_since=FORGOTTEN)
    transaction.on_commit(lambda: _take_rows(prefix, [number]), robust=True)


def sweep(unheld_for: float = UNHELD_SECONDS) -> int:
    """Mark what nothing holds, take out what has been so for ``unheld_for`` seconds, then what no row knows.

    The last is what a killed process or a refused act left. Files that somebody brings in meanwhile wait for the next
    turn. Returns how many files went.
    """
    now = timezone.now()
    StoredFile.objects.filter(_held(), unheld_since__isnull=False).update(unheld_since=None)
    unheld().filter(unheld_since__isnull=True).update(unheld_since=now)
    due = unheld().filter(unheld_since__lte=now - dt.timedelta(seconds=unheld_for))
    by_prefix: dict[str, list[int]] = defaultdict(list)
    for number, sha256 in due.values_list("pk", "sha256").iterator():
        by_prefix[sha256[:2]].append(number)
    gone = sum(_take_rows(prefix, numbers) for prefix, numbers in by_prefix.items())
    gone += sum(_take_unknown(prefix, unheld_for) for prefix in PREFIXES)
    with store.alone_with(store.INCOMING) as alone:
        left = store.leftovers(unheld_for) if alone else []
        for path in left:
            path.unlink(missing_ok=True)
    return gone + len(left)


def _take_rows(prefix: str, numbers: Iterable[int]) -> int:
    """Take rows that nothing holds, and their files; none when somebody brings in such a file, or waits for a row.

    The lock is asked for without waiting and inside the transaction, since who has the database and waits for the lock
    cannot be waited for in turn; it is let go after the files have gone.
    """
    with ExitStack() as lock:
        try:
            with transaction.atomic():
                if connection.vendor == "postgresql":
                    with connection.cursor() as cursor:
                        cursor.execute("SET LOCAL lock_timeout = '2s'")
                if not lock.enter_context(store.alone_with(prefix)):
                    return 0
                rows = list(unheld().filter(pk__in=numbers))
                if rows:
                    with recording(None, gettext_noop("Dọn tệp không còn văn bản nào giữ")):
                        StoredFile.objects.filter(pk__in=[row.pk for row in rows]).delete()
        except OperationalError:  # another process has the rows now: the next sweep looks again
            return 0
        for row in rows:
            store.discard(row.sha256)
    return len(rows)


def _take_unknown(prefix: str, older_than: float) -> int:
    """Take files that no row knows and that were brought in more than ``older_than`` seconds ago."""
    found = set(store.digests(prefix))
    known = set(StoredFile.objects.filter(sha256__startswith=prefix).values_list("sha256", flat=True)) if found else ()
    now, gone = time.time(), 0
    suspects = [sha256 for sha256 in found.difference(known) if now - store.kept_at(sha256) > older_than]
    if not suspects:
        return 0
    with store.alone_with(prefix) as alone:
        if not alone:
            return 0
        known = set(StoredFile.objects.filter(sha256__in=suspects).values_list("sha256", flat=True))
        for sha256 in suspects:
            if sha256 not in known:
                store.discard(sha256)
                gone += 1
    return gone
