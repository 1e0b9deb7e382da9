"""Every write of hats: given at once within one's own scope, and ended."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from thuongton.audit.services import recording
from thuongton.people.models import Hat, Role, Unit, User
from thuongton.people.queries import standing
from thuongton.people.services.messages import tell
from thuongton.people.services.rights import demand_administrator, demand_administrator_stays, hold_root


def demand_offer(user: User | None, unit: Unit | None, scope: Unit | None) -> None:
    """Refuse unless the hat worn may offer or give a hat at ``unit`` with rights over ``scope``."""
    demand_administrator(user, unit)
    if user is not None and scope is not None and not (user.hat and user.hat.scope and user.hat.scope.covers(scope)):
        raise PermissionDenied(_("Không thể giao phạm vi rộng hơn phạm vi của chính mình."))


def demand_days(valid_from: dt.date | None, valid_to: dt.date | None) -> None:
    """Refuse a hat that ends before it begins."""
    if valid_from and valid_to and valid_to < valid_from:
        raise ValidationError({"valid_to": _("Ngày hết vai trò đứng trước ngày bắt đầu; hãy xem lại hai ngày.")})


def give_hat(
    user: User | None,
    person: User,
    role: str,
    *,
    unit: Unit | None = None,
    scope: Unit | None = None,
    title: str = "",
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
) -> Hat:
    """Give a person a role at a unit, with rights over ``scope`` (the unit itself unless told).

    At once only to a person all of whose hats in force lie within the scope of the hat worn, or whose account was
    opened there and has no hat yet. To others a hat is offered (:func:`thuongton.people.services.offers.offer_hat`).
    """
    demand_offer(user, unit, scope)
    demand_days(valid_from, valid_to)
    if user is not None and not standing(user, person).gives:
        raise PermissionDenied(
            _("Người này thuộc quản trị của đơn vị khác; hãy gửi đề nghị giao vai trò để bên đó hoặc người ấy nhận.")
        )
    with recording(user, "Giao vai trò", unit=unit) as note:
        hat = note.subject = place_hat(
            user=person,
            role=role,
            unit=unit,
            scope=scope or unit,
            title=title,
            valid_from=valid_from,
            valid_to=valid_to,
        )
        if user is not None:
            tell_of_hat(user, hat)
    return hat


def place_hat(**given: Any) -> Hat:
    """Write a hat that somebody had the right to give; the caller records the act."""
    hat = Hat(given_on=timezone.localdate(), **given)
    hat.full_clean()
    hat.save()
    return hat


def tell_of_hat(user: User, hat: Hat) -> None:
    """Tell a person of a new hat."""
    with translation.override(settings.LANGUAGE_CODE):
        text = _("%(who)s giao anh chị vai trò «%(hat)s».") % {"who": user, "hat": hat}
    tell(hat.user, text, reverse("people:account"))


def end_hat(user: User | None, hat: Hat, *, on: dt.date | None = None, reason: str = "") -> None:
    """Take a hat away: ``on`` is the first day without it (today unless told)."""
    demand_administrator(user, hat.unit)
    if (
        user is not None
        and hat.scope is not None
        and not (user.hat and user.hat.scope and user.hat.scope.covers(hat.scope))
    ):
        raise PermissionDenied(_("Vai trò này có phạm vi rộng hơn phạm vi của anh chị."))
    if user is not None and user.hat is not None and user.hat.pk == hat.pk:
        raise ValidationError(_("Không thể tự thôi vai trò đang dùng; hãy nhờ quản trị viên khác."))
    with recording(user, "Thôi giao vai trò", hat, reason=reason):
        if user is not None and hat.unit is not None:
            hold_root(hat.unit)
            if hat.role == Role.ADMINISTRATOR and hat.scope_id == hat.unit.root_id:
                demand_administrator_stays(hat.unit.root_id, without_hat=hat)
        hat.valid_to = (on or timezone.localdate()) - dt.timedelta(days=1)
        hat.save(update_fields=["valid_to"])
        if user is not None:
            with translation.override(settings.LANGUAGE_CODE):
                text = _("%(who)s thôi giao anh chị vai trò «%(hat)s».") % {"who": user, "hat": hat}
            tell(hat.user, text, reverse("people:account"))
