"""Installing a kind or a form on the running site, and withdrawing it: each is one act in the trail."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from thuongton.audit.services import recording
from thuongton.calendars.queries import keeper
from thuongton.cases.definition.installed import ask_again
from thuongton.cases.models import InstalledKind
from thuongton.cases.queries.installed import aside_without, cases_of_version, mark_of_install, read_offered
from thuongton.people.models import Unit, User
from thuongton.people.scopes import Right, demand
from thuongton.web.forms.marks import demand_unchanged


def install(user: User | None, row: InstalledKind, basis: str, *, seen: str | None = None) -> InstalledKind:
    """Keep the file of a row (``OfferedFile.row``), checked anew; every process sees it with its next request or job.

    ``seen`` is the mark of the preview. Raises PermissionDenied, ValidationError with one sentence.
    """
    demand(user, row, Right.ADMINISTER)
    basis = " ".join(basis.split())
    if not basis:
        raise ValidationError({"basis": _("Ghi căn cứ: văn bản nào lập sổ, biểu này.")})
    with recording(user, "Cài loại hồ sơ, biểu", unit=_place(user), reason=basis[:500]) as note:
        _one_at_a_time()
        ask_again()
        offered = read_offered(f"{row.name}.yaml", row.text.encode())
        if not offered.usable:
            raise ValidationError(str(offered.findings[0]))
        changed = _("Các loại hồ sơ vừa được người khác thay đổi; xem lại trước khi cài.")
        demand_unchanged(seen, mark_of_install(offered), changed)
        made = offered.row()
        made.basis, made.by = basis[:500], user
        try:
            with transaction.atomic():
                made.save()
        except IntegrityError as error:
            raise ValidationError(changed) from error
        note.subject = made
    _told()
    return made


def withdraw(user: User | None, row: InstalledKind, reason: str) -> InstalledKind:
    """Offer an installed file no more; only while no case was taken in by it and no other file rests on it."""
    demand(user, row, Right.ADMINISTER)
    if not reason.strip():
        raise ValidationError({"reason": _("Ghi lý do thu hồi.")})
    with recording(user, "Thu hồi loại hồ sơ, biểu đã cài", row, reason=reason.strip()[:500], unit=_place(user)):
        _one_at_a_time()
        ask_again()
        row = InstalledKind.objects.select_for_update().get(pk=row.pk)
        if row.withdrawn_at is not None:
            raise ValidationError(_("Tệp này đã được thu hồi."))
        used = cases_of_version(row.name, row.version).count() if row.what == InstalledKind.What.KIND else 0
        if used:
            raise ValidationError(
                _("Còn %(number)d hồ sơ dùng phiên bản này nên không thu hồi được; cài phiên bản mới có ngày hiệu lực.")
                % {"number": used}
            )
        if left := aside_without(row):
            raise ValidationError(_("Không thu hồi được vì tệp khác còn dùng: %(why)s") % {"why": left[0]})
        row.withdrawn_at, row.withdrawn_by = timezone.now(), user
        row.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _told()
    return row


def _place(user: User | None) -> Unit | None:
    return keeper() or (user.hat.scope if user is not None and user.hat else None)


def _one_at_a_time() -> None:
    """Acts on files follow one another: the versions of a kind are judged by all that stand."""
    list(Unit.objects.filter(parent=None).order_by("pk").select_for_update()[:1])


def _told() -> None:
    """Let this process ask anew; the others do with their next request or job."""
    ask_again()
    transaction.on_commit(lambda: ask_again() and None)
