"""The open cases of one officer, as they are handed over together (bàn giao hồ sơ)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from thuongton.cases.models import OPEN, Case
from thuongton.cases.queries.cases import kind_of, visible_to
from thuongton.cases.queries.closed import is_shut
from thuongton.people.models import Unit, User
from thuongton.people.queries import colleagues_of, people_visible_to
from thuongton.people.scopes import writing_unit
from thuongton.web.forms.marks import mark_of


@dataclass(frozen=True, slots=True)
class HandOver:
    """What goes when an officer hands over: the cases, and how many stay because they are closed to who hands over."""

    cases: tuple[Case, ...]
    stay: int

    @property
    def seen(self) -> str:
        """The mark of what goes."""
        return mark_of([case.pk for case in self.cases])

    @property
    def by_kind(self) -> list[tuple[str, int]]:
        """How many of each kind, by its name."""
        return sorted(Counter(case.kind for case in self.cases).items())


def open_of(user: User, unit: Unit, giver: User) -> QuerySet[Case]:
    """The open cases of a unit that an officer handles, among those that one may see."""
    return visible_to(user).filter(OPEN, handler=giver, unit=unit).select_related("unit").order_by("pk")


def what_goes(user: User, unit: Unit, giver: User) -> HandOver:
    """The open cases of an officer that go, and how many may not be handed over by this person."""
    going, stay = [], 0
    for case in open_of(user, unit, giver):
        try:
            shut = is_shut(user, case, kind_of(case))
        except LookupError:
            shut = False
        if shut:
            stay += 1
        else:
            going.append(case)
    return HandOver(tuple(going), stay)


def givers(user: User) -> QuerySet[User]:
    """The officers with open cases in the register of the unit in which the hat worn writes, gone ones too."""
    unit = writing_unit(user)
    return User.objects.filter(pk__in=Case.objects.filter(OPEN, unit=unit).values("handler")).order_by("full_name")


def people_by_number(numbers: Iterable[int]) -> dict[int, User]:
    """The people of an act that is taken back, by their number, gone ones too."""
    return {one.pk: one for one in User.objects.filter(pk__in=list(numbers))}


def takers(user: User) -> QuerySet[User]:
    """The colleagues of the unit who may take cases over."""
    unit = writing_unit(user)
    if unit is None:
        return User.objects.none()
    return colleagues_of(user).filter(pk__in=people_visible_to(user, within=unit).values("pk"))
