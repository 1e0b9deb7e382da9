"""The tasks of one plan as a list: how each stands by both lenses, its oldest overdue turn, the rows of its group."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from thuongton.plans.models import Party, PartyRole, Section, Task
from thuongton.plans.queries.lists import basis_of
from thuongton.plans.queries.status import status_case
from thuongton.plans.queries.tasks import TaskRow, rows_of, visible_of, with_status
from thuongton.plans.queries.turns import turns_of
from thuongton.plans.status import Basis, State
from thuongton.web.lists.listing import Asked
from thuongton.web.lists.question import Question


def tasks_in(question: Question) -> QuerySet[Task]:
    """The tasks of the plan that one may see."""
    return visible_of(question.reader, [question.place])


def rows_in(question: Question, tasks: Iterable[Task]) -> list[TaskRow]:
    """Rows of the tasks of one page, in their order, in a fixed number of queries."""
    ids, as_of = [task.pk for task in tasks], question.as_of
    among = Task.objects.filter(pk__in=ids).order_by()
    found: QuerySet[Any] = with_status(among, as_of, basis_of(question)).annotate(
        declared_state=status_case(as_of, Basis.DECLARED, model=Task),
        proven_state=status_case(as_of, Basis.PROVEN, model=Task),
    )
    late = turns_of(among, as_of, basis_of(question), (State.OVERDUE,)).order_by().values_list("task")
    oldest = dict(late.annotate(Min("due_now")))
    rows = {row.task.pk: row for row in rows_of(found, as_of, turns=False, reader=question.reader)}
    for pk, row in rows.items():
        task: Any = row.task
        row.declared, row.proven = State(task.declared_state), State(task.proven_state)
        row.late_turn = oldest.get(pk)
    return [rows[pk] for pk in ids if pk in rows]


def page_of_plan(asked: Asked, page: int, size: int) -> tuple[list[TaskRow], int]:
    """A page of the plan with the exact number of rows; each row knows how many rows stand in its group."""
    groups = dict(asked.found().order_by().values_list("section").annotate(Count("pk")))
    total = sum(groups.values())
    page = min(max(1, page), max(1, -(-total // size)))
    rows = rows_in(asked.question, asked.ordered().only("pk")[(page - 1) * size : page * size])
    for row in rows:
        row.among = groups.get(row.task.section_id, 0)
    return rows, total


def sections_offered(question: Question) -> list[tuple[int, str]]:
    """The groups of the plan in the order of the paper, for a menu."""
    sections = question.place.sections.all()
    return [(one.pk, f"{group_code(one)} {one.title}".strip()[:90]) for one in sections if one.label]


def section_in(question: Question, pk: int) -> Section | None:
    """A group of the plan."""
    found: Section | None = question.place.sections.filter(pk=pk).first()
    return found


def group_code(section: Section) -> str:
    """The number of a group with its part: «B.II»."""
    return ".".join(part for part in (section.part, section.label) if part)


def leads_offered(question: Question) -> list[tuple[int, str]]:
    """The units that lead tasks of the plan, for a menu."""
    parties = Party.objects.filter(task__plan=question.place, role=PartyRole.LEAD, unit__isnull=False)
    return list(parties.order_by("unit__path").values_list("unit", "unit__name").distinct())


def doubts_of(tasks: QuerySet[Task]) -> dict[str, int]:
    """How many tasks have several leads (or a class of units), none, or are as the machine read them; one query."""
    classes = Party.objects.filter(task=OuterRef("pk"), role=PartyRole.LEAD).exclude(category="")
    marked = (
        tasks.order_by()
        .annotate(leads=Count("parties", filter=Q(parties__role=PartyRole.LEAD)), of_class=Exists(classes))
        .values_list("leads", "of_class", "unconfirmed")
    )
    found = {"several": 0, "nobody": 0, "unconfirmed": 0}
    for leads, of_class, unconfirmed in marked:
        found["nobody"] += leads == 0
        found["several"] += leads > 1 or of_class
        found["unconfirmed"] += unconfirmed
    return found
