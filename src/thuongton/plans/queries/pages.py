"""What the pages of plans show beyond rows: counts of many plans, leads of one, saved views."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse

from thuongton.documents.models import Document
from thuongton.documents.queries import Followed
from thuongton.people.models import User
from thuongton.plans.models import Plan, Task
from thuongton.plans.queries.tasks import counts_by, plans_visible_to, visible_of
from thuongton.plans.queries.turns import late_turns_by
from thuongton.plans.status import Basis, State


def plan_or_404(user: User, plan_id: int) -> Plan:
    """A plan one may see, with its papers."""
    plans = plans_visible_to(user).select_related("document", "source", "unit").prefetch_related("implements")
    return get_object_or_404(plans, pk=plan_id)


def followed_from(user: User, paper: Document) -> list[Followed]:
    """The plans one may see that are kept from a paper, for the page of the paper (``documents.queries.Follows``)."""
    plans = plans_visible_to(user).filter(Q(document=paper) | Q(source=paper)).order_by("pk")
    return [Followed(str(plan), reverse("plans:plan", args=[plan.pk])) for plan in plans]


def tasks_of(user: User, plan: Plan) -> QuerySet[Task]:
    """The tasks of a plan that one may see."""
    return visible_of(user, [plan])


def late_turns_of_plans(user: User, plans: list[Plan], as_of: dt.date, basis: Basis) -> dict[int, int]:
    """How many turns of repeating tasks are overdue in each of these plans, in one query."""
    return late_turns_by(visible_of(user, plans), "task__plan", as_of, basis)


def counted_plans(user: User, plans: list[Plan], as_of: dt.date, basis: Basis) -> dict[int, dict[State, int]]:
    """Counts of states for each of these plans, in one query."""
    found = counts_by(visible_of(user, plans), "plan", as_of, basis)
    return {plan.pk: found.get(plan.pk, dict.fromkeys(State, 0)) for plan in plans}


def plans_followed(user: User) -> QuerySet[Plan]:
    """The plans one may see that are followed, the newest first."""
    plans = plans_visible_to(user, at_once=True).filter(tracked_from__isnull=False)
    return plans.order_by("-issued_on", "-pk")
