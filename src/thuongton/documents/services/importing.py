"""Bringing papers in from the command line: read at once and put into the register with the head as read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from thuongton.audit.services import recording
from thuongton.documents.head import PaperHead
from thuongton.documents.models import Document, Intake, IntakeState
from thuongton.documents.proposal import columns_of, direction_of
from thuongton.documents.queries.duplicates import duplicates, with_file
from thuongton.documents.rereading import read_screened
from thuongton.documents.services.files import shown_name
from thuongton.documents.services.intake import file_intake
from thuongton.documents.services.reading import keep_bodies
from thuongton.documents.signals import reading_ready
from thuongton.files.screening import MEDIA_TYPES, OTHER
from thuongton.files.services import keeping, row_of
from thuongton.people.models import Unit, User
from thuongton.people.scopes import demand


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one file: ``document`` is None in a rehearsal, ``known`` when the very file was there before.

    ``others`` are the further papers of a file that holds several.
    """

    document: Document | None
    head: PaperHead
    direction: str
    known: bool = False
    same_number: tuple[Document, ...] = ()
    others: tuple[Imported, ...] = ()


def import_paper(user: User | None, unit: Unit, data: bytes, name: str, *, rehearse: bool = False) -> Imported:
    """Read one file and put it into the register of a unit, all of it or nothing; tasks wait for a person as always.

    Of a file that holds several papers each is registered. The same file a second time changes nothing. Reading stands
    before the transaction, so that nobody waits for it. ``rehearse`` reads and checks only. Raises
    ``vanban.model.UnreadableFile`` (a marked paper: ``screening.SecretPaper``), ``store.StoreError`` or
    ValidationError, each with one Vietnamese sentence.
    """
    demand(user, unit)
    bodies = read_screened(data, name)
    heads = [PaperHead.from_dict(body["header"]) for body in bodies[1:] or bodies]
    if not all(map(_is_known, heads)):
        raise ValidationError(_("Không đọc được số, ký hiệu hay trích yếu; hãy đưa vào từ trang web để ghi tay."))
    here = with_file(unit, hashlib.sha256(data).hexdigest())
    if rehearse or here.exists():
        return _together([_foreseen(unit, head, here.first()) for head in heads])
    with keeping(data) as kept, recording(user, "Nhập văn bản từ tệp", unit=unit, reason=shown_name(name)) as note:
        Unit.objects.select_for_update().get(pk=unit.pk)  # two imports of the same file go one after the other
        if here.exists():
            return _together([_foreseen(unit, head, here.first()) for head in heads])
        row = row_of(kept, MEDIA_TYPES.get(bodies[0]["source"]["format"], OTHER))
        keep_bodies(row, bodies)
        done = []
        for part, head in enumerate(heads, start=1 if len(heads) > 1 else 0):
            intake = Intake.objects.create(
                unit=unit,
                user=user,
                name=shown_name(name),
                file=row,
                part=part,
                parts=len(heads),
                state=IntakeState.READ,
                percent=100,
                header=head.to_dict(),
            )
            before = _foreseen(unit, head, None)
            done.append(replace(before, document=file_intake(user, intake)))
            reading_ready.send(sender=Intake, intake=intake)
        note.subject = done[0].document
    return _together(done)


def _is_known(head: PaperHead) -> bool:
    """Whether there is something to know a paper by."""
    columns = columns_of(head)
    return bool(columns["number"] or columns["title"] or columns["symbol"])


def _foreseen(unit: Unit, head: PaperHead, here: Document | None) -> Imported:
    """What would become of a paper: its register, and the papers there of the same number."""
    columns, direction = columns_of(head), direction_of(head, unit.name)
    same = duplicates(unit, direction, columns["number"], columns["issuer"], title=columns["title"])
    return Imported(here, head, direction, known=here is not None, same_number=tuple(same))


def _together(papers: list[Imported]) -> Imported:
    return replace(papers[0], others=tuple(papers[1:]))
