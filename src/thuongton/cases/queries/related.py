"""Cases tied to a case, both ways (hồ sơ liên quan), as far as a person may see them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from thuongton.cases.definition.model import CaseKind
from thuongton.cases.models import Case, CaseTie
from thuongton.cases.queries.cases import kind_of, visible_to
from thuongton.cases.queries.closed import is_shut
from thuongton.people.models import User


@dataclass(frozen=True, slots=True)
class RelatedCase:
    """A case tied to another: ``field`` says how, in the words of the kind that names.

    ``named``: it is the one named.
    """

    case: Case
    kind: CaseKind
    field: str
    naming: CaseKind
    named: bool


def related(user: User, case: Case) -> list[RelatedCase]:
    """The cases that a case names and those that name it, one query; only those in scope.

    A tie of a case with closed fields is shown to who opens them alone: through a complaint of the same visit everybody
    would learn who denounced.
    """
    kind = kind_of(case)
    if is_shut(user, case, kind):
        return []
    seen = visible_to(user)
    ties = (
        CaseTie.objects.filter(Q(case=case, other__in=seen) | Q(other=case, case__in=seen))
        .select_related("case__unit", "other__unit")
        .order_by("pk")
    )
    found: dict[int, RelatedCase] = {}
    for tie in ties:
        named = tie.case_id == case.pk
        other = tie.other if named else tie.case
        try:
            theirs = kind_of(other)
        except LookupError:
            continue
        if not is_shut(user, other, theirs):
            found.setdefault(other.pk, RelatedCase(other, theirs, tie.field, kind if named else theirs, named))
    return list(found.values())
