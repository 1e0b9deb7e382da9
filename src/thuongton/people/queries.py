"""Every read of units, people and hats, each scoped by ``visible_to(user)``."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from thuongton.people.csv_import import PresentUnit
from thuongton.people.models import (
    Hat,
    HatOffer,
    Notification,
    Role,
    Session,
    Succession,
    Unit,
    UnitAlias,
    UnitSettings,
    User,
)
from thuongton.people.scopes import worn
from thuongton.people.standing import NOBODY, PersonStanding, standing_over
from thuongton.people.worn import worn_on
from thuongton.web.asked import asked_words
from vanban.text import fold

SECOND_FACTOR_ROLES = frozenset({Role.ADMINISTRATOR, Role.LEADER, Role.MONITOR})
"""Who administers or decides owes a second factor (xác thực hai lớp)."""


def today() -> dt.date:
    """Today in Viet Nam."""
    return timezone.localdate()


def hats_of(user: User, on: dt.date | None = None) -> QuerySet[Hat]:
    """The hats of one person in force on a day (today unless told)."""
    return hats_in_force(Hat.objects.filter(user=user), on).select_related("unit", "scope")


def hats_in_force(hats: QuerySet[Hat], on: dt.date | None = None) -> QuerySet[Hat]:
    """Only the hats that are in force on a day (today unless told)."""
    day = on or today()
    return hats.filter(worn_on(day))


def in_scope(user: User, unit_field: str = "unit") -> Q:
    """The condition «the unit in ``unit_field`` is my scope or stands below it»; matches nothing without a scope."""
    hat = worn(user)
    if hat is None or hat.scope is None:
        return Q(pk__in=[])
    prefix = f"{unit_field}__path__startswith" if unit_field else "path__startswith"
    return Q(**{prefix: hat.scope.path})


def visible_to(user: User) -> QuerySet[Unit]:
    """Units a person may see: those of the same province and the chain above; nothing for a citizen or nobody."""
    hat = worn(user)
    if hat is None or hat.scope is None:
        return Unit.objects.none()
    root = f"/{hat.scope.path.split('/')[1]}/"
    return Unit.objects.filter(path__startswith=root)


def units_in_scope(user: User) -> QuerySet[Unit]:
    """Units over which the hat worn has its right."""
    return Unit.objects.filter(in_scope(user, ""))


def people_visible_to(user: User, *, within: Unit | None = None) -> QuerySet[User]:
    """Colleagues: people with a hat in force in the same province (names only are shown outside one's own scope).

    ``within`` narrows them to those with such a hat at a unit or below it.
    """
    worn = Hat.objects.filter(worn_on(today()), user=OuterRef("pk"), unit__in=visible_to(user))
    if within is not None:
        worn = worn.filter(unit__path__startswith=within.path)
    return User.objects.filter(Exists(worn))


def people_by_unit(units: Iterable[int], day: dt.date) -> dict[int, list[tuple[int, str]]]:
    """For each unit the people (id, role) whose hat works there on a day: who is reminded of its work."""
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    hats = hats_in_force(Hat.objects.filter(unit__in=set(units), user__is_active=True), day)
    for unit, person, role in hats.values_list("unit", "user", "role"):
        found[unit].append((person, role))
    return found


def hats_visible_to(user: User) -> QuerySet[Hat]:
    """Hats within one's own scope (for the administrator's list)."""
    return Hat.objects.filter(in_scope(user, "unit")).select_related("user", "unit", "scope")


def notifications_visible_to(user: User) -> QuerySet[Notification]:
    """One's own messages and nobody else's."""
    return Notification.objects.filter(user=user) if user.is_authenticated else Notification.objects.none()


def sessions_of(user: User) -> QuerySet[Session]:
    """The browsers that go on as a person now: not ended, not left alone too long, of the password of today."""
    now = timezone.now()
    standing = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    return Session.objects.filter(
        user=user,
        standing__in=standing,
        expires_at__gt=now,
        used_at__gte=now - dt.timedelta(seconds=settings.SESSION_IDLE_SECONDS),
        begun_at__gte=now - dt.timedelta(seconds=settings.SESSION_COOKIE_AGE),
    )


def successions_visible_to(user: User) -> QuerySet[Succession]:
    """Mergers that touch a unit one may see."""
    return Succession.objects.filter(Q(predecessor__in=visible_to(user)) | Q(successor__in=visible_to(user)))


def find_units(user: User, words: str) -> QuerySet[Unit]:
    """Visible units whose name holds all the words, with or without diacritics."""
    found = visible_to(user)
    for word in asked_words(words):
        found = found.filter(search__contains=word)
    return found


def has_role(user: User, *roles: Role) -> bool:
    """Whether the hat worn now carries one of the roles."""
    return bool(user.is_authenticated and user.hat and user.hat.role in roles)


def has_second_factor(person: User) -> bool:
    """Whether a person signs in with two factors (xác thực hai lớp)."""
    return Authenticator.objects.filter(user=person).exclude(type=Authenticator.Type.RECOVERY_CODES).exists()


def without_second_factor(user: User, on: dt.date) -> QuerySet[User]:
    """People of one's scope who owe a second factor by a role in force on a day, and have none; by name.

    Who owes one: :data:`SECOND_FACTOR_ROLES`, whether or not this installation demands it; all where it asks all.
    """
    owing = Hat.objects.filter(worn_on(on), in_scope(user), user=OuterRef("pk"))
    if not settings.SECOND_FACTOR_OF_ALL:
        owing = owing.filter(role__in=SECOND_FACTOR_ROLES)
    factors = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return User.objects.filter(Exists(owing), ~Exists(factors), is_active=True).order_by("full_name", "pk")


def units_without_people(user: User, on: dt.date) -> QuerySet[Unit]:
    """Units of one's scope that exist on a day and in which nobody has a role then, in the order of the tree."""
    worn_there = Hat.objects.filter(worn_on(on), unit=OuterRef("pk"), user__is_active=True)
    return in_force(units_in_scope(user), on).filter(~Exists(worn_there)).order_by("path")


def never_begun(user: User, _on: dt.date) -> QuerySet[User]:
    """Accounts of one's scope that were opened and never signed in to; by name."""
    return people_in_scope(user).filter(is_active=True, last_login__isnull=True)


def hats_that_end(user: User, first: dt.date, last: dt.date) -> QuerySet[Hat]:
    """Roles of one's scope whose last day is from a day to a day, those that end first on top."""
    found = hats_visible_to(user).filter(valid_to__range=(first, last), user__is_active=True)
    return found.order_by("valid_to", "user__full_name", "pk")


def one_person_decides(unit: Unit) -> bool:
    """Whether the unit lets one person both ask and decide (see :class:`UnitSettings`); by default it does not."""
    return UnitSettings.objects.filter(unit=unit, one_person_decides=True).exists()


def known_units(user: User | None) -> list[PresentUnit]:
    """Units as the import of a file sees them: all that have an identifier, and those in scope (all for the system)."""
    found = Unit.objects.filter(Q(identifier__isnull=False) | in_scope(user, "")) if user else Unit.objects.all()
    scope = user.hat.scope.path if user and user.hat and user.hat.scope else ""
    return [
        PresentUnit(
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


def units_below(user: User, top: Unit | None, *, ended: bool = False) -> QuerySet[Unit]:
    """Units of one's scope at any depth, below ``top`` (itself among them) unless it is None."""
    found = units_in_scope(user) if ended else in_force(units_in_scope(user))
    return with_successions(found.filter(path__startswith=top.path) if top is not None else found)


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


def people_in_scope(user: User) -> QuerySet[User]:
    """People of one's own scope, with ``shown_hats`` (those in it) and ``all_hats``.

    A person is of the scope by a hat in force in it. Who has none in force anywhere is of the scope where the last one
    ended, and who never had one of the unit that opened the account.
    """
    mine = Hat.objects.filter(user=OuterRef("pk"), unit__isnull=False)
    worn = mine.filter(worn_on(today()))
    last = mine.order_by(F("valid_to").desc(nulls_first=True), "-pk").values("unit__path")[:1]
    scope = user.hat.scope.path if user.is_authenticated and user.hat and user.hat.scope else "-"
    found = User.objects.annotate(last_path=Subquery(last)).filter(
        Exists(worn.filter(in_scope(user)))
        | (~Exists(worn) & Q(last_path__startswith=scope))
        | (~Exists(Hat.objects.filter(user=OuterRef("pk"))) & Q(opened_at__path__startswith=scope))
    )
    shown = Hat.objects.filter(in_scope(user, "unit")).select_related("unit", "scope")
    every = Prefetch("hats", Hat.objects.select_related("unit", "scope"), to_attr="all_hats")
    return (
        found.select_related("opened_at")
        .prefetch_related(Prefetch("hats", shown, to_attr="shown_hats"), every)
        .order_by("full_name", "pk")
    )


def named(people: QuerySet[User], words: str) -> QuerySet[User]:
    """Those whose name or account has all the words."""
    for word in words.split()[:20]:
        people = people.filter(Q(full_name__icontains=word) | Q(username__icontains=word))
    return people


def with_hat(people: QuerySet[User], user: User, *, role: str = "", below: Unit | None = None) -> QuerySet[User]:
    """Those who have a hat in force in one's scope: of a role, at a unit or below it."""
    hats = Hat.objects.filter(worn_on(today()), in_scope(user), user=OuterRef("pk"))
    if role:
        hats = hats.filter(role=role)
    return people.filter(Exists(hats if below is None else hats.filter(unit__path__startswith=below.path)))


def standing(user: User, person: User) -> PersonStanding:
    """How the hat worn stands to the account of a person; nothing for a hat that is not an administrator's."""
    hat = worn(user)
    if hat is None or hat.role != Role.ADMINISTRATOR or hat.scope is None:
        return NOBODY
    known = getattr(person, "all_hats", None)
    hats = list(person.hats.select_related("unit", "scope")) if known is None else known
    return standing_over(hat.scope, hats, person.opened_at, today())


def root_administrators(root: int) -> QuerySet[Hat]:
    """Hats in force of administrators over the whole of a root, of accounts that are open."""
    found = Hat.objects.filter(worn_on(today()), role=Role.ADMINISTRATOR, scope=root, user__is_active=True)
    return found.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today()))


def open_offers() -> Q:
    """The condition that an offer waits for an answer."""
    return Q(accepted_on__isnull=True, declined_on__isnull=True, withdrawn_on__isnull=True, expires_on__gte=today())


def offers_to(person: User) -> QuerySet[HatOffer]:
    """Offers to a person that wait; one made before the account was opened was meant for somebody else."""
    return offers_ever_to(person).filter(open_offers())


def offers_ever_to(person: User) -> QuerySet[HatOffer]:
    """The same with those that were answered, withdrawn or expired."""
    found = HatOffer.objects.filter(username=person.username, offered_at__gte=person.date_joined)
    return found.select_related("unit", "scope", "offered_by")


def offers_to_decide(user: User) -> list[tuple[HatOffer, User]]:
    """Offers that wait, to people whose account the hat worn administers, each with the person; three queries."""
    if not has_role(user, Role.ADMINISTRATOR):
        return []
    waiting = HatOffer.objects.filter(open_offers()).exclude(offered_by=user).select_related("unit", "scope")
    people = {
        person.username: person for person in people_in_scope(user).filter(username__in=waiting.values("username"))
    }
    mine = {name: person for name, person in people.items() if standing(user, person).administers}
    found = waiting.filter(username__in=list(mine)).select_related("offered_by")
    return [(one, mine[one.username]) for one in found if one.offered_at >= mine[one.username].date_joined]


def offers_made(user: User) -> QuerySet[HatOffer]:
    """Offers of hats at units of one's scope, newest first; whether one was declined is not told (``told_state``)."""
    state = Case(
        When(accepted_on__isnull=False, then=Value("accepted")),
        When(withdrawn_on__isnull=False, then=Value("withdrawn")),
        When(expires_on__lt=today(), then=Value("expired")),
        default=Value("open"),
    )
    if not has_role(user, Role.ADMINISTRATOR):
        return HatOffer.objects.none()
    return HatOffer.objects.filter(in_scope(user)).annotate(told_state=state).select_related("unit", "offered_by")


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


def aliases_for(unit: Unit) -> QuerySet[UnitAlias]:
    """Other names of units that hold for the papers of a unit: said by it or by a unit above it, the nearest last."""
    scopes = [*unit.ancestor_ids, unit.pk]
    return UnitAlias.objects.filter(scope__in=scopes).order_by("scope__path", "pk")


def aliases_of(user: User, unit: Unit) -> QuerySet[UnitAlias]:
    """The other names of a unit that were said within one's own scope or above it."""
    hat = user.hat
    above = hat.scope.ancestor_ids if hat is not None and hat.scope is not None else []
    found = UnitAlias.objects.filter(Q(in_scope(user, "scope")) | Q(scope__in=above), unit=unit)
    return found.select_related("scope", "by").order_by("name")


WORKING = (Role.OFFICER, Role.LEADER, Role.MONITOR)


def colleagues_of(user: User) -> QuerySet[User]:
    """People who can be given work or be named in it: those who work (no readers, no administrators) within one's own
    scope, with a hat in force."""
    hats = hats_in_force(Hat.objects.filter(in_scope(user), user=OuterRef("pk"), role__in=WORKING))
    return people_visible_to(user).filter(Exists(hats), is_active=True).order_by("full_name")


def colleague_hat(user: User, person: User) -> Hat | None:
    """The hat in force with which a person works within one's own scope; None for everybody else."""
    return (
        hats_in_force(Hat.objects.filter(in_scope(user), user=person, role__in=WORKING))
        .select_related("unit", "scope")
        .first()
    )
