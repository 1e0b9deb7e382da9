"""What the pages of plans show beyond rows: counts of many plans, leads of one, saved views."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Min, QuerySet
from django.shortcuts import get_object_or_404

from thuongton.people.models import User
from thuongton.plans.models import PartyRole, Plan, SavedView, Task
from thuongton.plans.queries.tasks import BY_ORDER, counts_by, plans_visible_to, visible_of
from thuongton.plans.status import Basis, State
from thuongton.plans.status_sql import status_order
from vanban.text import fold


def plan_or_404(user: User, plan_id: int) -> Plan:
    """A plan one may see, with its papers."""
    plans = plans_visible_to(user).select_related("document", "source", "unit").prefetch_related("implements")
    return get_object_or_404(plans, pk=plan_id)


def tasks_of(user: User, plan: Plan) -> QuerySet[Task]:
    """The tasks of a plan that one may see."""
    return visible_of(user, [plan])


def counted_plans(user: User, plans: list[Plan], as_of: dt.date, basis: Basis) -> dict[int, dict[State, int]]:
    """Counts of states for each of these plans, in one query."""
    found = counts_by(visible_of(user, plans), "plan", as_of, basis)
    return {plan.pk: found.get(plan.pk, dict.fromkeys(State, 0)) for plan in plans}


def plans_listed(user: User, words: str, *, followed: bool) -> QuerySet[Plan]:
    """Plans one may see, followed ones or those kept for comparison, whose number or title holds the words."""
    plans = plans_visible_to(user, at_once=True).filter(tracked_from__isnull=not followed).order_by("-issued_on", "-pk")
    if words:
        asked = fold(words).split()
        named = [
            pk for pk, number, title in plans.values_list("pk", "number", "title")
            if all(word in fold(f"{number} {title}") for word in asked)
        ]  # fmt: skip
        plans = plans.filter(pk__in=named)
    return plans


@dataclass(frozen=True, slots=True)
class Lead:
    """One lead agency of a plan: a unit, or a class of agencies by its printed name; ``key`` is its filter value."""

    unit: int | None
    name: str
    counts: dict[State, int]

    @property
    def total(self) -> int:
        """All its tasks."""
        return sum(self.counts.values())


def leads_of(tasks: QuerySet[Task], as_of: dt.date, basis: Basis) -> list[Lead]:
    """Lead agencies × states of these tasks in one query, the largest first; tasks without a lead stand last."""
    rows = (
        tasks.order_by()
        .annotate(place=status_order(as_of, basis, model=Task))
        .filter(parties__role=PartyRole.LEAD)
        .values_list("parties__unit", "parties__category", "place")
        .annotate(number=Count("pk", distinct=True), printed=Min("parties__name"), known=Min("parties__unit__name"))
    )
    found: dict[tuple[int | None, str], Lead] = {}
    for unit, category, place, number, printed, known in rows:
        key = (unit, "" if unit else category or fold(printed))
        lead = found.setdefault(key, Lead(unit, known or printed, dict.fromkeys(State, 0)))
        lead.counts[BY_ORDER[place]] += number
    listed = sorted(found.values(), key=lambda lead: (-lead.total, lead.name))
    alone = counts_by(tasks.exclude(parties__role=PartyRole.LEAD), "plan", as_of, basis)
    listed += [Lead(None, "", counted) for counted in alone.values()]
    return listed


def saved_views(user: User, page: str) -> QuerySet[SavedView]:
    """One's own saved views of a page."""
    return SavedView.objects.filter(user=user, page=page).order_by("name")
