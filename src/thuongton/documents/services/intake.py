"""Bringing papers in (đưa văn bản vào): received, read in the background, confirmed by a person, filed."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _
from django_tasks import task

from thuongton.audit.services import acting, recording
from thuongton.documents.models import Document, Intake, IntakeState, Reading
from thuongton.documents.proposal import BY_KEY, columns_of, direction_of, opening_citations, tally, text_of, value_of
from thuongton.documents.queries.papers import reading_of_file
from thuongton.documents.services.files import shown_name
from thuongton.documents.services.reading import keep_reading
from thuongton.documents.services.register import register_document
from thuongton.documents.signals import document_registered, reading_ready
from thuongton.files import store
from thuongton.files.screening import SecretPaper, screen_quickly
from thuongton.files.services import forget, keeping, row_of
from thuongton.jobs.services import LeaseLost, demand_lease, enqueue_once, unqueued
from thuongton.people.models import Unit, User
from thuongton.people.queries import today
from thuongton.people.scopes import demand
from vanban.model import UnreadableFile
from vanban.text import join_lines

log = logging.getLogger(__name__)
ATTEMPTS = 3
WAITING = (IntakeState.QUEUED, IntakeState.READING)
OPEN = (*WAITING, IntakeState.READ)


def accept_file(user: User | None, unit: Unit, data: bytes, name: str) -> Intake:
    """Take in one file for a unit's register and queue its reading.

    The content is looked at first: a file that cannot be used, or a paper with a mark of secrecy, raises
    ``vanban.model.UnreadableFile`` (``screening.SecretPaper``) and nothing of it is kept, not even its name. A full
    disk raises ``store.StoreError``. The same file that is still waiting in the unit is taken in once.
    """
    demand(user, unit)
    media_type = screen_quickly(data, name)
    with keeping(data) as kept, acting():
        with recording(user, "Đưa văn bản vào", unit=unit) as note:
            row = row_of(kept, media_type)
            intake = Intake.objects.filter(unit=unit, file=row, state__in=OPEN).order_by("part").first()
            fresh = intake is None
            if intake is None:
                intake = Intake.objects.create(unit=unit, user=user, name=shown_name(name), file=row)
            note.subject = intake
        if fresh or intake.state in WAITING:
            enqueue_once(read_file, intake.pk)
            intake.refresh_from_db()
    return intake


def accept_text(user: User | None, unit: Unit, text: str) -> Intake:
    """Take in a pasted text, as :func:`accept_file` does a file."""
    day = today()
    name = _("Văn bản dán ngày %(day)s.txt") % {"day": f"{day.day}-{day.month}-{day.year}"}
    return accept_file(user, unit, text.encode("utf-8"), str(name))


def refuse(user: User | None, unit: Unit, name: str, sentence: str) -> Intake:
    """Leave a row that says why a file was not taken in. Never for a secret paper: nothing of it is kept."""
    demand(user, unit)
    with acting():
        return Intake.objects.create(
            unit=unit, user=user, name=shown_name(name), state=IntakeState.REFUSED, refusal=sentence[:400]
        )


def _step(intake: Intake, step: str, percent: int, **more: Any) -> None:
    """Note how far the reading is, while nobody has gone on from there."""
    Intake.objects.filter(pk=intake.pk, state__in=WAITING).update(step=step[:160], percent=percent, **more)


def _refuse(intake: Intake, sentence: str) -> str:
    """The file was not read; it is kept, and the row says why."""
    with acting():
        demand_lease()
        _step(intake, "", 0, state=IntakeState.REFUSED, refusal=sentence[:400])
    return IntakeState.REFUSED


def read_intake(intake_id: int) -> str:
    """Read the file of an intake and lay its head out for confirming; returns the state it ends in.

    Safe to run again at any time: a file is read once (its Reading is kept by file), and an intake that is read,
    confirmed or refused is left alone. What goes wrong becomes one sentence on the intake.
    """
    intake = Intake.objects.select_related("file", "unit").filter(pk=intake_id).first()
    if intake is None or intake.file is None or intake.state not in WAITING:
        return intake.state if intake else ""
    attempts = intake.head.attempts + 1
    if attempts > ATTEMPTS:
        sentence = _(
            "Máy đã dừng giữa chừng nhiều lần khi đọc tệp này; tệp vẫn được giữ. Hãy nhập tay, hoặc thử đọc lại."
        )
        return _refuse(intake, sentence)
    with acting():
        demand_lease()
        now = Intake.objects.select_for_update().filter(pk=intake.pk, state__in=WAITING).first()
        if now is None:
            return ""
        begun = replace(now.head, attempts=attempts).to_dict()
        _step(intake, _("Đang mở tệp"), 5, state=IntakeState.READING, header=begun)
    try:
        reading = _reading_of(intake)
    except SecretPaper as error:
        _forget(intake, error)
        return ""
    except UnreadableFile as error:
        _refuse_kept(intake, error.sentence)
        return IntakeState.REFUSED
    except store.StoreError as error:
        return _refuse(intake, error.sentence)
    except (
        LeaseLost,
        OperationalError,
        InterfaceError,
    ):  # the job is another's by now, or is tried again when the database is back
        raise
    except Exception:
        log.exception("reading intake %s failed", intake.pk)
        sentence = _("Máy gặp lỗi khi đọc tệp này; tệp vẫn được giữ. Hãy thử đọc lại, hoặc nhập tay từ bản gốc.")
        return _refuse(intake, sentence)
    with acting():  # whoever finds it read finds its tasks laid out as well
        demand_lease()
        now = Intake.objects.select_for_update().filter(pk=intake.pk, state__in=WAITING).first()
        if now is None:
            return ""
        for row, of_paper in papers_of(now, reading):
            header = row.head.read_anew(of_paper.value.header).to_dict()
            _step(row, tally(of_paper.value), 100, state=IntakeState.READ, header=header, refusal="")
            row.refresh_from_db()
            for _receiver, result in reading_ready.send_robust(sender=Intake, intake=row):
                if isinstance(result, Exception):
                    log.error("a receiver of reading_ready failed on intake %s", row.pk, exc_info=result)
    return IntakeState.READ


def papers_of(intake: Intake, reading: Reading) -> list[tuple[Intake, Reading]]:
    """The entry of each paper in the file of an intake, with its reading; made now for those that have none yet.

    The intake itself is the first paper's; what was made before is left alone. Call inside ``acting``.
    """
    papers = list(Reading.objects.filter(file=intake.file, part__gt=0).order_by("part"))
    if intake.part or not papers:
        return [(intake, reading)]
    intake.part, intake.parts = 1, len(papers)
    intake.save(update_fields=["part", "parts"])
    rows = [(intake, papers[0])]
    for paper in papers[1:]:
        given = {"user": intake.user, "name": intake.name, "parts": len(papers), "state": IntakeState.READING}
        row, made = Intake.objects.get_or_create(unit=intake.unit, file=intake.file, part=paper.part, defaults=given)
        rows += [(row, paper)] if made else []
    return rows


def _pages_told(intake: Intake) -> Callable[[int, int], None]:
    """What tells the page of the intake how far the opening is, at most twice a second."""
    told = time.monotonic()

    def tell(done: int, pages: int) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= 0.5:
            told = now
            words = _("Đang đọc trang %(done)d/%(pages)d") % {"done": done, "pages": pages}
            _step(intake, words, 5 + 65 * done // max(pages, 1))

    return tell


def _reading_of(intake: Intake) -> Reading:
    """The reading of the paper of an intake: the one that is kept, or a new one that is kept now."""
    assert intake.file is not None
    return keep_reading(intake.file, intake.name, intake.part, progress=_pages_told(intake))


def _refuse_kept(intake: Intake, sentence: str) -> None:
    """A file turned out to be unusable only while reading: it goes, the row stays and says why."""
    with recording(None, "Không nhận tệp", unit=intake.unit, reason=sentence):
        demand_lease()
        _step(intake, "", 0, state=IntakeState.REFUSED, refusal=sentence[:400], file=None)


def _forget(intake: Intake, error: SecretPaper) -> None:
    """A mark of secrecy was seen only while reading: file and intake go, and the person is told."""
    from thuongton.people.services import notify

    row, user = intake.file, intake.user
    with recording(None, "Bỏ tệp có dấu độ mật", unit=intake.unit):
        demand_lease()
        intake.delete()
        if row is not None:
            forget(row)
        if user is not None:
            notify(user, error.sentence)


def read_again(user: User | None, intake: Intake) -> Intake:
    """Queue the reading of a kept file again."""
    demand(user, intake)
    if intake.file_id is None or intake.state == IntakeState.CONFIRMED:
        raise ValidationError(_("Tệp này không còn trong hệ thống; hãy gửi lại tệp."))
    header = replace(intake.head, attempts=0).to_dict()
    with acting():
        Intake.objects.filter(pk=intake.pk).update(
            state=IntakeState.QUEUED, percent=0, step="", refusal="", header=header
        )
        enqueue_once(read_file, intake.pk)
        intake.refresh_from_db()
    return intake


def resume_interrupted() -> int:
    """Queue again what waits for a reading that no job will bring; returns how many."""
    waiting = Intake.objects.filter(state__in=WAITING, file__isnull=False)
    put_back = 0
    for pk in unqueued(read_file, list(waiting.values_list("pk", flat=True))):
        with acting():  # the row is held, so that two processes do not queue it twice
            if waiting.select_for_update().filter(pk=pk).first() is not None:
                put_back += enqueue_once(read_file, pk)
    return put_back


def save_header(user: User | None, intake: Intake, typed: dict[str, str]) -> dict[str, str]:
    """Keep corrections of the head as they are made; what is wrong is not kept.

    ``typed`` maps field keys (``proposal.BY_KEY``) and ``direction`` to texts. Returns field → sentence for what was
    refused; everything else is saved.
    """
    demand(user, intake)
    errors: dict[str, str] = {}
    with acting():
        row = Intake.objects.select_for_update().get(pk=intake.pk)
        if row.state == IntakeState.CONFIRMED:
            raise ValidationError(_("Văn bản này đã vào sổ; hãy sửa ở trang văn bản, có ghi lý do."))
        head = row.head
        for key, text in typed.items():
            if key == "direction":
                head = replace(head, direction=text) if text in ("incoming", "outgoing") else head
                continue
            field = BY_KEY.get(key)
            if field is None:
                continue
            try:
                value = value_of(field, text)
            except ValueError as error:
                errors[key] = str(error)
                continue
            before = getattr(head, key)
            if (before or None) != value and text.replace("\r\n", "\n").strip() != text_of(before).strip():
                head = head.corrected(key, value)
        row.header = head.to_dict()
        row.save(update_fields=["header"])
    intake.header = row.header
    return errors


def agree(user: User | None, intake: Intake, keys: list[str]) -> None:
    """A person has looked at doubtful fields and found them right as they stand."""
    demand(user, intake)
    with acting():
        row = Intake.objects.select_for_update().get(pk=intake.pk)
        row.header = row.head.looked_at([key for key in keys if key in BY_KEY]).to_dict()
        row.save(update_fields=["header"])
    intake.header = row.header


def file_intake(user: User | None, intake: Intake) -> Document:
    """Put the paper of an intake into the register with its file and the links its citations make («Vào sổ»).

    Doing it again gives the same paper. Raises ValidationError when there is nothing to know it by.
    """
    demand(user, intake)
    with acting():
        row = Intake.objects.select_for_update().get(pk=intake.pk)
        if row.state == IntakeState.CONFIRMED and row.document is not None:
            return row.document
        if row.file is None or row.state in WAITING:
            raise ValidationError(_("Tệp chưa đọc xong; hãy chờ rồi vào sổ."))
        columns = columns_of(row.head)
        if not (columns["number"] or columns["title"] or columns["symbol"]):
            raise ValidationError(_("Hãy ghi ít nhất số, ký hiệu hoặc trích yếu rồi vào sổ."))
        direction = direction_of(row.head, row.unit.name)
        if direction == "incoming" and columns["arrived_on"] is None:
            columns["arrived_on"] = today()
        reading = reading_of_file(row.file_id, row.part)
        document = register_document(
            user,
            row.unit,
            direction,
            stored=row.file,
            part=row.part,
            file_name=row.name,
            citations=opening_citations(reading.value) if reading else (),
            **columns,
        )
        row.state, row.document = IntakeState.CONFIRMED, document
        row.save(update_fields=["state", "document"])
    intake.refresh_from_db()
    document_registered.send_robust(sender=Document, document=document, intake=intake)
    return document


def drop_intake(user: User | None, intake: Intake) -> None:
    """Take a row away that is not filed; its file is swept when nothing else holds it."""
    demand(user, intake)
    with recording(user, "Bỏ tệp đưa vào", unit=intake.unit, reason=join_lines(intake.name)):
        state = Intake.objects.select_for_update().filter(pk=intake.pk).values_list("state", flat=True).first()
        if state == IntakeState.CONFIRMED:
            raise ValidationError(_("Văn bản này đã vào sổ nên không bỏ ở đây; hãy mở trang văn bản."))
        intake.delete()


@task()
def read_file(intake_id: int) -> str:
    """Read the file of an intake; running it twice, or again after a crash, gives the same result."""
    return read_intake(intake_id)
