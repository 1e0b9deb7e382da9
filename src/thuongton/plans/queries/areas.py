"""Work by area (địa bàn): the sums of each province of a country, of each commune of a province; by the unit that owns
the plan, so that the areas add up to the tasks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Min, Q, QuerySet

from thuongton.people.models import COMMUNE_KINDS, Unit, UnitKind, User
from thuongton.people.queries import units_in_scope
from thuongton.plans.models import Occurrence, Task
from thuongton.plans.queries.status import day_expression, is_in, status_order
from thuongton.plans.queries.tasks import BY_ORDER
from thuongton.plans.queries.turns import turns_of
from thuongton.plans.status import DONE, Basis, State

PROVINCES: tuple[str, ...] = (UnitKind.PROVINCE,)
COMMUNES: tuple[str, ...] = tuple(COMMUNE_KINDS)


@dataclass(slots=True)
class Area:
    """One area: its tasks by state, overdue turns, the day of what is overdue for longest, what a product proves."""

    unit: Unit
    counts: dict[State, int]
    late_turns: int = 0
    longest: dt.date | None = None
    proven: int = 0

    def older(self, day: dt.date | None) -> None:
        """Take note of an overdue day."""
        self.longest = min(self.longest or dt.date.max, day) if day is not None else self.longest


def provinces_of(user: User) -> list[Unit]:
    """The provinces under the hat worn, by name."""
    return list(units_in_scope(user).filter(kind__in=PROVINCES).order_by("name"))


def communes_of(user: User, province: Unit) -> list[Unit]:
    """The communes of a province that one may look into, by name."""
    inside = units_in_scope(user).filter(path__startswith=province.path, kind__in=COMMUNES, valid_to__isnull=True)
    return list(inside.order_by("name", "pk"))


def _area_of(owners: set[int], kinds: tuple[str, ...]) -> dict[int, int]:
    """For each unit the nearest unit of one of these kinds above it, or the unit itself; two queries."""
    paths = {
        pk: [int(part) for part in reversed(path.split("/")) if part]
        for pk, path in Unit.objects.filter(pk__in=owners).values_list("pk", "path")
    }
    above = {pk for path in paths.values() for pk in path}
    areas = set(Unit.objects.filter(pk__in=above, kind__in=kinds).values_list("pk", flat=True))
    return {pk: next((one for one in path if one in areas), pk) for pk, path in paths.items()}


def areas_of(
    tasks: QuerySet[Task], as_of: dt.date, basis: Basis, kinds: tuple[str, ...], units: list[Unit]
) -> list[Area]:
    """The sums of each area that is one of ``kinds``, in a fixed number of queries; ``units`` stand even when they have
    no task.

    What belongs to no such area stands under the unit that owns it: the province itself beside its communes. Rows are
    summed by the unit that owns them, which a database finds beside the row, and units are joined to areas afterwards.
    """
    proven = Q(is_in(DONE, as_of, Basis.PROVEN, model=Task), done_on__lte=as_of)
    counted = list(
        tasks.order_by()
        .annotate(place=status_order(as_of, basis, model=Task))
        .values_list("unit", "place")
        .annotate(
            Count("pk"),
            longest=Min(day_expression("due", as_of, basis, model=Task)),
            proven=Count("pk", filter=proven),
        )
    )
    due = day_expression("due", as_of, basis, model=Occurrence)
    late = turns_of(tasks, as_of, basis, (State.OVERDUE,), wide=True).order_by().values_list("task__unit")
    turns = list(late.annotate(Count("pk"), longest=Min(due)))
    area_of = _area_of({owner for owner, *_rest in counted}, kinds)
    found = {unit.pk: Area(unit, dict.fromkeys(State, 0)) for unit in units}
    for unit in Unit.objects.filter(pk__in=set(area_of.values()) - set(found)).order_by("name"):
        found[unit.pk] = Area(unit, dict.fromkeys(State, 0))
    for owner, place, number, longest, by_product in counted:
        one = found[area_of[owner]]
        one.counts[BY_ORDER[place]] += number
        one.proven += by_product
        if BY_ORDER[place] is State.OVERDUE:
            one.older(longest)
    for owner, number, longest in turns:
        one = found[area_of[owner]]
        one.late_turns += number
        one.older(longest)
    return list(found.values())
