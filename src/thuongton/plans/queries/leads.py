"""Lead agencies × states of some tasks: each agency with its counts, its overdue turns and the filter of its rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, CharField, Count, Exists, F, Min, OuterRef, Q, QuerySet, Value, When

from thuongton.people.models import Unit
from thuongton.plans.models import Occurrence, Party, PartyRole, Task
from thuongton.plans.queries.filters import Filters
from thuongton.plans.queries.status import day_expression, status_order
from thuongton.plans.queries.sums import WorkSums, day_of, rows_of_work, summed
from thuongton.plans.queries.tasks import BY_ORDER, AmongIds, counts, with_status
from thuongton.plans.queries.turns import turns_of
from thuongton.plans.status import DONE, Basis, State

# A unit is one agency whatever it was called; so is a class of units; of other names each spelling stands for itself.
_OF_UNIT = {"unit__isnull": False}
_KEY = {
    "class": Case(When(**_OF_UNIT, then=Value("")), default=F("category"), output_field=CharField()),
    "spelling": Case(
        When(**_OF_UNIT, then=Value("")), When(category="", then=F("name")), default=Value(""), output_field=CharField()
    ),
}


@dataclass(slots=True)
class Lead(WorkSums):
    """The work of one lead agency: a unit, a class of units («Các sở, ban, ngành»), or a name that is neither; "" none.

    ``counts`` add up to ``total``. ``sole`` rows leave out tasks of several leads, which ``shared`` holds.
    """

    unit: int | None = None
    category: str = ""
    name: str = ""
    sole: bool = False
    shared: bool = False

    @property
    def total(self) -> int:
        """All its tasks."""
        return sum(self.counts.values())

    @property
    def filters(self) -> Filters:
        """What opens just its rows."""
        if self.shared:
            return Filters(shared=True)
        if self.unit is not None:
            return Filters(unit=self.unit, role=PartyRole.LEAD, sole=self.sole)
        if self.category:
            return Filters(category=self.category, sole=self.sole)
        return Filters(lead=self.name, sole=self.sole) if self.name else Filters(nobody=True)


_APART = """
SELECT CASE WHEN l.task IS NULL THEN 0 WHEN l.number > 1 THEN 2 ELSE 1 END AS leads,
       CASE WHEN l.number = 1 THEN l.unit END AS unit,
       CASE WHEN l.number = 1 AND l.unit IS NULL THEN l.category ELSE '' END AS category,
       CASE WHEN l.number = 1 AND l.unit IS NULL AND l.category = '' THEN l.name ELSE '' END AS spelling,
       g.place, MIN(l.name), COUNT(*), MIN(g.longest), SUM(g.proven)
FROM ({work}) g
LEFT JOIN (
  SELECT p.task_id AS task, COUNT(*) AS number,
         MIN(p.unit_id) AS unit, MIN(p.category) AS category, MIN(p.name) AS name
  FROM {parties} p
  WHERE p.role = %s
  GROUP BY p.task_id
) l ON l.task = g.subject
GROUP BY 1, 2, 3, 4, 5
"""
"""Tasks and overdue turns by their one lead (1), of several leads (2), of none (0). Of one lead MIN is that lead."""


def leads_apart(tasks: QuerySet[Task], as_of: dt.date, basis: Basis, *, among: Q | None = None) -> list[Lead]:
    """The lead agencies of these tasks in two queries, the largest first, then the tasks of several and of none.

    The rows add up to the tasks. ``among`` is what a turn must meet to be one of these tasks' (:func:`turns_of`).
    """
    rows = summed(
        _APART,
        rows_of_work(tasks, as_of, basis, "pk", among),
        parameters=[PartyRole.LEAD],
        parties=Party._meta.db_table,
    )
    found: dict[tuple[int, int | None, str, str], Lead] = {}
    for leads, unit, category, spelling, place, printed, number, longest, proven in rows:
        key = leads, unit, category, spelling
        if key not in found:
            new = Lead(dict.fromkeys(State, 0), unit=unit, category=category, sole=leads == 1, shared=leads == 2)
            found[key] = new
        lead = found[key]
        if leads == 1:
            lead.name = min(filter(None, (lead.name, printed)), default="")
        lead.take(place, number, day_of(longest), int(proven))
    names = dict(Unit.objects.filter(pk__in={lead.unit for lead in found.values()}).values_list("pk", "name"))
    for lead in found.values():
        lead.name = names.get(lead.unit, lead.name) if lead.unit is not None else lead.name
    apart = {number: [lead for key, lead in found.items() if key[0] == number] for number in (1, 2, 0)}
    return [*sorted(apart[1], key=lambda lead: (-lead.total, lead.name)), *apart[2], *apart[0]]


def leads_of(tasks: QuerySet[Task], as_of: dt.date, basis: Basis) -> list[Lead]:
    """The lead agencies of these tasks in a fixed number of queries, the largest first; tasks without one stand last.

    A task with several leads is counted with each of them (:func:`leads_apart` does not).
    """
    key = ("unit", "class", "spelling")
    parties = Party.objects.filter(role=PartyRole.LEAD).order_by().annotate(**_KEY)
    among = AmongIds(tasks.order_by().values_list("pk"), "task")
    rows = (
        parties.filter(among)
        .annotate(place=status_order(as_of, basis, prefix="task__", model=Task))
        .values_list(*key, "place")
        .annotate(
            number=Count("task", distinct=True),
            printed=Min("name"),
            known=Min("unit__name"),
            longest=Min(day_expression("due", as_of, basis, prefix="task__")),
        )
    )
    found: dict[tuple[int | None, str, str], Lead] = {}
    for unit, category, spelling, place, number, printed, known, longest in rows:
        new = Lead(dict.fromkeys(State, 0), unit=unit, category=category, name=known or printed)
        lead = found.setdefault((unit, category, spelling), new)
        lead.name = min(lead.name, new.name)
        lead.counts[BY_ORDER[place]] += number
        if BY_ORDER[place] is State.OVERDUE:
            lead.older(longest)
    late = turns_of(tasks, as_of, basis, (State.OVERDUE,)).order_by()
    turns = parties.filter(task__occurrences__in=late.values("pk")).values_list(*key)
    due = day_expression("due", as_of, basis, prefix="task__occurrences__", model=Occurrence)
    for *of, number, longest in turns.annotate(Count("task__occurrences", distinct=True), longest=Min(due)):
        lead = found[of[0], of[1], of[2]]
        lead.late_turns = number
        lead.older(longest)
    listed = sorted(found.values(), key=lambda lead: (-lead.total, lead.name))
    nobody = tasks.filter(~Exists(Party.objects.filter(task=OuterRef("pk"), role=PartyRole.LEAD)))
    return listed + _group(nobody, as_of, basis)


def _group(tasks: QuerySet[Task], as_of: dt.date, basis: Basis) -> list[Lead]:
    """A row for tasks that belong to no agency, nothing when there are none."""
    lead = Lead(counts(tasks, as_of, basis))
    if not any(lead.counts.values()):
        return []
    late = with_status(tasks, as_of, basis, states=(State.OVERDUE,)).order_by()
    lead.older(late.aggregate(longest=Min("due_now"))["longest"])
    turns = turns_of(tasks, as_of, basis, (State.OVERDUE,)).order_by().aggregate(n=Count("pk"), longest=Min("due_now"))
    lead.late_turns = turns["n"]
    lead.older(turns["longest"])
    lead.proven = with_status(tasks, as_of, Basis.PROVEN, states=tuple(DONE)).count()
    return [lead]
