"""Papers in the register: put in, corrected with a reason, followed up, and taken out where that is allowed."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from thuongton.audit.services import recording
from thuongton.documents.models import Degree, Direction, Document, StoredFile
from thuongton.documents.numbering import ARRIVALS, code_of, kind_of, symbol_of
from thuongton.documents.search import search_text
from thuongton.documents.services.files import Screened, screened, tie
from thuongton.documents.services.links import link_citations
from thuongton.documents.services.numbers import note_number, note_typed, take_number
from thuongton.documents.signals import paper_changed
from thuongton.files.services import keeping, row_of
from thuongton.people.models import Unit, User
from thuongton.people.queries import today
from thuongton.people.scopes import Right, demand
from thuongton.records.services.rows import let_go
from thuongton.web.forms.marks import Seen
from vanban.model import Citation
from vanban.symbols import normalise
from vanban.text import join_lines

FIELDS = frozenset(
    {
        "kind", "kind_code", "number", "symbol", "issued_on", "issuer", "place", "title", "signer", "signer_capacity",
        "recipients", "keeper", "copies", "urgency", "arrived_on", "arrival_no", "handler", "forwarded_on",
        "received_by", "answer_due", "progress", "answer", "note", "registered_on",
    }
)  # fmt: skip
FOLLOW_UP = frozenset({"answer_due", "progress", "answer", "handler", "forwarded_on", "received_by"})
_DAYS = frozenset({"issued_on", "arrived_on", "forwarded_on", "answer_due", "registered_on"})
_MAYBE = _DAYS | {"copies", "arrival_no", "answer"}


def _set(document: Document, fields: Mapping[str, Any], allowed: Iterable[str] = FIELDS) -> None:
    unknown = set(fields) - set(allowed)
    if unknown:
        raise TypeError(f"not fields of a document: {', '.join(sorted(unknown))}")
    for name, value in fields.items():
        if isinstance(value, str):
            value = value.strip() if name in ("recipients", "note") else join_lines(value)
        setattr(document, name, (None if name in _MAYBE else "") if value in (None, "") else value)
    if document.number:
        document.number = normalise(document.number)
        document.symbol = symbol_of(document.number) or document.symbol
    if not document.kind and document.symbol:
        document.kind = kind_of(document.symbol)[0]
    document.kind_code = code_of(document.kind) or kind_of(document.symbol)[1]
    document.search = search_text(document)


def demand_answer(user: User | None, fields: Mapping[str, Any]) -> None:
    """Refuse an answering paper that the hat worn may not read."""
    answer = fields.get("answer")
    if isinstance(answer, Document):
        demand(user, answer, Right.READ)


def _save(document: Document) -> None:
    document.clean_fields(exclude=["unit", "answer"])
    document.save()


def register_document(
    user: User | None,
    unit: Unit,
    direction: str,
    *,
    file_bytes: bytes | None = None,
    file_name: str | None = None,
    file: Screened | None = None,
    stored: StoredFile | None = None,
    part: int = 0,
    citations: Iterable[Citation] = (),
    reason: str = "",
    **fields: Any,
) -> Document:
    """Put a paper into a unit's register (vào sổ) and return it.

    ``fields`` are the columns in :data:`FIELDS`. An incoming paper gets the next arrival number of the year unless
    ``arrival_no`` is given; ``registered_on`` is today unless given; symbol and kind are completed from the number.
    A file comes as bytes (screened and stored), screened already (``file``) or as ``stored``, with the ``part`` of it
    that is the paper where it holds several (1, 2 …). ``citations`` become
    links. Duplicates are not refused here: ask ``queries.duplicates.duplicates`` first.

    Raises PermissionDenied, ValidationError, ``vanban.model.UnreadableFile`` or ``store.StoreError``; nothing stays.
    """
    demand(user, unit)
    if stored is not None:
        demand(user, stored, Right.READ)
    demand_answer(user, fields)
    if file is None and file_bytes is not None:
        file = screened(file_bytes, file_name or "-")
    with contextlib.ExitStack() as stack:
        kept = stack.enter_context(keeping(file.data)) if file is not None else None
        note = stack.enter_context(recording(user, "Vào sổ văn bản", unit=unit, reason=reason))
        document = Document(unit=unit, direction=direction, registered_on=fields.pop("registered_on", None) or today())
        _set(document, fields)
        if direction == Direction.INCOMING:
            day = document.arrived_on or document.registered_on
            if document.arrival_no is None:
                document.arrival_no = take_number(unit, ARRIVALS, day.year)
            else:
                note_number(unit, ARRIVALS, day.year, document.arrival_no)
        _save(document)
        note_typed(document)
        row = row_of(kept, file.media_type) if kept is not None and file is not None else stored
        if row is not None:
            tie(document, row, file_name or (file.name if file is not None else "") or document.number or "-", part)
        link_citations(user, document, citations)
        note.subject = document
    return document


def register_stub(
    user: User | None,
    unit: Unit,
    *,
    number: str,
    issued_on: dt.date | None,
    degree: str,
    kept_at: str,
    direction: str = Direction.INCOMING,
) -> Document:
    """Note that a secret paper exists: number, day, degree, where it is kept, and nothing else.

    Raises ValidationError with a sentence when the degree or the place is missing.
    """
    demand(user, unit)
    if degree not in Degree.values:
        raise ValidationError({"secrecy": _("Hãy chọn độ mật: MẬT, TỐI MẬT hoặc TUYỆT MẬT.")})
    if not kept_at.strip():
        raise ValidationError({"kept_at": _("Hãy ghi nơi lưu giữ bản giấy.")})
    with recording(user, "Ghi văn bản mật (chỉ số, ngày, độ mật, nơi lưu)", unit=unit) as note:
        document = Document(
            unit=unit,
            direction=direction,
            number=normalise(number) if number.strip() else "",
            issued_on=issued_on,
            secrecy=degree,
            kept_at=join_lines(kept_at),
            registered_on=today(),
        )
        document.search = search_text(document)
        _save(document)
        note.subject = document
    return document


def correct_document(
    user: User | None,
    document: Document,
    changes: Mapping[str, Any],
    reason: str,
    *,
    seen: Seen | None = None,
    agreed: str | None = None,
) -> Document:
    """Correct fields of a paper in the register; the reason is kept in its history.

    Raises ValidationError with a sentence when no reason is given, or when the number of a numbered outgoing paper
    would be taken away; a stub of a secret paper takes only number, day and note of place. ``seen`` is the mark of what
    the person saw: somebody else's change since then is not overwritten (``ChangedMeanwhile``). What rests on the paper
    and would move with it is shown first (``NeedsAgreement``), unless ``agreed`` is its mark or None.
    """
    demand(user, document)
    demand_answer(user, changes)
    if not reason.strip():
        raise ValidationError({"reason": _("Hãy ghi lý do sửa; lý do được giữ trong lịch sử của văn bản.")})
    if document.secrecy and set(changes) - {"number", "issued_on", "registered_on"}:
        raise ValidationError(_("Văn bản mật chỉ giữ số, ngày, độ mật và nơi lưu giữ; không ghi thêm nội dung."))
    number = changes.get("number", document.number)
    if document.direction == Direction.OUTGOING and document.number and not str(number or "").strip():
        raise ValidationError({"number": _("Văn bản đi đã cấp số thì không bỏ trống số; có thể sửa số kèm lý do.")})
    with recording(user, "Sửa văn bản trong sổ", document, reason=reason.strip()):
        _as_it_stands(document, seen)
        _set(document, changes)
        _save(document)
        note_typed(document)
        paper_changed.send(sender=Document, document=document, user=user, agreed=agreed)
    return document


def _as_it_stands(document: Document, seen: Seen | None) -> None:
    """Lock the row and take over what others wrote meanwhile; refuse when they wrote what the person was shown."""
    now = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if seen is not None:
        seen.demand(now)
    for field in Document._meta.concrete_fields:
        setattr(document, field.attname, getattr(now, field.attname))


def follow_up(
    user: User | None, document: Document, changes: Mapping[str, Any], *, seen: Seen | None = None
) -> Document:
    """Follow an incoming paper: who handles it, by when, how far it is, and the paper that answers it."""
    demand(user, document)
    demand_answer(user, changes)
    if document.direction != Direction.INCOMING or document.secrecy:
        raise ValidationError(_("Chỉ theo dõi giải quyết văn bản đến."))
    answer = changes.get("answer")
    if answer is not None and answer.pk == document.pk:
        raise ValidationError({"answer": _("Văn bản trả lời phải là một văn bản khác.")})
    with recording(user, "Theo dõi giải quyết văn bản đến", document):
        _as_it_stands(document, seen)
        _set(document, changes, FOLLOW_UP)
        _save(document)
    return document


def delete_document(user: User | None, document: Document, reason: str) -> None:
    """Take a paper that was put in by mistake out of the register, with the reason.

    Raises ValidationError with a sentence: a numbered outgoing paper stays for good; so does one that plans,
    tasks or proofs rest on; a reason is needed.
    """
    demand(user, document)
    if document.direction == Direction.OUTGOING and document.number:
        raise ValidationError(_("Văn bản đi đã cấp số thì không xoá; hãy sửa và ghi lý do, hoặc ghi chú «huỷ số»."))
    if not reason.strip():
        raise ValidationError(_("Hãy ghi lý do xoá; lý do được giữ trong nhật ký."))
    try:
        with recording(user, "Xoá văn bản khỏi sổ", unit=document.unit, reason=f"{document.short}: {reason.strip()}"):
            for cited in document.links_in.all():
                cited.target = None  # the words of the paper that cites stay
                cited.save(update_fields=["target"])
            let_go(Document, [document.pk])
            document.delete()
    except ProtectedError as error:
        raise ValidationError(
            _("Văn bản đang là căn cứ của kế hoạch hoặc sản phẩm của nhiệm vụ nên không xoá được; hãy gỡ ở đó trước.")
        ) from error
