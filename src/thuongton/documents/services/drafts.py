"""Drafts (bản dự thảo): begun, given new versions, read in the background, dropped."""

from __future__ import annotations

import logging

from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError
from django.db.models import Max
from django.utils.translation import gettext as _
from django_tasks import task

from thuongton.audit.services import acting, recording
from thuongton.documents.models import Draft, DraftVersion
from thuongton.documents.services.files import shown_name
from thuongton.documents.services.reading import keep_reading, lint_again
from thuongton.files import store
from thuongton.files.screening import SecretPaper, screen_quickly
from thuongton.files.services import forget, keeping, row_of
from thuongton.jobs.services import LeaseLost, demand_lease, enqueue_once, unqueued
from thuongton.people.models import Unit, User
from thuongton.people.queries import today
from thuongton.people.scopes import demand
from thuongton.people.services import notify
from thuongton.web.forms.marks import Seen
from vanban.model import UnreadableFile
from vanban.text import join_lines

log = logging.getLogger(__name__)


def name_of_paste() -> str:
    """What a pasted text is called: «Văn bản dán ngày 22-11-2026.txt»."""
    day = today()
    return str(_("Văn bản dán ngày %(day)s.txt") % {"day": f"{day.day}-{day.month}-{day.year}"})


def start_draft(user: User | None, unit: Unit, data: bytes, name: str, *, title: str = "") -> Draft:
    """Begin a draft with its first text; without a title it takes the one printed in the text once it is read.

    Raises ``vanban.model.UnreadableFile`` (``screening.SecretPaper``) or ``store.StoreError``; then nothing is kept.
    """
    demand(user, unit)
    media_type = screen_quickly(data, name)
    with keeping(data) as kept, acting():
        with recording(user, "Bắt đầu bản dự thảo", unit=unit) as note:
            draft = Draft.objects.create(unit=unit, user=user, title=join_lines(title)[:255])
            version = DraftVersion.objects.create(
                draft=draft, number=1, file=row_of(kept, media_type), name=shown_name(name), user=user
            )
            note.subject = draft
        enqueue_once(read_draft_version, version.pk)
        draft.refresh_from_db()
    return draft


def add_version(user: User | None, draft: Draft, data: bytes, name: str) -> DraftVersion:
    """Give a draft its next text; the texts before it stay. Errors as in :func:`start_draft`.

    Raises ValidationError when the file is the very one of the newest version.
    """
    demand(user, draft)
    media_type = screen_quickly(data, name)
    with keeping(data) as kept, acting():
        with recording(user, "Đưa bản dự thảo mới", draft):
            Draft.objects.select_for_update().get(pk=draft.pk)
            last = draft.versions.select_related("file").order_by("-number").first()
            if last is not None and last.file.sha256 == kept.sha256:
                raise ValidationError(
                    _("Tệp này giống hệt bản số %(number)d nên không tạo bản mới.") % {"number": last.number}
                )
            highest = draft.versions.aggregate(last=Max("number"))["last"] or 0
            version = DraftVersion.objects.create(
                draft=draft, number=highest + 1, file=row_of(kept, media_type), name=shown_name(name), user=user
            )
        enqueue_once(read_draft_version, version.pk)
        version.refresh_from_db()
    return version


def read_version(version_id: int) -> str:
    """Read the file of a version; running it twice, or again after a crash, gives the same result."""
    version = DraftVersion.objects.select_related("draft", "draft__unit", "file", "user").filter(pk=version_id).first()
    if version is None or version.refusal:
        return ""
    try:
        reading = keep_reading(version.file, version.name)
    except SecretPaper as error:
        _forget(version, error)
        return "secret"
    except (UnreadableFile, store.StoreError) as error:
        return _refuse(version, error.sentence)
    except (
        LeaseLost,
        OperationalError,
        InterfaceError,
    ):  # the job is another's by now, or is tried again when the database is back
        raise
    except Exception:
        log.exception("reading draft version %s failed", version_id)
        return _refuse(
            version, _("Máy gặp lỗi khi đọc tệp này; tệp vẫn được giữ. Hãy lưu lại thành .docx rồi gửi lại.")
        )
    draft = version.draft
    for other in draft.versions.filter(number__in=[version.number - 1, version.number]).select_related("file"):
        lint_again(other.file)
    if not draft.title:
        title = join_lines(str(reading.value.header.title or version.name))[:255]
        with recording(None, "Đặt tên bản dự thảo", draft):
            demand_lease()
            Draft.objects.filter(pk=draft.pk, title="").update(title=title)
    return "read"


def _refuse(version: DraftVersion, sentence: str) -> str:
    with recording(None, "Không đọc được bản dự thảo", version.draft, reason=sentence):
        demand_lease()
        DraftVersion.objects.filter(pk=version.pk).update(refusal=sentence[:400])
    return "refused"


def _forget(version: DraftVersion, error: SecretPaper) -> None:
    """A mark of secrecy was seen only while reading: the text goes, an empty draft with it, and the person is told."""
    draft, row, user = version.draft, version.file, version.user
    with recording(None, "Bỏ tệp có dấu độ mật", unit=draft.unit):
        demand_lease()
        version.delete()
        if not draft.versions.exists():
            draft.delete()
        forget(row)
        if user is not None:
            notify(user, error.sentence)


def rename_draft(user: User | None, draft: Draft, title: str, *, seen: Seen | None = None) -> None:
    """Give a draft another name."""
    demand(user, draft)
    words = join_lines(title)[:255]
    if not words:
        raise ValidationError(_("Hãy ghi tên dự thảo."))
    with recording(user, "Đặt tên bản dự thảo", draft):
        now = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
        if seen is not None:
            seen.demand(now)
        draft.title = words
        draft.save(update_fields=["title"])


def drop_draft(user: User | None, draft: Draft, reason: str) -> None:
    """Take a draft away with all its versions and what was decided on them.

    Its files are swept when nothing else holds them. Raises ValidationError without a reason.
    """
    demand(user, draft)
    words = join_lines(reason)
    if not words:
        raise ValidationError(_("Hãy ghi lý do bỏ bản dự thảo."))
    with recording(user, "Bỏ bản dự thảo", unit=draft.unit, reason=f"{draft.title}: {words}"[:400]):
        draft.delete()


def resume_unread() -> int:
    """Queue again the versions that wait for a reading that no job will bring; returns how many."""
    waiting = DraftVersion.objects.filter(refusal="", file__readings__isnull=True)
    put_back = 0
    for pk in unqueued(read_draft_version, list(waiting.values_list("pk", flat=True))):
        with acting():  # the row is held, so that two processes do not queue it twice
            if DraftVersion.objects.select_for_update().filter(pk=pk).first() is not None:
                put_back += enqueue_once(read_draft_version, pk)
    return put_back


@task()
def read_draft_version(version_id: int) -> str:
    """Read the text of a draft; running it twice gives the same result."""
    return read_version(version_id)
