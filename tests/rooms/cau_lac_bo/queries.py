"""Which clubs one may see, and what one may do to them."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from rooms.cau_lac_bo.models import LegalClub
from thuongton.people.models import User
from thuongton.people.queries import in_scope
from thuongton.people.scopes import of_unit, register


def visible_to(user: User) -> QuerySet[LegalClub]:
    """The clubs of the units in one's scope."""
    return LegalClub.objects.filter(in_scope(user)).select_related("unit")


def without_members(user: User, as_of: dt.date) -> QuerySet[LegalClub]:
    """The clubs that nobody belongs to, founded by a day."""
    return visible_to(user).filter(members=0).exclude(founded_on__gt=as_of)


register(LegalClub, of_unit())
