"""Work by area (địa bàn): the sums of each province of a country, of each commune of a province; by the unit that owns
the plan, so that the areas add up to the tasks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from thuongton.people.models import COMMUNE_KINDS, Unit, UnitKind, User
from thuongton.people.queries import units_in_scope
from thuongton.plans.models import Plan, Task
from thuongton.plans.queries.sums import WorkSums, day_of, rows_of_work, summed
from thuongton.plans.status import Basis, State

PROVINCES: tuple[str, ...] = (UnitKind.PROVINCE,)
COMMUNES: tuple[str, ...] = tuple(COMMUNE_KINDS)


@dataclass(slots=True)
class Area(WorkSums):
    """The work of one area."""

    unit: Unit = field(kw_only=True)


def provinces_of(user: User) -> list[Unit]:
    """The provinces under the hat worn, by name."""
    return list(units_in_scope(user).filter(kind__in=PROVINCES).order_by("name"))


def communes_of(user: User, province: Unit) -> list[Unit]:
    """The communes of a province that one may look into, by name."""
    inside = units_in_scope(user).filter(path__startswith=province.path, kind__in=COMMUNES, valid_to__isnull=True)
    return list(inside.order_by("name", "pk"))


_SUMS = """
SELECT COALESCE(m.area, '/' || CAST(g.subject AS varchar) || '/') AS area,
       g.place, COUNT(*), MIN(g.longest), SUM(g.proven)
FROM ({work}) g
LEFT JOIN (
  SELECT u.id AS unit, COALESCE(MAX(a.path), u.path) AS area
  FROM {units} u
  LEFT JOIN (SELECT path FROM {units} WHERE kind IN ({kinds}) AND path LIKE %s) a ON u.path LIKE a.path || '%%'
  WHERE u.path LIKE %s AND u.id IN (SELECT unit_id FROM {plans})
  GROUP BY u.id, u.path
) m ON m.unit = g.subject
GROUP BY 1, 2
"""


def areas_of(
    tasks: QuerySet[Task],
    as_of: dt.date,
    basis: Basis,
    kinds: tuple[str, ...],
    units: Sequence[Unit] = (),
    *,
    inside: Unit | None = None,
    among: Q | None = None,
) -> list[Area]:
    """The sums of each area that is one of ``kinds``, in two queries; ``units`` stand even when they have no task.

    What belongs to no such area stands under the unit that owns it: the province itself beside its communes.
    ``inside`` is the unit below which all the tasks are owned, ``among`` what a turn must meet to be one of theirs
    (:func:`turns_of`).
    """
    below = f"{inside.path if inside else '/'}%"
    sums = summed(
        _SUMS,
        rows_of_work(tasks, as_of, basis, "unit", among),
        parameters=[*kinds, below, below],
        units=Unit._meta.db_table,
        plans=Plan._meta.db_table,
        kinds=", ".join(["%s"] * len(kinds)),
    )
    keys = [int(path.rstrip("/").rpartition("/")[2]) for path, *_rest in sums]
    found = {unit.pk: Area(dict.fromkeys(State, 0), unit=unit) for unit in units}
    for unit in Unit.objects.filter(pk__in=set(keys) - set(found)).order_by("name"):
        found[unit.pk] = Area(dict.fromkeys(State, 0), unit=unit)
    for key, (_path, place, number, longest, proven) in zip(keys, sums, strict=True):
        found[key].take(place, number, day_of(longest), int(proven))
    return list(found.values())
