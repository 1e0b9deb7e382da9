"""Keeping cases: who handles them, looks into sensitive fields, erasing, and folding everything anew."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from thuongton.audit.services import acting, recording
from thuongton.calendars.queries import book
from thuongton.cases.models import Case, CaseLook, CaseMark
from thuongton.cases.queries.cases import Timekeepers, acts_by_case, folded, kind_of
from thuongton.cases.queries.closed import closed_fields, is_shut
from thuongton.cases.rights import opens_closed
from thuongton.cases.sealed_fields import is_masked, telling
from thuongton.cases.services.projecting import Projection, standing_beside
from thuongton.keyring.services import destroy
from thuongton.people.models import User
from thuongton.people.queries import people_visible_to, today
from thuongton.people.scopes import Right, demand

BATCH = 500


def hand_over(user: User | None, cases: Sequence[Case], person: User, *, reason: str = "") -> int:
    """Give cases to a colleague of their unit to handle, all or none; returns how many changed hands.

    One with closed fields is given by who may open them: the handler or the leader. Raises ValidationError.
    """
    for case in cases:
        demand(user, case)
        if user is not None and is_shut(user, case, kind_of(case)):
            raise ValidationError(
                _("Hồ sơ này chỉ người đang xử lý hoặc lãnh đạo đơn vị mới giao được cho người khác.")
            )
        if user is not None and not people_visible_to(user, within=case.unit).filter(pk=person.pk).exists():
            raise ValidationError(_("%(person)s không có vai trò ở đơn vị giữ hồ sơ.") % {"person": person})
    changing = [case for case in cases if case.handler_id != person.pk]
    with acting():
        for case in changing:
            with recording(user, "Giao người xử lý hồ sơ", case, reason=reason.strip()):
                case.handler = person
                case.save(update_fields=["handler"])
    return len(changing)


def look(user: User, case: Case, purpose: str) -> CaseLook:
    """Note that a person opens the sensitive fields of a case, and for which purpose. Raises ValidationError."""
    demand(user, case, Right.ACT)
    purpose = purpose_words(purpose)
    with recording(user, "Mở trường nhạy cảm của hồ sơ", case, reason=purpose):
        return CaseLook.objects.create(
            case=case,
            unit=case.unit,
            user=user,
            purpose=purpose,
            fields=_opened_names(user, case),
        )


def purpose_words(purpose: str) -> str:
    """A purpose as it is noted. Raises ValidationError where none is said."""
    words = " ".join(purpose.split())
    if len(words) < 5:
        raise ValidationError({"purpose": _("Ghi mục đích mở trường nhạy cảm.")})
    return words[:300]


def _opened_names(user: User, case: Case) -> list[str]:
    """The fields that a look opens to a person: closed ones to the handler and the leader of the case alone."""
    kind = kind_of(case)
    closed = telling(kind, case.data, closed_fields(case, kind))
    wanted = {name for name in case.data if is_masked(kind, name) or name in closed}
    return sorted(wanted if opens_closed(user, case) else wanted - closed)


def erase(user: User | None, case: Case, reason: str) -> None:
    """Erase the personal data of a closed case for good: its key is destroyed, acts and statistics stay.

    Raises ValidationError while the case is open or without a reason, PermissionDenied.
    """
    demand(user, case, Right.DECIDE)
    if not reason.strip():
        raise ValidationError({"reason": _("Ghi căn cứ xoá dữ liệu cá nhân.")})
    if case.closed_on is None:
        raise ValidationError(_("Hồ sơ chưa kết thúc nên chưa xoá được dữ liệu cá nhân."))
    if case.erased_on is not None or case.key_id is None:
        raise ValidationError(_("Hồ sơ không còn dữ liệu cá nhân để xoá."))
    with recording(user, "Xoá dữ liệu cá nhân của hồ sơ", case, reason=reason.strip()):
        CaseMark.objects.filter(case=case).delete()
        destroy([case.key_id])
        case.erased_on = today()
        case.save(update_fields=["erased_on"])


def rebuild(user: User | None, cases: Sequence[Case]) -> int:
    """Fold cases anew and write what stood otherwise; returns how many did."""
    number = 0
    times = Timekeepers(book())
    for start in range(0, len(cases), BATCH):
        batch = cases[start : start + BATCH]
        with recording(user, "Tính lại hồ sơ"):
            for case in batch:
                demand(user, case)
            acts = acts_by_case(batch)
            folds = {case.pk: folded(case, times.of(case.unit), acts.get(case.pk, [])) for case in batch}
            beside, found = standing_beside(folds), Projection()
            number += sum(found.add(case, folds[case.pk], times.of(case.unit), beside) for case in batch)
            found.write()
    return number
