"""Cases that go over to another register: what waits, what left and where, which units may take a case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Max, Q, QuerySet

from thuongton.cases.models import Case, CaseTransfer
from thuongton.cases.queries.cases import kinds_for
from thuongton.people.models import Unit, User
from thuongton.people.queries import in_force, in_scope
from thuongton.people.queries import visible_to as units_visible_to

State = CaseTransfer.State
MOST = 500
"""Moved cases that are listed beside figures."""


def transfers_visible_to(user: User) -> QuerySet[CaseTransfer]:
    """Transfers that the scope of the hat worn gives or takes. They name a register, a number and nobody."""
    found = CaseTransfer.objects.filter(in_scope(user, "giver") | in_scope(user, "taker"))
    return found.select_related("giver", "taker", "case")


def coming(user: User) -> QuerySet[CaseTransfer]:
    """What waits for an answer of a unit in scope."""
    return transfers_visible_to(user).filter(in_scope(user, "taker"), state=State.PROPOSED)


def gone(user: User) -> QuerySet[CaseTransfer]:
    """What units in scope gave, the latest first, with what became of it."""
    return transfers_visible_to(user).filter(in_scope(user, "giver"))


def came(user: User) -> QuerySet[CaseTransfer]:
    """What units in scope took into their registers."""
    return transfers_visible_to(user).filter(in_scope(user, "taker"), state=State.ACCEPTED)


def may_take(user: User | None, case: Case) -> QuerySet[Unit]:
    """The units of the same province that keep the register of a case and may be asked to take it."""
    root = f"/{case.unit.path.split('/')[1]}/"
    units = Unit.objects.all() if user is None else units_visible_to(user)
    near = in_force(units.filter(path__startswith=root).exclude(pk=case.unit_id))
    keeping = [unit.pk for unit in near if case.kind in kinds_for(unit)]
    return Unit.objects.filter(pk__in=keeping).order_by("name")


def waiting_transfer(case: Case) -> CaseTransfer | None:
    """The transfer of a case that nobody has answered yet."""
    return case.transfers.filter(state=State.PROPOSED).select_related("giver", "taker").first()


def ways_of(case: Case) -> Iterable[CaseTransfer]:
    """The registers that a case came through, and the transfer that waits, in order."""
    ways = Q(state=State.ACCEPTED) | Q(state=State.PROPOSED)
    return case.transfers.filter(ways).select_related("giver", "taker").order_by("pk")


def next_number(unit: Unit, kind: str, year: int) -> int:
    """The next number of a register: none that it gave comes again, that of a case that left it neither."""
    mine = Case.objects.filter(unit=unit, kind=kind, year=year).aggregate(last=Max("number"))["last"] or 0
    left = CaseTransfer.objects.filter(giver=unit, kind=kind, year=year, state=State.ACCEPTED)
    return max(mine, left.aggregate(last=Max("number"))["last"] or 0) + 1


def moved_since(place: Unit, kinds: Iterable[str], since: dt.datetime, until: dt.datetime | None) -> list[CaseTransfer]:
    """Cases that came into or left the registers below a unit between two moments: their figures went with them."""
    below, path = Q(), place.path
    for here, there in (("giver", "taker"), ("taker", "giver")):
        below |= Q(**{f"{here}__path__startswith": path}) & ~Q(**{f"{there}__path__startswith": path})
    found = CaseTransfer.objects.filter(below, state=State.ACCEPTED, kind__in=list(kinds), answered_at__gt=since)
    if until is not None:
        found = found.filter(answered_at__lte=until)
    return list(found.select_related("giver", "taker").order_by("answered_at")[:MOST])
