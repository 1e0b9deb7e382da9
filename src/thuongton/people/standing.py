"""Who may administer whom (quản trị người): worked out from the hats in force, without the database.

The hat that a person has worn longest says where the account is at home: in its root (a province, a central body) the
account is administered by those whose scope holds *all* hats in force of that root. Hats of other roots neither give
nor take anything of the account; whoever administers their unit may end them. Decision 0017.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from thuongton.people.models import Hat, Unit
from thuongton.people.worn import is_in_force


@dataclass(frozen=True, slots=True)
class PersonStanding:
    """What an administrator with a scope may do to one person.

    ``administers``: change and lock the account, reset its password, accept offers for the person.
    ``gives``: give hats at once, because nothing of the person lies outside the scope.
    """

    administers: bool
    gives: bool


NOBODY = PersonStanding(administers=False, gives=False)


def _since(hat: Hat) -> tuple[dt.date, int]:
    """Since when a hat has been worn: never before the day it was given, whatever first day was written on it."""
    days = [day for day in (hat.valid_from, hat.given_on) if day is not None]
    return max(days, default=dt.date.min), hat.pk


def home_hats(hats: Iterable[Hat], day: dt.date) -> list[Hat]:
    """The hats that say who administers the account, all of one root; [] for citizens and people without a hat.

    They are those in force in the root of the one worn longest. When none is in force the one that ended last stands
    for them, so that an account nobody uses can still be locked.
    """
    offices = [hat for hat in hats if hat.unit is not None]
    worn = [hat for hat in offices if is_in_force(hat, day)]
    if worn:
        first = min(worn, key=_since)
        return [hat for hat in worn if _root(hat) == _root(first)]
    return [max(offices, key=lambda hat: (hat.valid_to or dt.date.max, hat.pk))] if offices else []


def standing_over(scope: Unit, hats: Iterable[Hat], opened_at: Unit | None, day: dt.date) -> PersonStanding:
    """How an administrator with ``scope`` stands to a person with these hats (``unit`` and ``scope`` fetched).

    ``opened_at`` is the unit that opened the account: it counts until the first hat is given.
    """
    hats = list(hats)
    home = home_hats(hats, day)
    if not home:
        inside = opened_at is not None and scope.covers(opened_at) and not hats
        return PersonStanding(administers=inside, gives=inside)
    everywhere = [hat for hat in hats if is_in_force(hat, day)]
    inside = all(_within(scope, hat) for hat in home)
    return PersonStanding(administers=inside, gives=inside and all(_within(scope, hat) for hat in everywhere))


def _root(hat: Hat) -> int:
    if hat.unit is None:
        raise ValueError("a hat without a unit has no root")
    return hat.unit.root_id


def _within(scope: Unit, hat: Hat) -> bool:
    places = [place for place in (hat.unit, hat.scope) if place is not None]
    return bool(places) and all(scope.covers(place) for place in places)
