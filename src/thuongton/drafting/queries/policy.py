"""Reads of the policy of a case."""

from __future__ import annotations

from django.db.models import QuerySet

from thuongton.cases.models import Case
from thuongton.cases.queries.cases import visible_to
from thuongton.drafting.models import PolicyProblem, PolicySolution
from thuongton.drafting.policy import WeighedProblem
from thuongton.people.models import User


def problems_of(case: Case) -> QuerySet[PolicyProblem]:
    """The problems of a case with their solutions."""
    return PolicyProblem.objects.filter(case=case).prefetch_related("solutions")


def problems_visible_to(user: User) -> QuerySet[PolicyProblem]:
    """Problems of the cases that one may see."""
    return PolicyProblem.objects.filter(case__in=visible_to(user)).select_related("case__unit")


def solutions_visible_to(user: User) -> QuerySet[PolicySolution]:
    """Solutions of the cases that one may see."""
    return PolicySolution.objects.filter(problem__case__in=visible_to(user)).select_related("problem__case__unit")


def weighed(case: Case) -> list[WeighedProblem]:
    """The problems as they are counted."""
    found = []
    for one in problems_of(case):
        solutions = list(one.solutions.all())
        found.append(
            WeighedProblem(one.problem, [each.keeps for each in solutions], any(each.chosen for each in solutions))
        )
    return found
