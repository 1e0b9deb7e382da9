"""Every write of what a unit has chosen for its own records."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from thuongton.audit.services import recording
from thuongton.people.models import Unit, UnitSettings, User
from thuongton.people.services.rights import demand_administrator
from thuongton.web.forms.marks import demand_unchanged, mark_of

ALLOWED = gettext_noop("Cho phép một người vừa đề nghị vừa quyết định")
FORBIDDEN = gettext_noop("Thôi cho một người vừa đề nghị vừa quyết định")


def let_one_person_decide(
    user: User | None, unit: Unit, allowed: bool, *, reason: str, seen: str | None = None
) -> UnitSettings:
    """Allow or forbid, in the records of ``unit``, that one person both asks and decides (vừa đề nghị vừa quyết định).

    Administrators over the unit only; the reason stays in the trail. Units below choose for themselves.
    ``seen`` is the mark of what the person saw to be chosen (``mark_of`` of it).
    """
    demand_administrator(user, unit)
    if not reason.strip():
        raise ValidationError({"reason": _("Hãy ghi vì sao thay đổi thiết lập này.")})
    action = ALLOWED if allowed else FORBIDDEN
    with recording(user, action, unit, reason=reason.strip()):
        Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
        now = UnitSettings.objects.filter(unit=unit, one_person_decides=True).exists()
        demand_unchanged(seen, mark_of(now))
        chosen, _made = UnitSettings.objects.update_or_create(unit=unit, defaults={"one_person_decides": allowed})
    return chosen
