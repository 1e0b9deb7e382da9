"""The plans above: which plan a unit below means by number, day and issuer, and how it covers those it carries out."""

from __future__ import annotations

import datetime as dt

from thuongton.documents.issuers import same_issuer
from thuongton.people.models import User
from thuongton.plans.models import Plan
from thuongton.plans.queries.adoption import known_units
from thuongton.plans.queries.correcting import above_of
from thuongton.plans.queries.tasks import plans_visible_to


def plan_above(user: User | None, plan: Plan, number: str, issued_on: dt.date, issuer: str) -> Plan | None:
    """The plan of that number, day and issuer among those one may see; None when there is none, or several.

    A number alone is not enough: every province has a 69/KH-UBND.
    """
    plans = Plan.objects.select_related("unit", "document") if user is None else plans_visible_to(user)
    same = plans.filter(number__iexact=number, issued_on=issued_on).exclude(pk=plan.pk)
    unit = known_units(plan.unit).resolve(issuer).unit_id
    meant = [one for one in same if unit == one.unit_id or _issued(one, issuer)]
    return meant[0] if len(meant) == 1 else None


def _issued(plan: Plan, issuer: str) -> bool:
    return bool(plan.document and plan.document.issuer and same_issuer(plan.document.issuer, issuer))


def offered_above(user: User, plan: Plan) -> list[Plan]:
    """The plans in the system that a plan may still be said to carry out."""
    had = set(plan.implements.values_list("pk", flat=True))
    return [one for one in above_of(user, plan) if one.pk not in had]


def has_tasks(plan: Plan) -> bool:
    """Whether anything is known of what a plan asks."""
    return plan.tasks.exists()
