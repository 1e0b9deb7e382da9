"""Keeping files: screened, stored by their hash, tied to papers, and let go when nothing holds them."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath, PureWindowsPath

from django.db import DatabaseError, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from thuongton.audit.services import recording
from thuongton.documents import store
from thuongton.documents.models import Attachment, Document, StoredFile
from thuongton.documents.screening import screen_attachment
from thuongton.people.models import Unit, User
from thuongton.people.services import demand_writer


def shown_name(name: str) -> str:
    """A file name fit to show: the last part of it, printable, at most 255 characters. Never used as a path."""
    last = PureWindowsPath(PurePosixPath(name.replace("\x00", "")).name).name
    clean = "".join(letter for letter in last if letter.isprintable()).strip()
    return clean[-255:] or str(_("Tệp không tên"))


@contextmanager
def keeping(data: bytes) -> Iterator[store.Kept]:
    """Keep bytes on the disk while the block writes the rows; if the block fails, a new file is taken away again."""
    kept = store.keep(data)
    try:
        yield kept
    except BaseException:
        if kept.new:
            with contextlib.suppress(DatabaseError, transaction.TransactionManagementError):
                if not StoredFile.objects.filter(sha256=kept.sha256).exists():
                    store.discard(kept.sha256)
        raise


def row_of(kept: store.Kept, media_type: str) -> StoredFile:
    """The row of a kept file, made when it is not there; call inside ``recording``."""
    row, _made = StoredFile.objects.get_or_create(
        sha256=kept.sha256, defaults={"size": kept.size, "media_type": media_type}
    )
    return row


def store_file(user: User | None, unit: Unit, data: bytes, name: str) -> StoredFile:
    """Keep a file for a unit (a proof, a scan, a letter made here); the same bytes are kept once.

    ``name`` is used only to refuse a file that is not what it says. Raises ``vanban.model.UnreadableFile`` (a marked
    paper: ``screening.SecretPaper``) or ``store.StoreError``, each with one Vietnamese sentence; PermissionDenied when
    the hat worn may not write in the unit. Nothing stays behind then.
    """
    demand_writer(user, unit)
    media_type = screen_attachment(data, name)
    with keeping(data) as kept, recording(user, "Lưu tệp", unit=unit) as note:
        row = row_of(kept, media_type)
        note.subject = row
    return row


def tie(document: Document, row: StoredFile, name: str) -> Attachment:
    """Tie a stored file to a paper once; call inside ``recording``."""
    made, _created = Attachment.objects.get_or_create(document=document, file=row, defaults={"name": shown_name(name)})
    return made


def attach(user: User | None, document: Document, data: bytes, name: str) -> Attachment:
    """Attach a file to a paper; errors as in :func:`store_file`. A stub of a secret paper takes no file."""
    demand_writer(user, document.unit)
    if document.secrecy:
        from thuongton.documents.screening import SecretPaper

        raise SecretPaper(document.get_secrecy_display())
    media_type = screen_attachment(data, name)
    with keeping(data) as kept, recording(user, "Đính kèm tệp", document):
        return tie(document, row_of(kept, media_type), name)


def detach(user: User | None, attachment: Attachment, reason: str) -> None:
    """Take a file off a paper, with the reason; the file itself goes when nothing else holds it."""
    document = attachment.document
    demand_writer(user, document.unit)
    row = attachment.file
    with recording(user, "Gỡ tệp đính kèm", document, reason=reason):
        attachment.delete()
        release(row)


def release(row: StoredFile) -> bool:
    """Let a file go when no paper, intake or proof holds it; call inside ``recording``. Tells whether it went."""
    sha256 = row.sha256
    try:
        with transaction.atomic():
            row.delete()
    except ProtectedError:
        return False
    transaction.on_commit(lambda: _discard_unless_kept(sha256))
    return True


def _discard_unless_kept(sha256: str) -> None:
    if not StoredFile.objects.filter(sha256=sha256).exists():
        store.discard(sha256)


def sweep_orphans(older_than: float = 24 * 3600) -> int:
    """Remove files on the disk that no row knows, and half-written ones, older than ``older_than`` seconds."""
    known = set(StoredFile.objects.values_list("sha256", flat=True))
    now, removed = time.time(), 0
    for sha256 in list(store.digests()):
        if sha256 not in known and now - store.path_of(sha256).stat().st_mtime > older_than:
            _discard_unless_kept(sha256)
            removed += 1
    for path in store.leftovers(older_than):
        path.unlink(missing_ok=True)
        removed += 1
    return removed
