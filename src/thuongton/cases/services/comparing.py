"""Two cases held side by side (đối chiếu trùng): a person says what was found; one joins the other where it may."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from thuongton.audit.services import acting, recording
from thuongton.cases.models import Case, CaseCompared
from thuongton.cases.queries.cases import kind_of, visible_to
from thuongton.cases.queries.joined import joined_to
from thuongton.cases.services.acting import act_on
from thuongton.people.models import User
from thuongton.people.scopes import demand

COMPARED = "Đối chiếu hồ sơ trùng"


def compare(user: User, case: Case, other: Case, found: str, *, on: str = "", seq: int | None = None) -> CaseCompared:
    """Note what was found of two cases, so that they are not suggested again; what was found before gives way.

    Found the same, the case joins the other by the act of its kind on the day ``on``, where it has one and both are of
    it. ``seq``: how many acts of the case the person saw. Raises NotAllowed, ValidationError, PermissionDenied.
    """
    demand(user, case)
    if found not in CaseCompared.Found.values or case.pk == other.pk:
        raise ValidationError(_("Chọn kết luận đối chiếu."))
    if not visible_to(user).filter(pk=other.pk).exists():
        raise ValidationError(_("Không có hồ sơ được nêu trong phạm vi được xem của vai trò hiện tại."))
    twins = kind_of(case).twins
    with acting():
        if found == CaseCompared.Found.SAME and twins is not None and twins.act and case.kind == other.kind:
            act_on(user, case, twins.act, on, {twins.names: str(other.uid)}, seq=seq)
        return _noted(user, case, other, found)


def _noted(user: User, case: Case, other: Case, found: str) -> CaseCompared:
    first, second = sorted((case, other), key=lambda one: one.pk)
    with recording(user, COMPARED, case):
        Case.objects.select_for_update().get(pk=first.pk)  # two people who compare the same pair follow one another
        row = CaseCompared.objects.filter(case=first, other=second).first() or CaseCompared(case=first, other=second)
        row.found, row.user = found, user
        row.save()
    return row


def tell_joined(user: User, case: Case, number: str, on: str) -> int:
    """Note for every case joined to one that its sender was answered by the paper of a number; returns how many.

    Those answered already are left alone. Raises NotAllowed, ValidationError, PermissionDenied.
    """
    demand(user, case)
    if not number.strip():
        raise ValidationError({"number": _("Ghi số văn bản trả lời.")})
    told = 0
    with acting():
        for one in joined_to(user, case):
            if one.tells and not one.told:
                needs = kind_of(one.case).transitions[one.tells].requires
                act_on(user, one.case, one.tells, on, {need.field: number.strip() for need in needs[:1]})
                told += 1
    return told
