"""All open cases of one officer handed over in one act (bàn giao), and taken back for some minutes."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from thuongton.audit.columns import set_columns
from thuongton.audit.services import ToldEvent, acting, recording_each
from thuongton.cases.models import OPEN, Case
from thuongton.cases.queries.cases import kind_of
from thuongton.cases.queries.closed import is_shut
from thuongton.cases.queries.handing import takers, what_goes
from thuongton.people.models import Unit, User
from thuongton.people.scopes import demand
from thuongton.web.forms.marks import demand_unchanged

HANDED = "Giao người xử lý hồ sơ"


def hand_over_all(user: User, unit: Unit, giver: User, *, taker: User, seen: str | None = None) -> list[Case]:
    """Hand all open cases of an officer in a unit to a colleague, each with a line in its trail; returns them.

    ``seen``: the mark of the cases the person saw; others by now refuse it. Those closed to the person stay. Raises
    ValidationError, ChangedMeanwhile, PermissionDenied.
    """
    demand(user, Case(unit=unit))
    if taker.pk == giver.pk or not takers(user).filter(pk=taker.pk).exists():
        raise ValidationError({"taker": _("%(person)s không có vai trò ở đơn vị giữ hồ sơ.") % {"person": taker}})
    with acting():
        list(Case.objects.select_for_update(of=("self",)).filter(OPEN, handler=giver, unit=unit).order_by("pk"))
        going = what_goes(user, unit, giver)
        demand_unchanged(seen, going.seen, _("Danh sách hồ sơ vừa đổi; xem lại rồi bàn giao."))
        if not going.cases:
            raise ValidationError(_("Không có hồ sơ đang mở nào để bàn giao."))
        _give(user, going.cases, taker)
    return list(going.cases)


def _give(user: User, cases: Sequence[Case], taker: User) -> None:
    table = Case._meta.db_table
    lines = [ToldEvent(case, "", ((table, case.pk),)) for case in cases]
    for case in cases:
        case.handler = taker
    with recording_each(user, HANDED, lines, HANDED):
        set_columns(Case, ["handler"], [(case.pk, taker.pk) for case in cases])


def hand_back(user: User, giver: User, cases: Sequence[Case], *, taker: User) -> int:
    """Give cases that were just handed over back to who had them, those that the taker still has; returns how many."""
    with acting():
        rows = Case.objects.select_for_update(of=("self",)).select_related("unit")
        held = list(rows.filter(pk__in=[case.pk for case in cases], handler=taker).order_by("pk"))
        for case in held:
            demand(user, case)
        back = [case for case in held if not is_shut(user, case, kind_of(case))]
        if back:
            _give(user, back, giver)
    return len(back)
