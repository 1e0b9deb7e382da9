"""Drafting cases as rows of a list; what a year came to: appraised, opinions, issued, each open to its rows."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from thuongton.cases.models import Case, CaseEntry
from thuongton.cases.queries.cases import visible_to
from thuongton.drafting.local_forms import LocalForm
from thuongton.drafting.models import ConsultedBody
from thuongton.people.models import User

MILESTONES = ("dang-ky", "tham-dinh", "ban-hanh")
"""What a year is counted by, as addresses say it: registered, appraised, issued."""


@dataclass(frozen=True, slots=True)
class YearCount:
    """What a year came to in the scope of a reader; ``opinions`` are answers of bodies that were asked."""

    year: int
    registered: int
    appraised: int
    opinions: int
    issued: int


def drafting_cases(user: User) -> QuerySet[Case]:
    """The drafting cases that one may see."""
    return visible_to(user).filter(kind__in=LocalForm.values)


def reached(cases: QuerySet[Case], milestone: str, year: int | None) -> QuerySet[Case]:
    """Cases that reached a milestone, in a year or at all. An act taken back left no field, so it does not count."""
    if milestone == "dang-ky":
        return cases.filter(opened_on__year=year) if year else cases
    if milestone == "ban-hanh":
        issued = cases.filter(data__so_ky_hieu__isnull=False)
        return issued.filter(data__ngay_ky__startswith=f"{year}-") if year else issued
    done = CaseEntry.objects.filter(case=OuterRef("pk"), do="bao_cao_tham_dinh")
    if year:
        done = done.filter(on__startswith=f"{year}-")
    return cases.filter(Exists(done), data__so_bao_cao__isnull=False)


def opinions_visible_to(user: User) -> QuerySet[ConsultedBody]:
    """Bodies asked about drafts that one may see, with their cases."""
    return ConsultedBody.objects.filter(case__in=drafting_cases(user)).select_related("case__unit")


def count_of_year(user: User, year: int) -> YearCount:
    """The counts of a year, from the same rows that their lists show."""
    cases = drafting_cases(user)
    registered, appraised, issued = (reached(cases, one, year).count() for one in MILESTONES)
    opinions = opinions_visible_to(user).filter(answered_on__year=year).count()
    return YearCount(year, registered, appraised, opinions, issued)


def of_form(cases: QuerySet[Case], forms: tuple[str, ...]) -> QuerySet[Case]:
    """Cases that draft one of the forms."""
    return cases.filter(Q(kind__in=forms))
