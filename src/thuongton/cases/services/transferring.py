"""A case goes over to the register of another unit: one proposes, a leader there accepts, and it goes whole.

The acts, keys, papers and clocks stay those of the case. It takes the next number of the register that receives it;
running clocks go on by the calendar of that unit, ended ones keep the day they were judged by.
"""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from thuongton.audit.services import recording
from thuongton.cases.models import Case, CaseTransfer
from thuongton.cases.queries.cases import folded, kind_of, kinds_for, timekeeper
from thuongton.cases.queries.closed import is_shut
from thuongton.cases.queries.transfers import may_take, next_number, waiting_transfer
from thuongton.cases.services.projecting import project
from thuongton.people.models import Unit, User
from thuongton.people.queries import today
from thuongton.people.scopes import Right, demand
from thuongton.people.services import notify

State = CaseTransfer.State


def propose_transfer(
    user: User | None, case: Case, taker: Unit, ground: str, *, seen: int | None = None
) -> CaseTransfer:
    """Ask another unit of the province to take an open case into its register; nothing of the case is shown there yet.

    ``seen``: how many acts of it the person saw. Raises ValidationError with one sentence, PermissionDenied.
    """
    demand(user, case)
    if ground not in CaseTransfer.Ground.values:
        raise ValidationError({"ground": _("Chọn lý do chuyển.")})
    with recording(user, "Đề nghị chuyển hồ sơ sang sổ khác", case):
        row = Case.objects.select_for_update(of=("self",)).select_related("unit").get(pk=case.pk)
        if seen is not None and seen != row.acts:
            raise ValidationError(_("Hồ sơ đã có thao tác mới hơn; mở lại hồ sơ rồi làm lại."))
        if row.closed_on is not None or row.erased_on is not None:
            raise ValidationError(_("Hồ sơ đã kết thúc nên không chuyển sang sổ khác."))
        if user is not None and is_shut(user, row, kind_of(row)):
            raise ValidationError(_("Hồ sơ có danh tính giữ kín: chỉ người xử lý hoặc lãnh đạo chuyển được."))
        if waiting_transfer(row) is not None:
            raise ValidationError(_("Hồ sơ đang chờ một đơn vị nhận."))
        if not may_take(user, row).filter(pk=taker.pk).exists():
            raise ValidationError({"taker": _("Đơn vị này không có sổ để nhận hồ sơ.")})
        return CaseTransfer.objects.create(
            case=row, kind=row.kind, giver=row.unit, taker=taker, number=row.number, year=row.year, ground=ground,
            user=user,
        )  # fmt: skip


def withdraw_transfer(user: User | None, transfer: CaseTransfer) -> CaseTransfer:
    """Take a proposal back that nobody has answered. Raises ValidationError, PermissionDenied."""
    demand(user, Case(unit=transfer.giver))
    with recording(user, "Rút đề nghị chuyển hồ sơ", transfer.case, unit=transfer.giver):
        return _answered(user, transfer, State.WITHDRAWN)


def refuse_transfer(user: User | None, transfer: CaseTransfer) -> CaseTransfer:
    """Leave a case where it is. Raises ValidationError, PermissionDenied."""
    demand(user, Case(unit=transfer.taker), Right.DECIDE)
    with recording(user, "Không nhận hồ sơ từ sổ khác", transfer, unit=transfer.taker):
        row = _answered(user, transfer, State.REFUSED)
        _tell(row)
    return row


def accept_transfer(user: User | None, transfer: CaseTransfer) -> Case:
    """Take a case into the register of the unit that was asked; a leader of it does, who becomes its handler.

    Who proposed it does not accept it. Raises ValidationError with one sentence, PermissionDenied.
    """
    demand(user, Case(unit=transfer.taker), Right.DECIDE)
    if user is not None and user.pk == transfer.user_id:
        raise ValidationError(_("Người đề nghị chuyển không tự nhận hồ sơ; người khác của đơn vị nhận bấm «Nhận»."))
    case: Case = transfer.case
    with recording(user, "Nhận hồ sơ từ sổ khác", unit=transfer.taker) as note:
        list(Unit.objects.select_for_update().filter(pk=transfer.taker_id).values_list("pk"))  # numbers of a register
        row = Case.objects.select_for_update(of=("self",)).select_related("unit").get(pk=case.pk)
        done = _answered(user, transfer, State.ACCEPTED)
        if row.unit_id != done.giver_id or row.closed_on is not None or row.erased_on is not None:
            raise ValidationError(_("Hồ sơ đã kết thúc hoặc không còn ở sổ chuyển."))
        if row.kind not in kinds_for(done.taker):
            raise ValidationError(_("Đơn vị này không có sổ để nhận hồ sơ."))
        row.unit, row.year, row.handler = done.taker, today().year, user
        row.number = next_number(row.unit, row.kind, row.year)
        row.save(update_fields=["unit", "year", "number", "handler"])
        time = timekeeper(row.unit)
        project(row, folded(row, time), time)
        done.new_number, done.new_year = row.number, row.year
        done.save(update_fields=["new_number", "new_year"])
        note.subject = row
        _tell(done)
    return row


def _answered(user: User | None, transfer: CaseTransfer, state: str) -> CaseTransfer:
    rows = CaseTransfer.objects.select_for_update(of=("self",)).select_related("giver", "taker", "case")
    row = rows.get(pk=transfer.pk)
    if row.state != State.PROPOSED:
        raise ValidationError(_("Đề nghị này đã được trả lời hoặc đã rút."))
    row.state, row.answered_by, row.answered_at = state, user, timezone.now()
    row.save(update_fields=["state", "answered_by", "answered_at"])
    return row


def _tell(row: CaseTransfer) -> None:
    """Tell who proposed it what became of it: numbers and units alone."""
    if row.user is None:
        return
    with translation.override(settings.LANGUAGE_CODE):
        words = {"case": str(row), "unit": str(row.taker), "new": row.new}
        text = (
            _("Hồ sơ %(case)s đã vào sổ của %(unit)s, số %(new)s.") % words
            if row.state == State.ACCEPTED
            else _("%(unit)s không nhận hồ sơ %(case)s; hồ sơ vẫn ở sổ này.") % words
        )
    notify(row.user, text, url=reverse("cases:transfers"), key=f"chuyen-so-{row.pk}-{row.state}")
