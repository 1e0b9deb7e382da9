"""Lead agencies × states of some tasks: each agency with its counts, its overdue turns and the filter of its rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, CharField, Count, Exists, F, Min, OuterRef, QuerySet, Value, When

from thuongton.plans.models import Occurrence, Party, PartyRole, Task
from thuongton.plans.queries.filters import Filters, shared_lead
from thuongton.plans.queries.status import day_expression, is_in, status_order
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
class Lead:
    """One lead agency: a unit, a class of units («Các sở, ban, ngành»), or a name that is neither; "" for none.

    ``counts`` are its tasks by state and add up to ``total``; overdue turns, the day of what is overdue for longest and
    the number of tasks that a product proves stand beside them. ``sole`` rows leave out tasks of several leads, which
    ``shared`` holds.
    """

    unit: int | None
    category: str
    name: str
    counts: dict[State, int]
    late_turns: int = 0
    longest: dt.date | None = None
    proven: int = 0
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

    def older(self, day: dt.date | None) -> None:
        """Take note of an overdue day."""
        self.longest = min(self.longest or dt.date.max, day) if day is not None else self.longest


def leads_of(tasks: QuerySet[Task], as_of: dt.date, basis: Basis, *, apart: bool = False) -> list[Lead]:
    """The lead agencies of these tasks in a fixed number of queries, the largest first; tasks without one stand last.

    A task with several leads is counted with each of them; with ``apart`` such tasks stand in a row of their own, so
    that the rows add up to the tasks.
    """
    key = ("unit", "class", "spelling")
    parties = Party.objects.filter(role=PartyRole.LEAD).order_by().annotate(**_KEY)
    if apart:
        beside = Party.objects.filter(task=OuterRef("task"), role=PartyRole.LEAD).exclude(pk=OuterRef("pk"))
        parties = parties.filter(~Exists(beside))
    among = AmongIds(tasks.order_by().values_list("pk"), "task")
    rows = (
        parties.filter(among)
        .annotate(place=status_order(as_of, basis, prefix="task__", model=Task))
        .values_list(*key, "place")
        .annotate(
            number=Count("task", distinct=not apart),
            printed=Min("name"),
            known=Min("unit__name"),
            longest=Min(day_expression("due", as_of, basis, prefix="task__")),
        )
    )
    found: dict[tuple[int | None, str, str], Lead] = {}
    for unit, category, spelling, place, number, printed, known, longest in rows:
        new = Lead(unit, category, known or printed, dict.fromkeys(State, 0), sole=apart)
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
    if apart:
        proven = parties.filter(
            among,
            is_in(DONE, as_of, Basis.PROVEN, prefix="task__", model=Task),
            task__done_on__lte=as_of,
        )
        for *of, number in proven.values_list(*key).annotate(Count("pk")):
            found[of[0], of[1], of[2]].proven = number
        listed += _group(Lead(None, "", "", {}, shared=True), tasks.filter(shared_lead()), as_of, basis)
    nobody = tasks.filter(~Exists(Party.objects.filter(task=OuterRef("pk"), role=PartyRole.LEAD)))
    return listed + _group(Lead(None, "", "", {}), nobody, as_of, basis)


def _group(lead: Lead, tasks: QuerySet[Task], as_of: dt.date, basis: Basis) -> list[Lead]:
    """A row for tasks that belong to no single agency, nothing when there are none."""
    lead.counts = counts(tasks, as_of, basis)
    if not any(lead.counts.values()):
        return []
    late = with_status(tasks, as_of, basis, states=(State.OVERDUE,)).order_by()
    lead.older(late.aggregate(longest=Min("due_now"))["longest"])
    turns = turns_of(tasks, as_of, basis, (State.OVERDUE,)).order_by().aggregate(n=Count("pk"), longest=Min("due_now"))
    lead.late_turns = turns["n"]
    lead.older(turns["longest"])
    lead.proven = with_status(tasks, as_of, Basis.PROVEN, states=tuple(DONE)).count()
    return [lead]
