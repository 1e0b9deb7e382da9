"""Keeping files: screened, stored by their hash, tied to papers. What nothing holds goes by ``files``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath

from django.utils.translation import gettext as _

from thuongton.audit.services import lasting, recording
from thuongton.documents.models import Attachment, Document
from thuongton.files import store
from thuongton.files.models import StoredFile
from thuongton.files.screening import screen_attachment
from thuongton.files.services import keeping, row_of
from thuongton.people.models import Unit, User
from thuongton.people.scopes import demand


def shown_name(name: str) -> str:
    """A file name fit to show: the last part of it, printable, at most 255 characters. Never used as a path."""
    last = PureWindowsPath(PurePosixPath(name.replace("\x00", "")).name).name
    clean = "".join(letter for letter in last if letter.isprintable()).strip()
    return clean[-255:] or str(_("Tệp không tên"))


@dataclass(frozen=True, slots=True)
class Screened:
    """A file that was looked at and may be kept: its bytes, the name it came with and its media type."""

    data: bytes
    name: str
    media_type: str


def screened(data: bytes, name: str) -> Screened:
    """Look at a file before an act begins, so that the act does not hold the database meanwhile.

    Raises ``vanban.model.UnreadableFile`` (a marked paper: ``screening.SecretPaper``).
    """
    return Screened(data, name, screen_attachment(data, name))


def store_file(user: User | None, unit: Unit, data: bytes, name: str) -> StoredFile:
    """Keep a file for a unit (a proof, a scan, a letter made here); the same bytes are kept once.

    ``name`` is used only to refuse a file that is not what it says. Raises ``vanban.model.UnreadableFile`` (a marked
    paper: ``screening.SecretPaper``) or ``store.StoreError``, each with one Vietnamese sentence; PermissionDenied when
    the hat worn may not write in the unit. Nothing stays behind then.
    """
    demand(user, unit)
    media_type = screen_attachment(data, name)
    with keeping(data) as kept, recording(user, "Lưu tệp", unit=unit) as note:
        row = row_of(kept, media_type)
        note.subject = row
    return row


def tie(document: Document, row: StoredFile, name: str, part: int = 0) -> Attachment:
    """Tie a stored file, or one paper in it (1, 2 …), to a paper once; call inside ``recording``.

    Raises StoreError when the file was let go meanwhile.
    """
    with lasting(store.held(row.sha256)):
        if not StoredFile.objects.filter(pk=row.pk).exists():
            raise store.StoreError(_("Tệp này vừa được dọn khỏi kho vì không còn văn bản nào giữ; hãy gửi lại tệp."))
    given = {"name": shown_name(name), "part": part}
    made, _created = Attachment.objects.get_or_create(document=document, file=row, defaults=given)
    return made


def attach(user: User | None, document: Document, data: bytes, name: str) -> Attachment:
    """Attach a file to a paper; errors as in :func:`store_file`. A stub of a secret paper takes no file."""
    demand(user, document)
    if document.secrecy:
        from thuongton.files.screening import SecretPaper

        raise SecretPaper(document.get_secrecy_display())
    media_type = screen_attachment(data, name)
    with keeping(data) as kept, recording(user, "Đính kèm tệp", document):
        return tie(document, row_of(kept, media_type), name)


def detach(user: User | None, attachment: Attachment, reason: str) -> None:
    """Take a file off a paper, with the reason; the file itself is swept when nothing else holds it."""
    document = attachment.document
    demand(user, attachment)
    with recording(user, "Gỡ tệp đính kèm", document, reason=reason):
        attachment.delete()
