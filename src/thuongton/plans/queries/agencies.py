"""Agencies that no unit is known for: which they are, the units a person may choose for them, what to look up again."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from thuongton.people.models import Unit, UnitKind, User
from thuongton.people.queries import in_force, visible_to
from thuongton.plans.models import Party
from thuongton.plans.queries.adoption import known_units
from thuongton.plans.taking_in.parties import UnitNames
from thuongton.plans.taking_in.read_task import ReadTask

MOST_CHOICES = 600


def unknown_leads(unit: Unit, tasks: Iterable[ReadTask]) -> list[str]:
    """Leads of tasks that mean neither a unit nor a class of units, seen from ``unit``."""
    return unknown_in(known_units(unit), tasks)


def unknown_in(register: UnitNames, tasks: Iterable[ReadTask]) -> list[str]:
    """Leads of tasks that mean neither a unit nor a class of units by the names of a register."""
    names = dict.fromkeys(name for task in tasks for name in task.lead)
    found = []
    for name in names:
        meant = register.resolve(name)
        if meant.unit_id is None and not meant.category:
            found.append(name)
    return found


def units_to_choose(user: User, home: Unit) -> list[Unit]:
    """The units that a name in a plan of ``home`` may mean: at home first, then the chain above and its departments."""
    near = Q(path__startswith=home.path) | Q(pk__in=home.ancestor_ids)
    beside = Q(parent__in=[*home.ancestor_ids, home.pk], kind__in=(UnitKind.DEPARTMENT, UnitKind.OFFICE))
    found = in_force(visible_to(user)).filter(near | beside).order_by("path")[:MOST_CHOICES]
    return sorted(found, key=lambda unit: (not unit.path.startswith(home.path), unit.path))


def unrecognised(scope: Unit) -> QuerySet[Party]:
    """Agencies in plans of a unit and below it that are neither a unit nor a class of units."""
    parties = Party.objects.filter(task__unit__path__startswith=scope.path, unit__isnull=True, category="")
    return parties.select_related("task__plan__unit")
