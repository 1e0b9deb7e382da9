"""Work by area (địa bàn): the sums of each province of a country, of each commune of a province; by the unit that owns
the plan, so that the areas add up to the tasks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, DateField, Q, QuerySet, Value, When

from thuongton.people.models import COMMUNE_KINDS, Unit, UnitKind, User
from thuongton.people.queries import units_in_scope
from thuongton.plans.models import Plan, Task
from thuongton.plans.queries.status import day_expression, is_in, may_be, status_order
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


_LATE_TURN = -1
"""The place of an overdue turn beside those of the states of tasks."""
_SUMS = """
SELECT COALESCE(m.area, '/' || CAST(g.unit AS varchar) || '/') AS area,
       g.place, COUNT(*), MIN(g.longest), SUM(g.proven)
FROM (SELECT * FROM ({tasks}) t UNION ALL SELECT * FROM ({turns}) o) g
LEFT JOIN (
  SELECT u.id AS unit, COALESCE(MAX(a.path), u.path) AS area
  FROM {units} u
  LEFT JOIN (SELECT path FROM {units} WHERE kind IN ({kinds}) AND path LIKE %s) a ON u.path LIKE a.path || '%%'
  WHERE u.path LIKE %s AND u.id IN (SELECT unit_id FROM {plans})
  GROUP BY u.id, u.path
) m ON m.unit = g.unit
GROUP BY 1, 2
"""


def _sums(
    tasks: QuerySet[Any, Any], turns: QuerySet[Any, Any], kinds: tuple[str, ...], inside: str
) -> list[tuple[int, int, int, dt.date | None, int]]:
    """Area (by its key), place, number, longest overdue and how many are proven: one query, summed in the database."""
    try:
        (of_tasks, first), (of_turns, second) = (rows.query.sql_with_params() for rows in (tasks, turns))
    except EmptyResultSet:
        return []
    sql = _SUMS.format(
        tasks=of_tasks,
        turns=of_turns,
        units=Unit._meta.db_table,
        plans=Plan._meta.db_table,
        kinds=", ".join(["%s"] * len(kinds)),
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*first, *second, *kinds, f"{inside}%", f"{inside}%"])
        found = cursor.fetchall()
    return [
        (int(area.rstrip("/").rpartition("/")[2]), place, number, _day(longest), int(proven))
        for area, place, number, longest, proven in found
    ]


def _day(value: dt.date | str | None) -> dt.date | None:
    """A day as PostgreSQL and as SQLite give it."""
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


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
    one, none = Value(1), Value(0)
    counted = tasks.order_by().annotate(
        place=status_order(as_of, basis, model=Task),
        longest=Case(
            When(may_be((State.OVERDUE,), as_of), then=day_expression("due", as_of, basis, model=Task)),
            output_field=DateField(),
        ),
        proven=Case(
            When(Q(done_on__lte=as_of) & Q(is_in(DONE, as_of, Basis.PROVEN, model=Task)), then=one), default=none
        ),
    )
    late = turns_of(tasks, as_of, basis, (State.OVERDUE,), among=among).order_by()
    sums = _sums(
        counted.values_list("unit", "place", "longest", "proven"),
        late.annotate(place=Value(_LATE_TURN), proven=none).values_list("task__unit", "place", "due_now", "proven"),
        kinds,
        inside.path if inside else "/",
    )
    found = {unit.pk: Area(unit, dict.fromkeys(State, 0)) for unit in units}
    for unit in Unit.objects.filter(pk__in={key for key, *_rest in sums} - set(found)).order_by("name"):
        found[unit.pk] = Area(unit, dict.fromkeys(State, 0))
    for key, place, number, longest, proven in sums:
        area = found[key]
        if place == _LATE_TURN:
            area.late_turns += number
            area.older(longest)
            continue
        area.counts[BY_ORDER[place]] += number
        area.proven += proven
        if BY_ORDER[place] is State.OVERDUE:
            area.older(longest)
    return list(found.values())
