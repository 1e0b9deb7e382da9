"""Every read of units, people and hats, each scoped by ``visible_to(user)``."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils import timezone

from thuongton.people.models import Hat, Notification, Role, Succession, Unit, User
from vanban.text import fold


def today() -> dt.date:
    """Today in Viet Nam."""
    return timezone.localdate()


def hats_of(user: User, on: dt.date | None = None) -> QuerySet[Hat]:
    """The hats of one person in force on a day (today unless told)."""
    day = on or today()
    return (
        Hat.objects.filter(user=user)
        .filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gte=day))
        .select_related("unit", "scope")
    )


def in_scope(user: User, unit_field: str = "unit") -> Q:
    """The condition «the unit in ``unit_field`` is my scope or stands below it»; matches nothing without a scope."""
    hat = user.hat if user.is_authenticated else None
    if hat is None or hat.scope is None:
        return Q(pk__in=[])
    prefix = f"{unit_field}__path__startswith" if unit_field else "path__startswith"
    return Q(**{prefix: hat.scope.path})


def visible_to(user: User) -> QuerySet[Unit]:
    """Units a person may see: those of the same province and the chain above; nothing for a citizen or nobody."""
    hat = user.hat if user.is_authenticated else None
    if hat is None or hat.scope is None:
        return Unit.objects.none()
    root = f"/{hat.scope.path.split('/')[1]}/"
    return Unit.objects.filter(path__startswith=root)


def units_in_scope(user: User) -> QuerySet[Unit]:
    """Units over which the hat worn has its right."""
    return Unit.objects.filter(in_scope(user, ""))


def people_visible_to(user: User) -> QuerySet[User]:
    """Colleagues: people with a hat in the same province (names only are shown outside one's own scope)."""
    return User.objects.filter(hats__unit__in=visible_to(user)).distinct()


def hats_visible_to(user: User) -> QuerySet[Hat]:
    """Hats within one's own scope (for the administrator's list)."""
    return Hat.objects.filter(in_scope(user, "unit")).select_related("user", "unit", "scope")


def notifications_visible_to(user: User) -> QuerySet[Notification]:
    """One's own messages and nobody else's."""
    return Notification.objects.filter(user=user) if user.is_authenticated else Notification.objects.none()


def successions_visible_to(user: User) -> QuerySet[Succession]:
    """Mergers that touch a unit one may see."""
    return Succession.objects.filter(Q(predecessor__in=visible_to(user)) | Q(successor__in=visible_to(user)))


def find_units(user: User, words: str) -> QuerySet[Unit]:
    """Visible units whose name holds all the words, with or without diacritics."""
    found = visible_to(user)
    for word in fold(words).split():
        found = found.filter(search__contains=word)
    return found


def has_role(user: User, *roles: Role) -> bool:
    """Whether the hat worn now carries one of the roles."""
    return bool(user.is_authenticated and user.hat and user.hat.role in roles)
