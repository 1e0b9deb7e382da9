"""Plans as a list: those one may see, the words that find them, and how each stands, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, OrderBy, Q, QuerySet

from thuongton.plans.models import Plan
from thuongton.plans.queries import pages
from thuongton.plans.queries.lists import basis_of
from thuongton.plans.queries.tasks import plans_visible_to
from thuongton.plans.status import DONE, Basis, State
from thuongton.web.asked import asked_words
from thuongton.web.lists.filters import Rows
from thuongton.web.lists.question import Question
from vanban.text import fold


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan with the states of its tasks by the lens of the page, by proof alone, and its overdue turns."""

    plan: Plan
    counted: Mapping[State, int]
    proven_in: Mapping[State, int]
    late_turns: int
    basis: Basis

    @property
    def total(self) -> int:
        """How many tasks it has."""
        return sum(self.counted.values())

    @property
    def done(self) -> int:
        """How many are done, by the lens of the page."""
        return sum(self.counted[state] for state in DONE)

    @property
    def proven(self) -> int:
        """How many are done by an accepted product."""
        return sum(self.proven_in[state] for state in DONE)


def plans_in(question: Question) -> QuerySet[Plan]:
    """The plans one may see, with their units."""
    return plans_visible_to(question.reader, at_once=True)


def followed_first(_question: Question) -> list[Any]:
    """Plans that are followed, then those kept for comparison; the newest first."""
    compared = ExpressionWrapper(Q(tracked_from__isnull=True), output_field=BooleanField())
    return [OrderBy(compared), "-issued_on", "-pk"]


def with_words(rows: Rows, words: str, _question: Question) -> Rows:
    """Plans whose number or title holds every word, whatever its capitals and accents."""
    asked = asked_words(words)
    named = [
        pk
        for pk, number, title in rows.values_list("pk", "number", "title")
        if all(word in fold(f"{number} {title}") for word in asked)
    ]
    return rows.filter(pk__in=named)


def only(rows: Rows, value: str, _question: Question) -> Rows:
    """Plans that are followed, or those kept for comparison."""
    return rows.filter(tracked_from__isnull=value != "theo-doi")


def rows_of_plans(question: Question, plans: list[Plan]) -> list[PlanRow]:
    """How each plan of a page stands on the day of the page."""
    reader, as_of, basis = question.reader, question.as_of, basis_of(question)
    late = pages.late_turns_of_plans(reader, plans, as_of, basis)
    counted = pages.counted_plans(reader, plans, as_of, basis)
    proven = counted
    if basis is Basis.DECLARED:
        proven = pages.counted_plans(reader, plans, as_of, Basis.PROVEN)
    return [PlanRow(plan, counted[plan.pk], proven[plan.pk], late.get(plan.pk, 0), basis) for plan in plans]
