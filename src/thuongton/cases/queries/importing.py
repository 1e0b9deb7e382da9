"""Sheets on their way into a register: only those that a person brought in, opened with their own key."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils import timezone

from thuongton.cases.entry.kept_rows import KeptRow, from_text
from thuongton.cases.models import CaseImport, CaseImportPart
from thuongton.cases.queries.entering import EntryPlace
from thuongton.keyring.queries import Erased, Keys

SHOWN_FOR = dt.timedelta(days=1)
"""So long a sheet that was read waits to be confirmed."""
State = CaseImport.State


def about(sheet: CaseImport, first: int) -> str:
    """What the rows of a part are bound to."""
    return f"cases.import:{sheet.uid}:{first}"


def imports_of(place: EntryPlace) -> QuerySet[CaseImport]:
    """The sheets that a person brought into a register of the unit he writes in."""
    return CaseImport.objects.filter(unit=place.unit, kind=place.kind.kind, user=place.user)


def same_sheet(sheet: CaseImport) -> CaseImport | None:
    """The last sheet with the same bytes that was written into this register by anybody; None for none."""
    written = CaseImport.objects.filter(unit=sheet.unit_id, kind=sheet.kind, digest=sheet.digest, written__gt=0)
    return written.exclude(pk=sheet.pk).first()


def rows_of(sheet: CaseImport) -> Iterator[KeptRow]:
    """The rows of a sheet in their order. Raises keyring's refusals when it cannot be opened."""
    keys = Keys([sheet.key_id or 0])
    for part in sheet.parts.all():
        yield from opened_part(sheet, part, keys)


def opened_part(sheet: CaseImport, part: CaseImportPart, keys: Keys) -> list[KeptRow]:
    """The rows of one part. Raises keyring's refusals when it cannot be opened."""
    if sheet.key_id is None:
        raise Erased
    return from_text(keys.open(sheet.key_id, bytes(part.sealed).decode(), about(sheet, part.first)))


def part_at(sheet: CaseImport, place: int) -> CaseImportPart | None:
    """The part in which the row at a place stands; None behind the last."""
    return sheet.parts.filter(first__lte=place).last()


def waiting_too_long() -> QuerySet[CaseImport]:
    """Sheets that were read and that nobody confirmed."""
    return CaseImport.objects.filter(state=State.SHOWN, made_at__lt=timezone.now() - SHOWN_FOR)


def running() -> QuerySet[CaseImport]:
    """Sheets that are being written."""
    return CaseImport.objects.filter(state=State.RUNNING)
