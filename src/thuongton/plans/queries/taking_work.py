"""Plans that may take work found in another room, and the numbers such tasks have."""

from __future__ import annotations

from django.db.models import QuerySet

from thuongton.people.models import User
from thuongton.people.scopes import writing_unit
from thuongton.plans.models import Plan, Task
from thuongton.plans.queries.tasks import plans_visible_to

MOST = 100


def plans_taking_work(user: User) -> QuerySet[Plan]:
    """The tracked plans of the unit in whose registers the hat worn writes, the newest first."""
    unit = writing_unit(user)
    return plans_visible_to(user).filter(unit=unit, tracked_from__isnull=False).order_by("-issued_on", "-pk")


def plan_taking_work(user: User, key: str) -> Plan | None:
    """One of them by its key."""
    return plans_taking_work(user).filter(pk=int(key)).first() if key.isdecimal() and len(key) < 12 else None


def numbers_taken(plan: Plan, mark: str) -> list[int]:
    """The numbers of the tasks of a plan whose code is a mark and a number."""
    codes = Task.objects.filter(plan=plan, code__startswith=mark).values_list("code", flat=True)
    return [int(code[len(mark) :]) for code in codes if code[len(mark) :].isdecimal()]
