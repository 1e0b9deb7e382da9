"""Keys made, destroyed, and wrapped anew under another master key."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from thuongton.audit.services import recording
from thuongton.keyring import box
from thuongton.keyring.master import add_present, destroyed, keep_only, make_first, master, masters, note_destroyed
from thuongton.keyring.models import RecordKey
from thuongton.keyring.queries import INDEX, index_key

BATCH = 500


def new_record_key(purpose: str) -> tuple[RecordKey, bytes]:
    """A key for one record, wrapped with the present master key, and the key itself. Raises UnusableMasters."""
    name, closing = make_first()
    key = box.new_key()
    row = RecordKey(purpose=purpose, master=name)
    row.wrapped = box.wrap(closing, key, row.about)
    row.save()
    return row, key


def ensured_index_key() -> bytes:
    """The key that marks words, made with the first record. Raises NoMaster, UnusableMasters."""
    found = index_key()
    if found is not None:
        return found
    name, closing = make_first()
    key = box.new_key()
    row = RecordKey(purpose=INDEX, master=name)
    row.wrapped = box.wrap(closing, key, row.about)
    RecordKey.objects.bulk_create([row], ignore_conflicts=True)
    again = index_key()
    assert again is not None
    return again


def destroy(keys: Iterable[int]) -> int:
    """Destroy the keys of records for good; call it in the transaction of the act. Returns how many were there.

    When the act is written, the list beside the master keys learns of it, so that a copy of the database from before
    erases them again when it is restored.
    """
    numbers = sorted(set(keys))
    rows = RecordKey.objects.filter(pk__in=numbers, wrapped__isnull=False).exclude(purpose=INDEX)
    gone = dict(rows.select_for_update().values_list("pk", "uid"))
    RecordKey.objects.filter(pk__in=gone).update(wrapped=None, destroyed_at=timezone.now())
    transaction.on_commit(lambda: note_destroyed(gone.values()))
    return len(gone)


def destroy_again() -> int:
    """Hold the database against the list of destroyed keys, both ways; returns how many keys were destroyed anew."""
    note_destroyed(RecordKey.objects.filter(wrapped__isnull=True).values_list("uid", flat=True))
    risen = RecordKey.objects.filter(wrapped__isnull=False, uid__in=destroyed()).values_list("pk", flat=True)
    if not risen:
        return 0
    with recording(None, "Xoá lại dữ liệu cá nhân sau khi khôi phục"):
        return destroy(list(risen))


def rotate() -> tuple[str, int]:
    """Wrap every key under a new master key, batch by batch, then drop the masters that nothing needs.

    Returns the name of the new master key and how many keys were wrapped anew. Killed, it is called again: keys that
    are wrapped under the first of the file are done. Raises NoMaster, UnusableMasters.
    """
    known = masters()
    used = set(RecordKey.objects.filter(wrapped__isnull=False).values_list("master", flat=True).distinct())
    for name in used:
        master(name, known)
    present = next(iter(known), "")
    if not known or used <= {present}:  # else a rotation was cut off: it goes on to its end
        present = add_present()
    closing = master(present)
    number = 0
    while done := _wrap_some(present, closing):
        number += done
    keep_only([present])
    return present, number


def _wrap_some(name: str, closing: bytes) -> int:
    with transaction.atomic():
        known = masters()
        rows = RecordKey.objects.select_for_update().filter(wrapped__isnull=False).exclude(master=name)[:BATCH]
        changed = list(rows)
        for row in changed:
            key = box.unwrap(master(row.master, known), bytes(row.wrapped or b""), row.about)
            row.master, row.wrapped = name, box.wrap(closing, key, row.about)
        RecordKey.objects.bulk_update(changed, ["master", "wrapped"])
    return len(changed)
