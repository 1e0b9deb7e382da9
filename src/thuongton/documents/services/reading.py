"""Reading the files of papers and drafts: each stored file is read once, and its reading kept."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from thuongton.documents.models import Attachment, Document, Reading, StoredFile
from thuongton.documents.queries.papers import reading_of_file
from thuongton.documents.rereading import Body, Progress, findings_again, marked, read_screened
from thuongton.files import store
from thuongton.jobs.services import enqueue_once
from thuongton.people.models import User
from thuongton.people.scopes import demand
from vanban.model import UnreadableFile

log = logging.getLogger(__name__)
AT_ONCE = 2 * 1024 * 1024
"""Bytes of a file that is read while the person waits; a larger one, or a scan, is read in the background."""


def keep_reading(
    row: StoredFile, name: str, part: int = 0, *, ocr: bool = True, progress: Progress | None = None
) -> Reading:
    """The reading of a stored file, or of one paper in it: the one that is kept, or a new one that is kept now.

    Raises ``vanban.model.UnreadableFile`` (``screening.SecretPaper``) or ``store.StoreError``.
    """
    found = reading_of_file(row.pk, part)
    if found is not None:
        return found
    keep_bodies(row, read_screened(store.read(row.sha256), name, progress, ocr=ocr))
    return Reading.objects.filter(file=row, part__in=(0, part)).latest("part")


def keep_bodies(row: StoredFile, bodies: Sequence[Body]) -> None:
    """Keep the readings of a file and of the papers in it, those that are not kept yet: all or none."""
    with transaction.atomic():
        for part, body in enumerate(bodies):
            Reading.objects.get_or_create(file=row, part=part, defaults={"body": body})


def lint_again(row: StoredFile, part: int = 0) -> bool:
    """Bring the findings of a read file up to the rules of this version; tells whether they were older.

    ``part`` is the paper in it (1, 2 …) where it holds several.

    Two versions of a draft are compared by findings of the same rules, or what changed would be the rules.
    """
    reading = reading_of_file(row.pk, part)
    if reading is None or not reading.by_older_rules:
        return False
    try:
        findings = findings_again(reading.body)
    except UnreadableFile:  # the text stays with the findings it had
        log.warning("the file %s could not be checked again", row.sha256)
        return False
    reading.body = marked({**reading.body, "findings": findings})
    reading.save(update_fields=["body"])
    return True


def read_paper(user: User | None, document: Document) -> bool:
    """Read the first file of a paper that can be read, or check it again by the rules of this version.

    Tells whether it is read now (False: in the background).

    Raises ValidationError with one sentence when there is no file, or none can be read.
    """
    demand(user, document)
    sentence = str(_("Văn bản này chưa có tệp; hãy đính kèm tệp rồi đọc."))
    for attachment in document.attachments.select_related("file").order_by("id"):
        if attachment.file.size > AT_ONCE:
            enqueue_once(read_attached, attachment.pk)
            return False
        try:
            keep_reading(attachment.file, attachment.name, attachment.part, ocr=False)
            lint_again(attachment.file, attachment.part)
        except (UnreadableFile, store.StoreError) as error:
            if getattr(error, "code", "") == "scan":
                enqueue_once(read_attached, attachment.pk)
                return False
            sentence = error.sentence
        else:
            return True
    raise ValidationError(sentence)


def read_attachment(attachment_id: int) -> str:
    """Read the file of an attachment in the background; what goes wrong is left in the log of the machine."""
    attachment = Attachment.objects.select_related("file").filter(pk=attachment_id).first()
    if attachment is None:
        return ""
    try:
        keep_reading(attachment.file, attachment.name, attachment.part)
    except (UnreadableFile, store.StoreError) as error:
        log.warning("attachment %s was not read: %s", attachment_id, error.sentence)
        return "refused"
    return "read"


@task()
def read_attached(attachment_id: int) -> str:
    """Read a file of a paper in the register; running it twice gives the same result."""
    return read_attachment(attachment_id)
