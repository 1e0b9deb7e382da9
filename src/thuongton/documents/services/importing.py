"""Bringing papers in from the command line: read at once and put into the register with the head as read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from thuongton.audit.services import recording
from thuongton.documents.head import PaperHead
from thuongton.documents.models import Document, Intake, IntakeState, Reading
from thuongton.documents.proposal import columns_of, direction_of
from thuongton.documents.queries.duplicates import duplicates, with_file
from thuongton.documents.rereading import read_screened
from thuongton.documents.services.files import shown_name
from thuongton.documents.services.intake import file_intake
from thuongton.documents.signals import reading_ready
from thuongton.files.screening import MEDIA_TYPES, OTHER
from thuongton.files.services import keeping, row_of
from thuongton.people.models import Unit, User
from thuongton.people.scopes import demand


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file: ``document`` is None in a rehearsal, ``known`` when the very file was there before."""

    document: Document | None
    head: PaperHead
    direction: str
    known: bool = False
    same_number: tuple[Document, ...] = ()


def import_paper(user: User | None, unit: Unit, data: bytes, name: str, *, rehearse: bool = False) -> Imported:
    """Read one file and put it into the register of a unit, all of it or nothing; tasks wait for a person as always.

    The same file a second time changes nothing. Reading stands before the transaction, so that nobody waits for it.
    ``rehearse`` reads and checks only. Raises ``vanban.model.UnreadableFile`` (a marked paper:
    ``screening.SecretPaper``), ``store.StoreError`` or ValidationError, each with one Vietnamese sentence.
    """
    demand(user, unit)
    body = read_screened(data, name)
    head = PaperHead.from_dict(body["header"])
    columns = columns_of(head)
    if not (columns["number"] or columns["title"] or columns["symbol"]):
        raise ValidationError(_("Không đọc được số, ký hiệu hay trích yếu; hãy đưa vào từ trang web để ghi tay."))
    direction = direction_of(head, unit.name)
    same = tuple(duplicates(unit, direction, columns["number"], columns["issuer"], title=columns["title"]))
    here = with_file(unit, hashlib.sha256(data).hexdigest())
    if rehearse or here.exists():
        return Imported(here.first(), head, direction, known=here.exists(), same_number=same)
    with keeping(data) as kept, recording(user, "Nhập văn bản từ tệp", unit=unit, reason=shown_name(name)) as note:
        Unit.objects.select_for_update().get(pk=unit.pk)  # two imports of the same file go one after the other
        if here.exists():
            return Imported(here.first(), head, direction, known=True)
        row = row_of(kept, MEDIA_TYPES.get(body["source"]["format"], OTHER))
        Reading.objects.get_or_create(file=row, defaults={"body": body})
        intake = Intake.objects.create(
            unit=unit,
            user=user,
            name=shown_name(name),
            file=row,
            state=IntakeState.READ,
            percent=100,
            header=head.to_dict(),
        )
        note.subject = document = file_intake(user, intake)
        reading_ready.send(sender=Intake, intake=intake)
    return Imported(document, head, direction, same_number=same)
