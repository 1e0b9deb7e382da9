"""Every write of units, people and hats; each checks the right and leaves its trace."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from thuongton.people.models import Hat, Notification, Role, Succession, Unit, User
from vanban.text import fold


def demand_writer(user: User | None, unit: Unit) -> None:
    """Refuse unless the hat worn may write in ``unit`` (None stands for the system itself)."""
    if user is None:
        return
    hat = user.hat
    if hat is None or hat.scope is None or not hat.writes or not hat.scope.covers(unit):
        raise PermissionDenied(_("Vai trò hiện tại không được ghi vào hồ sơ của %(unit)s.") % {"unit": unit})


def demand_administrator(user: User | None, unit: Unit | None) -> None:
    """Refuse unless the hat worn administers ``unit`` (None stands for the system itself)."""
    if user is None:
        return
    hat = user.hat
    if hat is None or hat.role != Role.ADMINISTRATOR or hat.scope is None or unit is None or not hat.scope.covers(unit):
        raise PermissionDenied(_("Chỉ quản trị viên của đơn vị cấp trên mới được làm việc này."))


@transaction.atomic
def add_unit(
    *,
    name: str,
    kind: str,
    parent: Unit | None = None,
    short_name: str = "",
    identifier: str | None = None,
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
    by: User | None = None,
) -> Unit:
    """Add a unit below ``parent`` and set its path. Raises ValidationError with a sentence on a bad identifier."""
    if by is not None:
        demand_administrator(by, parent)
    unit = Unit(
        name=name,
        kind=kind,
        parent=parent,
        short_name=short_name,
        identifier=identifier or None,
        valid_from=valid_from,
        valid_to=valid_to,
        search=fold(f"{name} {short_name}"),
    )
    unit.full_clean(exclude=["path"])
    unit.save()
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    return unit


def add_user(*, username: str, full_name: str, password: str | None, email: str = "") -> User:
    """Add a person with an account; without a password nobody can sign in with it."""
    user = User(username=username, full_name=full_name, email=email)
    user.set_password(password)
    user.save()
    return user


def give_hat(
    *, user: User, role: str, unit: Unit | None = None, scope: Unit | None = None, title: str = "", by: User | None = None
) -> Hat:
    """Give a person a role at a unit, with rights over ``scope`` (the unit itself unless told)."""
    if by is not None:
        demand_administrator(by, unit)
    if scope is not None and unit is not None and by is not None and not (by.hat and by.hat.scope and by.hat.scope.covers(scope)):
        raise PermissionDenied(_("Không thể giao phạm vi rộng hơn phạm vi của chính mình."))
    return Hat.objects.create(user=user, role=role, unit=unit, scope=scope or unit, title=title)


def succeed(*, predecessor: Unit, successor: Unit, on: dt.date, basis: str = "", by: User | None = None) -> Succession:
    """Record that ``successor`` takes over from ``predecessor`` on a day; the old unit ends the day before."""
    if by is not None:
        demand_administrator(by, predecessor)
    if predecessor.pk == successor.pk:
        raise ValidationError(_("Một đơn vị không thể kế thừa chính nó."))
    predecessor.valid_to = on - dt.timedelta(days=1)
    predecessor.save(update_fields=["valid_to"])
    return Succession.objects.create(predecessor=predecessor, successor=successor, on=on, basis=basis)


def notify(user: User, text: str, url: str = "", key: str | None = None) -> Notification:
    """Leave a message for a person; a ``key`` that was used before is not sent twice."""
    if key is None:
        return Notification.objects.create(user=user, text=text[:500], url=url)
    made, _created = Notification.objects.get_or_create(key=key, defaults={"user": user, "text": text[:500], "url": url})
    return made


def mark_read(user: User) -> int:
    """Mark all of one's own messages as read; returns how many were new."""
    return Notification.objects.filter(user=user, read_at__isnull=True).update(read_at=timezone.now())
