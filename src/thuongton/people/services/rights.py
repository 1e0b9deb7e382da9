"""Who may write in a unit, administer it, or administer a person."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from thuongton.people.models import Hat, Role, Unit, User
from thuongton.people.queries import root_administrators, standing
from thuongton.people.scopes import NOTHING, Right, Rights, demand, refusal, register


def demand_administrator(user: User | None, unit: Unit | None) -> None:
    """Refuse unless the hat worn administers ``unit`` (None stands for the system itself); nobody else adds a root."""
    if unit is None and user is not None:
        raise PermissionDenied(refusal(unit, Right.ADMINISTER))
    if unit is not None:
        demand(user, unit, Right.ADMINISTER)


def _over_person(user: User, person: User) -> Rights:
    """The right over an account: ``ADMINISTER`` for those who administer it, nothing for all others.

    Whoever resets a password can become that person, so all hats in force of the person's own root must lie within
    the scope; hats of other roots and hats that ended do not count (:mod:`thuongton.people.standing`).
    """
    if user.hat is None or user.hat.role != Role.ADMINISTRATOR or user.hat.scope is None:
        return NOTHING
    return NOTHING | {Right.ADMINISTER} if standing(user, person).administers else NOTHING


def _words_of_person(person: User, right: Right) -> str:
    return _("%(person)s còn giữ vai trò ngoài phạm vi của anh chị; hãy nhờ quản trị viên cấp trên.") % {
        "person": person
    }


register(User, _over_person, _words_of_person)


def hold_root(unit: Unit) -> None:
    """Hold the root of a unit until the end of the transaction, so that its administrators change one after another."""
    list(Unit.objects.select_for_update().filter(pk=unit.root_id))


def demand_administrator_stays(root: int, *, without_hat: Hat | None = None, without: User | None = None) -> None:
    """Refuse what would leave a root (province, central body) without an administrator of the whole in force.

    Call it inside the transaction, after :func:`hold_root`. A root that has none now is left as it is.
    """
    now = root_administrators(root)
    left = now
    if without_hat is not None:
        left = left.exclude(pk=without_hat.pk)
    if without is not None:
        left = left.exclude(user=without)
    if now.exists() and not left.exists():
        raise ValidationError(
            _("Đây là quản trị viên cuối cùng của toàn tỉnh, ngành; hãy giao vai trò Quản trị cho người khác trước.")
        )
