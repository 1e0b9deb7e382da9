"""A sheet into a register: read and shown, confirmed, written row after row by a job that bears being killed.

What was sent is never stored: its rows lie sealed under a key of their own, which is destroyed when the last is
written, when the person lets them go, and when nobody confirmed them for a day. Each row has its marks (``tx``), so
that a batch done twice writes nothing twice.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from collections.abc import Mapping

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from thuongton.audit.services import acting, recording
from thuongton.cases.entry.judging import NO_CASE, EnteredRow, RowFate, judged_row
from thuongton.cases.entry.kept_rows import KeptRow, as_text
from thuongton.cases.entry.sheets import NUMBER, BookSheet
from thuongton.cases.models import Case, CaseImport, CaseImportPart
from thuongton.cases.queries.entering import EntryPlace, begun, case_of_number, entry_place
from thuongton.cases.queries.importing import about, opened_part, part_at, running, waiting_too_long
from thuongton.cases.rows import local
from thuongton.cases.services.acting import NotAllowed
from thuongton.cases.services.entering import RowToWrite, enter_row
from thuongton.jobs.services import demand_lease, enqueue_once, unqueued
from thuongton.keyring import box
from thuongton.keyring.queries import Keys
from thuongton.keyring.services import destroy, new_record_key
from thuongton.people.models import Unit, User
from thuongton.people.scopes import demand
from thuongton.people.services import notify

PART = 200
"""Rows of a sealed part."""
BATCH = 20
"""Rows written by one transaction."""
MOST_REFUSED = 1_000
State = CaseImport.State


def judge_sheet(place: EntryPlace, book: BookSheet) -> list[KeptRow]:
    """What would become of each row of a sheet; nothing is written."""
    now = local(timezone.now())
    found = []
    for row in book.rows:
        verdict, _case = _judged(place, row.texts, now)
        found.append(KeptRow.of(row, verdict))
    return found


def _judged(place: EntryPlace, texts: Mapping[str, str], now: dt.datetime) -> tuple[EnteredRow, Case | None]:
    """What becomes of a row, and the case that it goes on with."""
    number = texts.get(NUMBER, "").strip()
    case = case_of_number(place, number) if number else None
    if number and case is None:
        return EnteredRow(RowFate.REJECTED, said=(NO_CASE,)), None
    folded = begun(place, case) if case is not None else None
    return judged_row(place.grid, texts, now, place.role, place.time, folded, place.kind_at), case


def keep_sheet(user: User, unit: Unit, place: EntryPlace, book: BookSheet, data: bytes) -> CaseImport:
    """Keep the rows of a sheet, sealed, until the person has seen what would become of them."""
    demand(user, Case(unit=unit, kind=place.kind.kind))
    rows = judge_sheet(place, book)
    with recording(user, "Đưa tệp vào để nhập sổ", unit):
        row, key = new_record_key("case-import")
        fates = [one.fate for one in rows]
        sheet = CaseImport.objects.create(
            unit=unit,
            kind=place.kind.kind,
            user=user,
            hat=user.hat,
            key=row,
            digest=hmac.new(settings.SECRET_KEY.encode(), data, hashlib.sha256).hexdigest(),
            total=len(rows),
            doubtful=fates.count(RowFate.DOUBTFUL),
            rejected=fates.count(RowFate.REJECTED),
            unknown=list(book.unknown),
        )
        CaseImportPart.objects.bulk_create(
            CaseImportPart(
                sheet=sheet,
                first=first,
                sealed=box.seal(key, as_text(rows[first : first + PART]), about(sheet, first)).encode(),
            )
            for first in range(0, len(rows), PART)
        )
    return sheet


def confirm(user: User, sheet: CaseImport, *, doubtful: bool = False) -> None:
    """Have the rows of a sheet written, with ``doubtful`` those too of which something has to be asked.

    Raises ValidationError when it was confirmed or let go before.
    """
    demand(user, sheet)
    with recording(user, "Nhập sổ từ Excel", sheet):
        row = CaseImport.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
        if row.state != State.SHOWN:
            raise ValidationError(_("Tệp này đã được ghi hoặc đã bỏ."))
        row.state, row.with_doubtful = State.RUNNING, doubtful
        row.save(update_fields=["state", "with_doubtful"])
        enqueue_once(write_sheet, row.pk)
    sheet.refresh_from_db()


def let_go(user: User | None, sheet: CaseImport) -> None:
    """Let go of a sheet that was not confirmed: its rows are gone for good."""
    demand(user, sheet)
    with recording(user, "Bỏ tệp đưa vào để nhập sổ", sheet):
        row = CaseImport.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
        if row.state == State.SHOWN:
            _over(row, State.LEFT)
    sheet.refresh_from_db()


def sweep_sheets() -> int:
    """Let go of the sheets that nobody confirmed; returns how many."""
    old = list(waiting_too_long())
    for sheet in old:
        let_go(None, sheet)
    return len(old)


@task()
def write_sheet(sheet_id: int) -> str:
    """Write the rows of a confirmed sheet, batch after batch; running it again goes on where it stopped."""
    while _step(sheet_id):
        pass
    sheet = CaseImport.objects.get(pk=sheet_id)
    return f"Đã ghi {sheet.written} hồ sơ, {len(sheet.refused)} dòng không ghi được."


def resume_sheets() -> int:
    """Queue again the sheets that no job will bring to their end; returns how many."""
    put_back = 0
    for pk in unqueued(write_sheet, list(running().values_list("pk", flat=True))):
        with acting():
            if running().select_for_update().filter(pk=pk).first() is not None:
                put_back += enqueue_once(write_sheet, pk)
    return put_back


def _step(sheet_id: int) -> bool:
    """One batch; False when nothing is left."""
    with acting():
        demand_lease()
        sheet = CaseImport.objects.select_for_update(of=("self",)).select_related("unit", "user").get(pk=sheet_id)
        if sheet.state != State.RUNNING:
            return False
        sheet.user.hat = sheet.hat
        place = entry_place(sheet.user, sheet.kind)
        part = part_at(sheet, sheet.place)
        if place is None or place.unit.pk != sheet.unit_id:
            _stop(sheet, State.STOPPED)
            return False
        if part is None or sheet.place >= sheet.total:
            _stop(sheet, State.DONE)
            return False
        rows = opened_part(sheet, part, Keys([sheet.key_id or 0]))[sheet.place - part.first :][:BATCH]
        for row in rows:
            _write(sheet, place, row)
        sheet.place += len(rows)
        sheet.save(update_fields=["place", "written", "refused"])
        return True


def _write(sheet: CaseImport, place: EntryPlace, row: KeptRow) -> None:
    if row.fate is not RowFate.READY and not (row.fate is RowFate.DOUBTFUL and sheet.with_doubtful):
        return
    verdict, case = _judged(place, row.texts, local(timezone.now()))
    try:
        if verdict.fate not in (RowFate.READY, RowFate.DOUBTFUL):
            raise ValidationError("", code="rejected")
        mark = f"excel:{sheet.uid.hex}:{row.number}"
        enter_row(sheet.user, sheet.unit, sheet.kind, RowToWrite(mark, verdict.acts, case), time=place.time)
        sheet.written += 1
    except NotAllowed as error:
        _refused(sheet, row.number, error.answer.code)
    except PermissionDenied:
        _refused(sheet, row.number, "role")
    except ValidationError:
        _refused(sheet, row.number, "rejected")


def _refused(sheet: CaseImport, number: int, code: str) -> None:
    """Note a row that could not be written: its number and why, never what stood in it."""
    if len(sheet.refused) < MOST_REFUSED:
        sheet.refused = [*sheet.refused, [number, code]]


def _stop(sheet: CaseImport, state: str) -> None:
    with recording(sheet.user, "Ghi xong tệp nhập sổ", sheet):
        _over(sheet, state)
    with translation.override(settings.LANGUAGE_CODE):
        text = _("Nhập sổ từ Excel: đã ghi %(number)s hồ sơ.") % {"number": sheet.written}
    notify(
        sheet.user,
        text,
        url=reverse("cases:import-sheet", args=[sheet.kind, sheet.pk]),
        key=f"nhap-so-{sheet.pk}",
    )


def _over(sheet: CaseImport, state: str) -> None:
    """End a sheet: its rows are taken away and their key is destroyed, so that no copy of them opens again."""
    sheet.state, sheet.done_at = state, timezone.now()
    sheet.save(update_fields=["state", "done_at"])
    sheet.parts.all().delete()
    destroy([sheet.key_id or 0])
