"""Tasks and turns of all plans in one list: the rows behind every number of the home page, the dashboard, the units."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from django.db.models import Count, Exists, F, OrderBy, OuterRef, QuerySet, Subquery

from thuongton.people.models import Unit, User
from thuongton.people.queries import in_scope
from thuongton.people.queries import visible_to as visible_units
from thuongton.plans.models import Assignment, Occurrence, Party, PartyRole, Plan, Section, Task
from thuongton.plans.queries.filters import Filters, filtered
from thuongton.plans.queries.status import day_expression, status_order
from thuongton.plans.queries.tasks import (
    BY_ORDER,
    TaskRow,
    followed_by,
    mine,
    plans_visible_to,
    rows_at,
    visible_of,
    visible_to,
    with_status,
)
from thuongton.plans.queries.turns import TurnRow, turn_rows, turns_of
from thuongton.plans.status import Basis, State
from thuongton.web.lists.filters import Days
from thuongton.web.lists.listing import Asked
from thuongton.web.lists.question import Question

ORDER = ("-plan__issued_on", "-plan_id", "order")
"""The newest plan first, then the order of the paper."""


def basis_of(question: Question) -> Basis:
    """The lens of a page: as declared, or as proven (``?theo=san-pham``)."""
    return Basis.PROVEN if question.get("theo") == "san-pham" else Basis.DECLARED


def tasks_for(question: Question) -> QuerySet[Task]:
    """The tracked tasks that a list is made of: mine only with ``cua-toi=1``."""
    if question.get("cua-toi") == "1":
        return mine(question.reader, at_once=True)
    return followed_by(question.reader)


def task_rows(question: Question, tasks: list[Task]) -> list[TaskRow]:
    """Rows of the tasks of one page, in their order."""
    ids = [task.pk for task in tasks]
    return rows_at(ids, question.as_of, basis_of(question), reader=question.reader)


def counted(asked: Asked) -> dict[State, int]:
    """How many tasks are in each state under all other conditions; found with the page, or by itself."""
    if "counted" not in asked.noted:
        _count(asked)
    found: dict[State, int] = asked.noted["counted"]
    return found


def _count(asked: Asked) -> dict[int, int]:
    """Count each state of each plan in one pass; returns how many rows of each plan pass, in the order of plans."""
    question, chosen = asked.question, asked.values.get("trang-thai", ())
    # «+ 0» hides the key from its index: PostgreSQL would walk through the plans of the whole country for its order.
    found = (
        asked.found("trang-thai")
        .order_by()
        .annotate(place=status_order(question.as_of, basis_of(question), model=Task), number=F("plan_id") + 0)
        .values_list("place", "number", "plan__issued_on")
        .annotate(Count("pk"))
    )
    number_in = dict.fromkeys(State, 0)
    wanted: dict[int, int] = {}
    for place, plan, _issued, number in sorted(found, key=_place_of_plan, reverse=True):
        state = BY_ORDER[place]
        number_in[state] += number
        if not chosen or str(state) in chosen:
            wanted[plan] = wanted.get(plan, 0) + number
    asked.noted["counted"] = number_in
    return wanted


def page_of_tasks(asked: Asked, page: int, size: int) -> tuple[list[TaskRow], int]:
    """A page of the list with the exact number of all rows, in a fixed number of queries.

    One pass counts each state of each plan: it gives the totals and tells on which plans the page falls, so that in
    the usual order only the rows of those plans are put in order.
    """
    wanted = _count(asked)
    total = sum(wanted.values())
    page = min(max(1, page), max(1, -(-total // size)))
    first = (page - 1) * size
    if asked.sort:
        ids = list(asked.ordered().values_list("pk", flat=True)[first : first + size])
    else:
        plans, before = _under(wanted, first, size)
        rows = asked.found().filter(plan__in=plans).order_by(*(_key(name) for name in ORDER), "pk")
        ids = list(rows.values_list("pk", flat=True)[before : before + size])
    question = asked.question
    return rows_at(ids, question.as_of, basis_of(question), reader=question.reader), total


def _key(name: str) -> OrderBy:
    field = F(name.lstrip("-"))
    return field.desc(nulls_last=True) if name.startswith("-") else field.asc(nulls_last=True)


def _place_of_plan(row: tuple[int, int, dt.date | None, int]) -> tuple[bool, dt.date, int]:
    """The key that puts plans in their order, the newest first, those without a day last."""
    _place, plan, issued, _number = row
    return issued is not None, issued or dt.date.min, plan


def _under(wanted: Mapping[int, int], first: int, size: int) -> tuple[list[int], int]:
    """The plans on which the page from row ``first`` on falls, and how many rows of the first one stand before it."""
    plans: list[int] = []
    before, passed = 0, 0
    for plan, number in wanted.items():
        if passed < first + size and passed + number > first:
            before = before if plans else first - passed
            plans.append(plan)
        passed += number
    return plans, before


def in_states(tasks: QuerySet[Task], states: tuple[str, ...], question: Question) -> QuerySet[Task]:
    """The tasks in one of some states."""
    return with_status(tasks, question.as_of, basis_of(question), states=[State(state) for state in states])


def unproven(tasks: QuerySet[Task], question: Question) -> QuerySet[Task]:
    """The tasks counted as finished without an accepted product: a condition on the state."""
    return filtered(with_status(tasks, question.as_of, basis_of(question)), Filters(unproven=True))


def due_within(tasks: QuerySet[Task], days: Days, question: Question) -> QuerySet[Task]:
    """The tasks whose day, as it stands now, falls within a span."""
    tasks = tasks.annotate(due_asked=day_expression("due", question.as_of, basis_of(question), model=Task))
    if days.first:
        tasks = tasks.filter(due_asked__gte=days.first)
    return tasks.filter(due_asked__lte=days.last) if days.last else tasks


def assigned_to(tasks: QuerySet[Task], person: User, question: Question) -> QuerySet[Task]:
    """The tasks that a person answers for in the units of the reader's scope; one's own everywhere, but on a print."""
    found = Assignment.objects.filter(task=OuterRef("pk"), person=person, ended_on__isnull=True)
    everywhere = person == question.reader and not question.shared
    return tasks.filter(Exists(found if everywhere else found.filter(in_scope(question.reader))))


def by_lead() -> Subquery:
    """The printed name of the first lead, to put tasks in the order of agencies."""
    leads = Party.objects.filter(task=OuterRef("pk"), role=PartyRole.LEAD).order_by("order")
    return Subquery(leads.values("name")[:1])


def plans_offered(question: Question) -> list[tuple[int, str]]:
    """The followed plans one may see, the newest first, for a menu."""
    plans = plans_visible_to(question.reader).filter(tracked_from__isnull=False).order_by("-issued_on", "-pk")[:300]
    return [(plan.pk, plan.called[:90]) for plan in plans]


def plan_named(question: Question, pk: int) -> Plan | None:
    """A plan one may see."""
    return plans_visible_to(question.reader).filter(pk=pk).first()


def section_named(question: Question, pk: int) -> Section | None:
    """A group of a plan one may see."""
    return Section.objects.filter(plan__in=plans_visible_to(question.reader), pk=pk).first()


def unit_named(question: Question, pk: int) -> Unit | None:
    """A unit one may see, or one that a task one may see names: a plan may give work to a unit of another province."""
    seen = visible_units(question.reader).filter(pk=pk).first()
    if seen is not None:
        return seen
    named = Party.objects.filter(unit=pk, task__in=visible_to(question.reader)).select_related("unit").first()
    return named.unit if named is not None else None


def turns_for(question: Question) -> QuerySet[Occurrence]:
    """The turns that a list is made of, with their status: of a plan one may see, of mine, or of all one follows."""
    filters = Filters.from_query(question.given).of_turns()
    plan = plan_named(question, filters.plan) if filters.plan else None
    filters = replace(filters, plan=plan.pk if plan else None)
    tasks = visible_of(question.reader, [plan]) if plan is not None else tasks_for(question)
    return turns_of(filtered(tasks, filters), question.as_of, basis_of(question))


def rows_of_turns(question: Question, turns: list[Occurrence]) -> list[TurnRow]:
    """Rows of the turns of one page, in their order."""
    ids = [turn.pk for turn in turns]
    among = with_status(Occurrence.objects.filter(pk__in=ids), question.as_of, basis_of(question))
    found = {row.turn.pk: row for row in turn_rows(among)}
    return [found[pk] for pk in ids if pk in found]
