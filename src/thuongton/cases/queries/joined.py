"""Cases that were joined to a case (đã gộp), and whether the sender of each was answered."""

from __future__ import annotations

from dataclasses import dataclass

from thuongton.cases.models import Case, CaseEntry
from thuongton.cases.queries.cases import kind_of, visible_to
from thuongton.people.models import User


@dataclass(frozen=True, slots=True)
class JoinedCase:
    """A case joined to another; ``tells``: the act that notes that its sender was answered, "" where there is none."""

    case: Case
    tells: str
    told: bool


def joined_to(user: User, case: Case) -> list[JoinedCase]:
    """The cases in scope that were joined to one as the same matter, in order; two queries."""
    twins = kind_of(case).twins
    if twins is None or not twins.act:
        return []
    rows = visible_to(user).filter(kind=case.kind, ties__field=twins.names, ties__other=case).select_related("unit")
    found = list(rows.order_by("pk"))
    told = set(CaseEntry.objects.filter(case__in=found, do=twins.tells).values_list("case", flat=True))
    return [JoinedCase(one, twins.tells, one.pk in told) for one in found]
