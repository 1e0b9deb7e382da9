"""Acts on cases: judged by the interpreter, sealed, recorded once, folded; two people at once follow one another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from thuongton.audit.services import recording
from thuongton.cases.definition.library import kind_on, version_of
from thuongton.cases.definition.model import CaseKind
from thuongton.cases.engine.acts import CaseAct, CaseAnswer, CaseSentence, UnusableAct, moment
from thuongton.cases.engine.built_in import CORRECT, MOVE, UNDO
from thuongton.cases.engine.fold import fold
from thuongton.cases.engine.judge import judge
from thuongton.cases.engine.state import FoldedCase
from thuongton.cases.engine.timing import Timekeeper
from thuongton.cases.models import Case, CaseEntry, CaseMark
from thuongton.cases.queries.cases import acts_by_case, folded, kind_of, kinds_for, timekeeper, visible_to
from thuongton.cases.queries.closed import closed_fields
from thuongton.cases.queries.transfers import next_number
from thuongton.cases.rights import role_of
from thuongton.cases.rows import local, said_on
from thuongton.cases.sealed_fields import is_personal, opened, sealed, sealed_fields, seals, telling, texts
from thuongton.cases.services.projecting import columns_of, named_cases, project
from thuongton.keyring.box import unseal
from thuongton.keyring.queries import Keys, tokens
from thuongton.keyring.services import ensured_index_key, new_record_key
from thuongton.people.models import Unit, User
from thuongton.people.scopes import demand

ACTED = gettext_noop("Ghi thao tác trên hồ sơ")
LABELS = {
    CORRECT: gettext_noop("Đính chính hồ sơ"),
    UNDO: gettext_noop("Hoàn tác thao tác trên hồ sơ"),
    MOVE: gettext_noop("Chuyển hồ sơ sang phiên bản mới của sổ"),
}


class NotAllowed(ValidationError):
    """The state, the hat or the order of acts does not allow it: a sentence, a code, and what is allowed now."""

    def __init__(self, answer: CaseAnswer) -> None:
        assert answer.refused is not None
        self.answer = answer
        super().__init__(said(answer.refused), code=answer.code)


def said(sentence: CaseSentence) -> str:
    """A sentence of the interpreter in the language of the reader."""
    return _(sentence.what) % sentence.values if sentence.values else _(sentence.what)


def open_case(
    user: User | None,
    unit: Unit,
    kind: str,
    do: str,
    on: str,
    data: Mapping[str, Any],
    *,
    tx: str = "",
    at: dt.datetime | None = None,
    role: str | None = None,
    time: Timekeeper | None = None,
) -> tuple[Case, CaseAnswer]:
    """Take a case into the register of a unit, with the first act; its number is the next of its year.

    ``at`` and ``role`` are for what the system itself does (stories, imports); ``time`` counts days for the unit, where
    many cases are taken in. Raises NotAllowed, ValidationError
    with one sentence, PermissionDenied.
    """
    row = Case(unit=unit, kind=kind, acts=0)
    demand(user, row)
    act = _act(user, do, on, data, tx=tx, seq=None, at=at, role=role)
    found = kind_on(kind, act.day)
    if found is None or (user is not None and kind not in kinds_for(unit)):
        raise ValidationError(_("Đơn vị này không có sổ «%(kind)s» có hiệu lực ngày đó.") % {"kind": kind[:60]})
    time = time or timekeeper(unit)
    case = FoldedCase(found, str(row.uid), str(unit.pk))
    with recording(user, "Tiếp nhận hồ sơ", unit=unit) as note:
        list(Unit.objects.select_for_update().filter(pk=unit.pk).values_list("pk"))  # numbers of a register follow
        if tx and (before := _sent(unit, kind, tx)) is not None:
            return before, CaseAnswer(repeated=True)
        answer = judge(case, act, time)
        if not answer.ok:
            raise NotAllowed(answer)
        _demand_named(user, case, act)
        row.version, row.year, row.opened_on, row.state = found.version, act.day.year, act.day, ""
        row.number = next_number(unit, kind, row.year)
        row.handler = user
        key = b""
        if sealed_fields(found) or list(seals(found, do, act.data)):
            row.key, key = new_record_key("case")
        entry = _entry(row, found, act, user, key)
        case = fold(found, [_kept(act, entry)], time, id=str(row.uid), versions=version_of)
        for name, value in columns_of(case).items():
            setattr(row, name, value)
        row.acts = 1
        row.save()
        entry.case = row
        entry.save()
        _mark(row, found, act)
        project(row, case, time, new=True)
        note.subject = row
    return row, answer


def act_on(
    user: User | None,
    case: Case,
    do: str,
    on: str,
    data: Mapping[str, Any],
    *,
    tx: str = "",
    seq: int | None = None,
    at: dt.datetime | None = None,
    role: str | None = None,
    time: Timekeeper | None = None,
) -> CaseAnswer:
    """Do one act on a case. ``seq``: how many acts the person saw; a newer one refuses. ``tx`` sent again does nothing.

    Raises NotAllowed, ValidationError with one sentence, PermissionDenied.
    """
    demand(user, case)
    act = _act(user, do, on, data, tx=tx, seq=seq, at=at, role=role)
    kind = kind_of(case)
    time = time or timekeeper(case.unit)
    reason = "" if "ly_do" in dict(seals(kind, do, act.data)) else str(data.get("ly_do") or "")
    label = LABELS.get(do, ACTED)
    with recording(user, label, case, reason=reason[:500]):
        row = Case.objects.select_for_update(of=("self",)).select_related("unit").get(pk=case.pk)
        if tx and row.entries.filter(tx=tx).exists():
            return CaseAnswer(repeated=True)
        if row.erased_on is not None:
            raise ValidationError(_("Dữ liệu cá nhân của hồ sơ đã xoá theo thời hạn lưu; hồ sơ không ghi thêm được."))
        acts = acts_by_case([row])[row.pk]
        now = fold(kind, acts, time, id=str(row.uid), versions=version_of)
        answer = judge(now, act, time, recorded=row.acts, versions=version_of)
        if not answer.ok:
            raise NotAllowed(answer)
        _demand_named(user, now, act)
        key = _key_of(row) if list(seals(now.kind, do, act.data)) else b""
        entry = _entry(row, now.kind, act, user, key)
        entry.case, entry.seq = row, row.acts + 1
        entry.save()
        row.acts += 1
        row.save(update_fields=["acts"])
        before = closed_fields(row, now.kind)
        project(row, folded(row, time, [*acts, _kept(act, entry)]), time)
        _mark(row, now.kind, act, before)
    case.refresh_from_db()
    return answer


def _key_of(row: Case) -> bytes:
    """The key of a case; made now where nothing of it was sealed until now."""
    if row.key_id is not None:
        return Keys([row.key_id]).key(row.key_id)
    row.key, key = new_record_key("case")
    row.save(update_fields=["key"])
    return key


def _act(
    user: User | None,
    do: str,
    on: str,
    data: Mapping[str, Any],
    *,
    tx: str,
    seq: int | None,
    at: dt.datetime | None,
    role: str | None,
) -> CaseAct:
    try:
        when, timed = moment(on)
    except UnusableAct as error:
        raise ValidationError(str(error)) from error
    recorded = local(at or timezone.now())
    return CaseAct(do, when, recorded, role or role_of(user), tx, dict(data), seq, timed)


def _sent(unit: Unit, kind: str, tx: str) -> Case | None:
    opened = CaseEntry.objects.filter(seq=1, tx=tx).exclude(tx="").values_list("case", flat=True)
    if not (numbers := list(opened)):  # by the mark alone: a register may be long
        return None
    return Case.objects.filter(pk__in=numbers, unit=unit, kind=kind).first()


def _entry(row: Case, kind: CaseKind, act: CaseAct, user: User | None, key: bytes) -> CaseEntry:
    return CaseEntry(
        seq=1,
        tx=act.tx,
        do=act.do,
        on=said_on(act),
        at=timezone.make_aware(act.at),
        role=act.by,
        user=user,
        data=sealed(kind, act.do, act.data, key, row.uid) if key else dict(act.data),
    )


def _kept(act: CaseAct, entry: CaseEntry) -> CaseAct:
    """The act as it is kept: with what is personal sealed."""
    return CaseAct(act.do, act.on, act.at, act.by, act.tx, entry.data, act.seq, act.timed)


def _mark(row: Case, kind: CaseKind, act: CaseAct, before: frozenset[str] = frozenset()) -> None:
    """Let the case be found by the words of what was sealed; nobody is found by what is closed.

    ``before``: what was closed before the act. Where it closes more, the words of what stays open are marked anew.
    """
    closed = closed_fields(row, kind)
    told = telling(kind, act.data, closed)
    words = [text for name, _f in seals(kind, act.do, act.data) if name not in told for text in texts(act.data[name])]
    if closed - before and CaseMark.objects.filter(case=row).exists():
        mark_anew(row, kind)
    _note_marks(row, words)


def mark_anew(row: Case, kind: CaseKind) -> None:
    """Let a case be found by the words of the sealed fields that are not closed, and by nothing else."""
    words = _still_open(row, kind, _key_of(row), closed_fields(row, kind))
    CaseMark.objects.filter(case=row).delete()
    _note_marks(row, words)


def _note_marks(row: Case, words: list[str]) -> None:
    if not words:
        return
    index = ensured_index_key()
    marks = {mark for text in words for mark in tokens(index, text)}
    CaseMark.objects.bulk_create([CaseMark(case=row, mark=mark) for mark in sorted(marks)], ignore_conflicts=True)


def _still_open(row: Case, kind: CaseKind, key: bytes, closed: frozenset[str]) -> list[str]:
    """The texts of the sealed fields of a case that are not closed."""
    shut = telling(kind, row.data, closed)
    names = [name for name in row.data if is_personal(kind, name) and name not in shut]
    data = opened(row.data, names, lambda kept, about: unseal(key, kept, about), row.uid)
    return [text for name in names for text in texts(data[name])]


def _demand_named(user: User | None, case: FoldedCase, act: CaseAct) -> None:
    """Refuse a case named in a field that is none, is itself, or may not be read."""
    for _name, uid in named_cases(case, dict(act.data)):
        seen = Case.objects.all() if user is None else visible_to(user)
        if uid is None or str(uid) == case.id or not seen.filter(uid=uid).exists():
            raise ValidationError(_("Không có hồ sơ được nêu trong phạm vi được xem của vai trò hiện tại."))
