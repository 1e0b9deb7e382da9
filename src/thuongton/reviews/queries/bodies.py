"""The issuers of the installation, from its units, their successions and other names; local documents."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from thuongton.law.models import LegalAct
from thuongton.people.models import Succession, Unit, UnitAlias
from thuongton.people.queries import today
from thuongton.reviews.issuers import IssuingBodies, IssuingUnit, TakenOver


def issuing_bodies(day: dt.date | None = None) -> IssuingBodies:
    """The issuers as the installation knows them on a day (today unless told), by three statements."""
    units = Unit.objects.order_by("pk").values_list("pk", "kind", "name", "path", "valid_from", "valid_to")
    hops = Succession.objects.order_by("pk").values_list("predecessor", "successor", "on", "basis")
    called: dict[str, set[int]] = defaultdict(set)
    for key, unit in UnitAlias.objects.order_by("pk").values_list("key", "unit"):
        called[key].add(unit)
    return IssuingBodies(
        [IssuingUnit(*one) for one in units], [TakenOver(*one) for one in hops], called, day or today()
    )


def local_only(acts: Iterable[LegalAct], bodies: IssuingBodies) -> list[LegalAct]:
    """Those of some acts that a unit of the installation, or one before it, issued."""
    return [act for act in acts if bodies.of(act.issuer, act.issued_on) is not None]


def acts_behind(row: int, most: int) -> list[LegalAct]:
    """The next acts of the register behind a row, in order."""
    return list(LegalAct.objects.filter(pk__gt=row).order_by("pk")[:most])
