"""Every read of units, people and hats, each scoped by ``visible_to(user)``."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from thuongton.people.csv_import import KnownUnit
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


def known_units(user: User | None) -> list[KnownUnit]:
    """Units as the import of a file sees them: all that have an identifier, and those in scope (all for the system)."""
    found = Unit.objects.filter(Q(identifier__isnull=False) | in_scope(user, "")) if user else Unit.objects.all()
    scope = user.hat.scope.path if user and user.hat and user.hat.scope else ""
    return [
        KnownUnit(
            pk=unit.pk,
            identifier=unit.identifier or "",
            name=unit.name if unit.path.startswith(scope) else str(_("một đơn vị khác")),
            kind=unit.kind,
            parent_pk=unit.parent_id,
            short_name=unit.short_name,
            valid_from=unit.valid_from,
            valid_to=unit.valid_to,
            writable=unit.path.startswith(scope),
        )
        for unit in found.iterator()
    ]


def find_in_scope(
    user: User, words: str, *, kind: str = "", inside: Unit | None = None, ended: bool = False
) -> QuerySet[Unit]:
    """Units of one's scope (below ``inside``) by words of their name or identifier and by kind."""
    found = units_in_scope(user) if ended else in_force(units_in_scope(user))
    if inside is not None:
        found = found.filter(path__startswith=inside.path)
    if kind:
        found = found.filter(kind=kind)
    for word in fold(words).split():
        found = found.filter(search__contains=word)
    return with_successions(found)


def children_of(user: User, parent: Unit | None, *, ended: bool = True) -> QuerySet[Unit]:
    """The units right below ``parent`` (or the top of one's scope), with ``below`` = how many stand under each."""
    found = units_in_scope(user)
    if parent is not None:
        found = found.filter(parent=parent)
    elif user.hat and user.hat.scope:
        found = found.filter(pk=user.hat.scope.pk)
    return with_successions(found if ended else in_force(found))


def in_force(units: QuerySet[Unit], on: dt.date | None = None) -> QuerySet[Unit]:
    """Only the units that exist on a day (today unless told)."""
    day = on or today()
    return units.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    )


def with_successions(units: QuerySet[Unit]) -> QuerySet[Unit]:
    """Units by their path, ``below`` counted, their predecessors and successors fetched in two more queries."""
    return (
        units.annotate(below=Count("children"))
        .order_by("path")
        .prefetch_related(
            Prefetch("successions_out", Succession.objects.select_related("successor")),
            Prefetch("successions_in", Succession.objects.select_related("predecessor")),
        )
    )


def chain_above(user: User, unit: Unit) -> list[Unit]:
    """The units from the top of one's scope down to ``unit``, itself left out."""
    return list(units_in_scope(user).filter(pk__in=unit.ancestor_ids).order_by("path"))


def people_in_scope(user: User, words: str = "") -> QuerySet[User]:
    """People with a hat in one's own scope, with ``shown_hats``; ``words`` narrows by name or account."""
    found = User.objects.filter(Exists(Hat.objects.filter(in_scope(user, "unit"), user=OuterRef("pk"))))
    for word in words.split():
        found = found.filter(Q(full_name__icontains=word) | Q(username__icontains=word))
    shown = Hat.objects.filter(in_scope(user, "unit")).select_related("unit", "scope")
    return found.prefetch_related(Prefetch("hats", shown, to_attr="shown_hats")).order_by("full_name", "pk")


def account_named(username: str) -> User | None:
    """The account with exactly this name, for giving one more hat to a person of another unit."""
    return User.objects.filter(username=username).first()


def unit_named(user: User, words: str) -> Unit:
    """The one unit in scope with this identifier or this name. Raises ValidationError with a sentence."""
    words = " ".join(words.split())
    found = list(units_in_scope(user).filter(identifier=words.upper())[:1])
    if not found:
        found = list(in_force(units_in_scope(user)).filter(name__iexact=words)[:2])
    if not found:
        found = list(in_force(units_in_scope(user)).filter(search__contains=fold(words))[:2])
    if len(found) == 1:
        return found[0]
    if found:
        raise ValidationError(_("Có nhiều đơn vị khớp «%(words)s»; hãy điền mã định danh.") % {"words": words})
    raise ValidationError(_("Không tìm thấy đơn vị «%(words)s» trong phạm vi được giao.") % {"words": words})


def unit_anywhere(words: str) -> Unit:
    """The one unit of the whole system with this identifier or name, for commands run by the system itself.

    Units above may follow after commas when the name alone is not enough: «Sở Tư pháp, Tỉnh Hà Tĩnh». Raises
    ValidationError with a sentence.
    """
    words = " ".join(words.split())
    known = Unit.objects.filter(identifier=words.upper()).first()
    if known is not None:
        return known
    name, *above = [fold(part.strip()) for part in words.split(",")]
    named = [unit for unit in in_force(Unit.objects.filter(search__contains=name)) if name in _names(unit)]
    names = {unit.pk: _names(unit) for unit in Unit.objects.filter(pk__in={pk for u in named for pk in u.ancestor_ids})}
    found = [unit for unit in named if all(any(part in names[pk] for pk in unit.ancestor_ids) for part in above)]
    if len(found) == 1:
        return found[0]
    if found:
        raise ValidationError(
            _("Có %(number)s đơn vị tên «%(words)s»; hãy ghi mã định danh, hoặc thêm cấp trên sau dấu phẩy.")
            % {"number": len(found), "words": words}
        )
    raise ValidationError(_("Không có đơn vị nào có mã định danh hoặc tên «%(words)s».") % {"words": words})


def _names(unit: Unit) -> set[str]:
    return {fold(name) for name in (unit.name, unit.short_name, unit.authority) if name}
